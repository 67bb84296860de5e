/** `ipcMain`: one handler per channel, called with what crossed from a page. */
import { EventEmitter } from './events.mjs'

class IpcMain extends EventEmitter {
  #handlers = new Map()

  handle(channel, listener) {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    this.#handlers.set(channel, listener)
  }

  /** Calls the handler; what it throws is for the page, by its message only. */
  async invoke(event, channel, args) {
    const handler = this.#handlers.get(channel)
    if (!handler) throw new Error(`No handler registered for '${channel}'`)
    return handler(event, ...args)
  }
}

export const ipcMain = new IpcMain()
