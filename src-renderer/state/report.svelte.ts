import { call } from '../lib/bridge.js'
import { openReport } from '../lib/shell.js'
import { problem } from './problem.svelte.js'

/** The report that is read in the app, over whatever page asked for it; App.svelte shows it. */
class ReportView {
  current = $state.raw<{ runId: string; html: string } | null>(null)

  /** What is too large to be read here, or no longer there, goes the way to the person's browser, which says so. */
  async #read(runId: string): Promise<void> {
    const { html } = await call('report.read', { runId })
    if (html === null) openReport(runId)
    else this.current = { runId, html }
  }

  show(runId: string): void {
    void problem.attempt(this.#read(runId))
  }

  close(): void {
    this.current = null
  }
}

export const reportView = new ReportView()
