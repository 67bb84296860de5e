import type { LogLine, RunSummary } from '../../src-preload/contract.js'
import { call } from '../lib/bridge.js'
import { problem } from './problem.svelte.js'

/** The log that is read over whatever page asked for it: of one run, or of all. App.svelte shows it. */
class LogView {
  current = $state.raw<{ run: RunSummary | null; lines: LogLine[] } | null>(null)

  async #read(run: RunSummary | null): Promise<void> {
    const { lines } = await call('log.read', run ? { runId: run.runId } : {})
    this.current = { run, lines }
  }

  show(run: RunSummary | null = null): void {
    void problem.attempt(this.#read(run))
  }

  close(): void {
    this.current = null
  }
}

export const logView = new LogView()
