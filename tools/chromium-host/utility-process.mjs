/** `utilityProcess`: a Node child; utility-child.mjs gives it the `process.parentPort` that Electron's would have. */
import { fork } from 'node:child_process'
import { EventEmitter } from './events.mjs'

const bootstrap = new URL('utility-child.mjs', import.meta.url).href

class UtilityProcess extends EventEmitter {
  #child

  /**
   * @param {string} modulePath
   * @param {string[]} args
   * @param {{ env?: NodeJS.ProcessEnv, stdio?: 'inherit' | 'ignore' }} options
   */
  constructor(modulePath, args, { env = process.env, stdio = 'inherit' }) {
    super()
    this.#child = fork(modulePath, args, {
      env,
      execArgv: ['--import', bootstrap],
      stdio: ['ignore', stdio, stdio, 'ipc'],
      serialization: 'advanced',
    })
    this.#child.on('spawn', () => this.emit('spawn'))
    this.#child.on('message', (message) => this.emit('message', message))
    this.#child.on('exit', (code) => this.emit('exit', code ?? 1))
    this.#child.on('error', () => undefined)
  }

  get pid() {
    return this.#child.exitCode === null && this.#child.signalCode === null ? this.#child.pid : undefined
  }

  postMessage(message) {
    this.#child.send(structuredClone(message), () => undefined)
  }

  kill() {
    return this.#child.kill('SIGTERM')
  }
}

export const utilityProcess = {
  fork: (modulePath, args = [], options = {}) => new UtilityProcess(modulePath, args, options),
}
