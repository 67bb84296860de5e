/** `BrowserWindow`: a window of Chromium that opens with its page and can be kept from closing. */
import { app } from './application.mjs'
import { toExternal } from './addresses.mjs'
import { config } from './config.mjs'
import { emitPreventable, EventEmitter } from './events.mjs'
import { openPage } from './page.mjs'
import { nativeTheme } from './system.mjs'
import { WebContents } from './web-contents.mjs'

export class BrowserWindow extends EventEmitter {
  webContents = new WebContents()
  #options
  /** @type {Awaited<ReturnType<typeof openPage>> | null} */
  #opened = null
  #destroyed = false
  /** The last progress that the taskbar would show; nothing shows it here. */
  progress = -1

  constructor(options) {
    super()
    this.#options = options
    app.windows.add(this)
  }

  static getAllWindows() {
    return [...app.windows]
  }

  async loadURL(url) {
    const { width = 800, height = 600, webPreferences = {} } = this.#options
    const opened = await openOrEnd({
      url,
      width,
      height,
      preload: webPreferences.preload,
      colorScheme: nativeTheme.emulated,
      onRequest: (route) => this.webContents.serve(route).catch((error) => this.#report(error)),
      onInvoke: (text, source) => this.webContents.invoke(text, source),
    })
    if (this.#destroyed) return opened.close()
    this.#opened = opened
    this.webContents.attach(opened.page)
    opened.page.on('close', () => this.#closedByPerson(opened))
    nativeTheme.onChange(this, (colorScheme) => opened.page.emulateMedia({ colorScheme }))
    await this.webContents.load(url)
    this.emit('ready-to-show')
    config.onWindow(opened.endpoint)
  }

  /** The page, for dialogs.mjs; null while there is none. */
  get page() {
    return this.#opened?.page ?? null
  }

  /** Closes unless a listener of `close` prevents it. */
  close() {
    if (!this.#destroyed && !emitPreventable(this, 'close')) this.destroy()
  }

  destroy() {
    if (this.#destroyed) return
    this.#destroyed = true
    app.windows.delete(this)
    nativeTheme.forget(this)
    if (this.#opened) app.endings.push(this.#opened.close())
    this.emit('closed')
    if (app.windows.size === 0 && !app.emit('window-all-closed')) app.quit()
  }

  isDestroyed() {
    return this.#destroyed
  }

  /** Chromium's window is gone already when we hear of it; if its closing is prevented, it opens again. */
  #closedByPerson(opened) {
    if (this.#destroyed || this.#opened !== opened) return
    this.#opened = null
    app.endings.push(opened.close())
    const url = toExternal(opened.page.url())
    if (emitPreventable(this, 'close')) void this.loadURL(url)
    else this.destroy()
  }

  /** A request that fails because its window closes meanwhile is nothing to tell. */
  #report(error) {
    if (!this.#destroyed && this.#opened) console.error(error)
  }

  show() {}

  focus() {
    void this.page?.bringToFront().catch(() => undefined)
  }

  /** Chromium's window does not say; who starts the stand-in looks at it. */
  isFocused() {
    return true
  }

  isMinimized() {
    return false
  }

  restore() {}

  getNormalBounds() {
    const { x = 0, y = 0, width, height } = this.#options
    return { x, y, width, height }
  }

  /** Remembered, not done: Chromium's window is as large as it was opened. */
  maximize() {
    this.maximized = true
    this.emit('maximize')
  }

  unmaximize() {
    this.maximized = false
    this.emit('unmaximize')
  }

  isMaximized() {
    return this.maximized === true
  }

  setProgressBar(fraction) {
    this.progress = fraction
  }
}

/** Without a window there is nothing to run: says why and ends. */
async function openOrEnd(options) {
  try {
    return await openPage(options)
  } catch (error) {
    console.error(`No window could be opened: ${error.message}`)
    return process.exit(1)
  }
}
