import type { Pause, ProgressEvent } from '../engine/model/index.js'

const intervalMs = 100

/**
 * Lets at most ten progress events a second through, and never drops the last one. A change of phase or of
 * `cancellable` passes at once: the owner must know that the swap has begun before it decides to end the process.
 */
export class ProgressThrottle {
  readonly #send: (event: ProgressEvent) => void
  #last: ProgressEvent | null = null
  #lastAt = 0
  #pending: ProgressEvent | null = null
  #paused: Pause | undefined
  #timer: NodeJS.Timeout | null = null

  constructor(send: (event: ProgressEvent) => void) {
    this.#send = send
  }

  push(said: ProgressEvent): void {
    // Until the next safe point the engine goes on, and must not look as if it had not heard.
    const event = this.#paused && !said.paused ? { ...said, paused: this.#paused } : said
    const wait = this.#lastAt + intervalMs - performance.now()
    if (this.#last === null || wait <= 0 || isTurn(this.#last, event)) {
      this.#pass(event)
      return
    }
    this.#pending = event
    this.#timer ??= setTimeout(() => this.flush(), wait)
  }

  /** The user's wish is acknowledged at once, before the next safe point is reached. */
  pause(pause: Pause | undefined): void {
    this.#paused = pause
    const event = this.#pending ?? this.#last
    if (!event) return
    const { paused: _before, ...rest } = event
    this.#pass(pause ? { ...rest, paused: pause } : rest)
  }

  /** Sends what is held back; called before the answer of the call. */
  flush(): void {
    if (this.#pending) this.#pass(this.#pending)
  }

  #pass(event: ProgressEvent): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#pending = null
    this.#last = event
    this.#lastAt = performance.now()
    this.#send(event)
  }
}

function isTurn(before: ProgressEvent, after: ProgressEvent): boolean {
  return (
    before.phase !== after.phase ||
    before.cancellable !== after.cancellable ||
    before.paused?.reason !== after.paused?.reason
  )
}
