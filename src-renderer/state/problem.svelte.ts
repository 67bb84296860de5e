import type { Failure } from '../../src-preload/contract.js'
import { failureOf } from '../lib/bridge.js'

/** A small thing that a button could not do (show a folder, open a report); App.svelte shows it until it is closed. */
class Problem {
  failure = $state.raw<Failure | null>(null)

  /** Does it, and shows why not. */
  async attempt(action: Promise<unknown>): Promise<void> {
    try {
      await action
      this.failure = null
    } catch (error) {
      this.failure = failureOf(error)
    }
  }

  close(): void {
    this.failure = null
  }
}

export const problem = new Problem()
