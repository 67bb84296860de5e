import { closeSync, fdatasync, openSync } from 'node:fs'

const everyMs = 60

/**
 * Has the system write a growing file to the disk while its owner goes on, so that little is left to wait for when the
 * owner flushes it. A hint, never a promise: what must be on the disk is flushed by whoever promises it. `close` it only
 * after SQLite has closed the file: closing a file drops the locks that this process has on it (traps, Files).
 */
export class FlushAhead {
  // Windows flushes only what may be written, and locks what it writes.
  readonly #file: number | null
  #running: Promise<void> | null = null
  #last = 0

  constructor(path: string) {
    this.#file = process.platform === 'win32' ? null : openSync(path, 'r')
  }

  /** Begins another flush when the last one is over, and some time ago. */
  nudge(): void {
    const file = this.#file
    if (file === null || this.#running || performance.now() - this.#last < everyMs) return
    this.#last = performance.now()
    this.#running = new Promise((resolve) => {
      // An error here comes again, to the descriptor of whoever promises.
      fdatasync(file, () => {
        this.#running = null
        resolve()
      })
    })
  }

  /** Waits for a flush that is under way. */
  async close(): Promise<void> {
    await this.#running
    if (this.#file !== null) closeSync(this.#file)
  }
}
