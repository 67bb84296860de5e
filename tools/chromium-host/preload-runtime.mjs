/**
 * The page's side: what a preload script finds as `require('electron')`. Runs as an init script before the page's own,
 * so it is text; the preload's source is put in as a function's body.
 */
import { decode, encode } from './wire.mjs'

/** Name of the binding that crosses to main; the page's own scripts never see it. */
export const bindingName = '__chromiumHostInvoke'

/** Where main finds the page's ear for events. */
export const earKey = 'chromium-host.ear'

/** The init script for a preload file's source. */
export function preloadScript(source) {
  return `(() => {
  if (window !== window.top) return
  const encode = ${encode}
  const decode = ${decode}
  const preload = (require, module, exports) => {\n${source}\n}
  ;(${runtime})(encode, decode, preload, ${JSON.stringify(bindingName)}, ${JSON.stringify(earKey)})
})()`
}

function runtime(encode, decode, preload, binding, earKey) {
  const invokeMain = globalThis[binding]
  delete globalThis[binding]
  // What a denied window.open answers in Electron; a link's new page is closed by main (web-contents.mjs).
  window.open = () => null
  const listeners = new Map()

  const ipcRenderer = {
    async invoke(channel, ...args) {
      const answer = decode(await invokeMain(encode({ channel, args })))
      if (answer.error === undefined) return answer.value
      throw new Error(`Error invoking remote method '${channel}': ${answer.error}`)
    },
    on(channel, listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
      return ipcRenderer
    },
    off(channel, listener) {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((other) => other !== listener),
      )
      return ipcRenderer
    },
  }

  Object.defineProperty(globalThis, Symbol.for(earKey), {
    value: (text) => {
      const { channel, args } = decode(text)
      for (const listener of listeners.get(channel) ?? []) listener({ sender: ipcRenderer }, ...args)
    },
  })

  // Functions become proxies that copy what goes in and out, objects become frozen copies: as contextBridge does.
  const cross = (value) => {
    if (typeof value === 'function') {
      return (...args) => {
        const result = value(...args.map(cross))
        return result instanceof Promise ? result.then(cross) : cross(result)
      }
    }
    const plain = Array.isArray(value) || (value && Object.getPrototypeOf(value) === Object.prototype)
    if (!plain) return value
    const copy = Array.isArray(value) ? [] : {}
    for (const [key, item] of Object.entries(value)) copy[key] = cross(item)
    return Object.freeze(copy)
  }

  const contextBridge = {
    exposeInMainWorld(name, api) {
      Object.defineProperty(globalThis, name, { value: cross(api), enumerable: true })
    },
  }

  const require = (name) => {
    if (name === 'electron') return { contextBridge, ipcRenderer }
    throw new Error(`module not found: ${name}`)
  }
  const module = { exports: {} }
  preload(require, module, module.exports)
}
