/** The parts that tell the system something, or ask it: theme, screens, menu, sleep, notifications. */
import { EventEmitter } from './events.mjs'

/** Says nothing by itself: Chromium tells nobody here that the machine goes to sleep. */
export const powerMonitor = new EventEmitter()

/** Nothing shows it: a person who runs the stand-in looks at its window. */
export class Notification extends EventEmitter {
  static isSupported() {
    return true
  }

  constructor({ title = '', body = '' } = {}) {
    super()
    this.title = title
    this.body = body
  }

  show() {}

  close() {}
}

/** The theme as media emulation; null leaves the page with the system's own. */
class NativeTheme {
  #source = 'system'
  #pages = new Map()

  get themeSource() {
    return this.#source
  }

  set themeSource(source) {
    this.#source = source
    for (const apply of this.#pages.values()) void apply(this.emulated).catch(() => undefined)
  }

  get emulated() {
    return this.#source === 'system' ? null : this.#source
  }

  get shouldUseDarkColors() {
    return this.#source === 'dark'
  }

  onChange(window, apply) {
    this.#pages.set(window, apply)
  }

  forget(window) {
    this.#pages.delete(window)
  }
}

export const nativeTheme = new NativeTheme()

/** Chromium places its window itself, so any place is on a screen. */
const everywhere = { x: -100_000, y: -100_000, width: 200_000, height: 200_000 }
export const screen = { getAllDisplays: () => [{ workArea: everywhere }] }

/** Kept, so that a tool can click; nothing shows it. */
class AppMenu {
  static #application = null

  static buildFromTemplate(template) {
    const items = template.map((item) => ({
      ...item,
      submenu: Array.isArray(item.submenu) ? AppMenu.buildFromTemplate(item.submenu) : undefined,
    }))
    return Object.assign(new AppMenu(), { items })
  }

  static setApplicationMenu(menu) {
    AppMenu.#application = menu
  }

  static getApplicationMenu() {
    return AppMenu.#application
  }
}

export { AppMenu as Menu }

const blockers = new Set()

export const powerSaveBlocker = {
  start() {
    const id = blockers.size + 1
    blockers.add(id)
    return id
  },
  stop: (id) => blockers.delete(id),
  isStarted: (id) => blockers.has(id),
}
