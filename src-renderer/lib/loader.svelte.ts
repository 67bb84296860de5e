import type { Failure } from '../../src-preload/contract.js'
import { failureOf } from './bridge.js'

export type Loadable<T> = { kind: 'loading' } | { kind: 'ready'; value: T } | { kind: 'failed'; failure: Failure }

/** One question to the main process and the state of its answer. A later load outruns an earlier one. */
export class Loader<T> {
  state = $state.raw<Loadable<T>>({ kind: 'loading' })
  /** An answer is on its way, also while an earlier one is shown. */
  asking = $state(false)
  /** The last good answer since `load`; what failed since does not take it away. */
  last = $state.raw<T | null>(null)
  readonly #fetch: () => Promise<T>
  #turn = 0

  constructor(fetch: () => Promise<T>) {
    this.#fetch = fetch
  }

  get value(): T | null {
    return this.state.kind === 'ready' ? this.state.value : null
  }

  /** Asks anew and shows that it waits. */
  load(): Promise<void> {
    this.state = { kind: 'loading' }
    this.last = null
    return this.refresh()
  }

  /** Asks anew and keeps showing the last answer meanwhile. */
  async refresh(): Promise<void> {
    const turn = ++this.#turn
    this.asking = true
    let next: Loadable<T>
    try {
      next = { kind: 'ready', value: await this.#fetch() }
    } catch (error) {
      next = { kind: 'failed', failure: failureOf(error) }
    }
    if (turn !== this.#turn) return
    this.asking = false
    this.state = next
    if (next.kind === 'ready') this.last = next.value
  }
}
