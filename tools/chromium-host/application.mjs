/** `app`: lifecycle, paths and the single instance lock. */
import { existsSync, mkdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { config } from './config.mjs'
import { emitPreventable, EventEmitter } from './events.mjs'

class App extends EventEmitter {
  /** The open windows; window.mjs keeps it. */
  windows = new Set()
  #paths = {}
  #ready = new Promise((resolve) => setImmediate(resolve)).then(() => void this.emit('ready'))
  /** @type {string | null} */
  #lock = null
  #quitting = false

  get isPackaged() {
    return config.packaged
  }

  whenReady() {
    return this.#ready
  }

  getAppPath() {
    return config.appDir
  }

  getVersion() {
    return manifest().version
  }

  getName() {
    return manifest().productName ?? manifest().name
  }

  getPreferredSystemLanguages() {
    return [Intl.DateTimeFormat().resolvedOptions().locale]
  }

  getPath(name) {
    if (name === 'userData') return (this.#paths.userData ??= join(appData(), this.getName()))
    throw new Error(`The Chromium host knows no path '${name}'`)
  }

  setPath(name, path) {
    this.#paths[name] = path
  }

  /** A file with our process id beside the user data; a lock of a process that is gone is none. */
  requestSingleInstanceLock() {
    const file = join(this.getPath('userData'), 'chromium-host.pid')
    mkdirSync(this.getPath('userData'), { recursive: true })
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
    } catch {
      if (isAlive(Number(readFileSync(file, 'utf8')))) {
        writeFileSync(`${file}.second`, String(process.pid))
        return false
      }
      writeFileSync(file, String(process.pid))
    }
    this.#lock = file
    this.#hearOthers(`${file}.second`)
    return true
  }

  /** A second instance leaves a file for the first one, and ends. */
  #hearOthers(file) {
    rmSync(file, { force: true })
    watch(dirname(file), { persistent: false }, () => {
      if (!existsSync(file)) return
      rmSync(file, { force: true })
      this.emit('second-instance', {}, [], dirname(file))
    })
  }

  /** As Electron does: ask the listeners, close the windows (each may refuse), ask once more, end. */
  quit() {
    if (this.#quitting || emitPreventable(this, 'before-quit')) return
    for (const window of [...this.windows]) {
      window.close()
      if (!window.isDestroyed()) return
    }
    this.finish()
  }

  /** The last part of quitting, when no window is left. */
  finish() {
    if (this.#quitting || emitPreventable(this, 'will-quit')) return
    this.#quitting = true
    this.emit('quit', {}, 0)
    if (this.#lock) rmSync(this.#lock, { force: true })
    void Promise.allSettled(this.endings).then(() => process.exit(0))
  }

  /** What must be over before the process may end: windows that are closing. */
  endings = []
}

export const app = new App()

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => app.quit())

function manifest() {
  return JSON.parse(readFileSync(join(config.appDir, 'package.json'), 'utf8'))
}

function appData() {
  if (process.platform === 'win32') return process.env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support')
  return process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config')
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}
