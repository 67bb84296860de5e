/** `webContents`: the page of a window, its requests and its calls. */
import { app } from './application.mjs'
import { toExternal, toInternal } from './addresses.mjs'
import { emitPreventable, EventEmitter } from './events.mjs'
import { ipcMain } from './ipc-main.mjs'
import { answerOf, isCancelled } from './network.mjs'
import { earKey } from './preload-runtime.mjs'
import { decode, encode } from './wire.mjs'

export class WebContents extends EventEmitter {
  /** @type {import('playwright-core').Page | null} */
  #page = null
  #loading = false

  constructor() {
    super()
    app.emit('web-contents-created', {}, this)
  }

  /** A window is one page on this host, whatever the handler says: 'deny' is all there is. */
  setWindowOpenHandler() {}

  /** Sends to the page; what it cannot hear (it is loading, or gone) is lost, as in Electron. */
  send(channel, ...args) {
    const text = encode({ channel, args })
    this.#page
      ?.evaluate(({ key, text }) => globalThis[Symbol.for(key)]?.(text), { key: earKey, text })
      .catch(() => undefined)
  }

  /** The page that shows this from now on. */
  attach(page) {
    this.#page = page
    page.context().on('page', (other) => void other.close().catch(() => undefined))
    // Playwright would dismiss dialogs; here a person answers them (dialogs.mjs).
    page.on('dialog', () => undefined)
  }

  async load(url) {
    this.#loading = true
    try {
      await this.#page?.goto(toInternal(url))
    } finally {
      this.#loading = false
    }
  }

  /** Answers a request of the page, by main's rules. */
  async serve(route) {
    const request = route.request()
    const url = toExternal(request.url())
    const frame = frameOf(request)
    if (!frame) return route.abort('aborted')
    const navigates = request.isNavigationRequest() && frame === this.#page?.mainFrame()
    if (navigates && !this.#loading && emitPreventable(this, 'will-navigate', { url })) return route.abort('aborted')
    if (await isCancelled(url)) return route.abort('blockedbyclient')
    const answer = await answerOf(url, request)
    return answer ? route.fulfill(answer) : route.continue()
  }

  /** Answers a call of the page. */
  async invoke(text, { page, frame }) {
    const { channel, args } = decode(text)
    const parent = frame === page.mainFrame() ? null : {}
    try {
      const event = { sender: this, senderFrame: { url: toExternal(frame.url()), parent } }
      return encode({ value: await ipcMain.invoke(event, channel, args) })
    } catch (error) {
      return encode({ error: String(error) })
    }
  }
}

/** Null for a page that is just opening: it is not ours, and closes at once. */
function frameOf(request) {
  try {
    return request.frame()
  } catch {
    return null
  }
}
