/** Showing and opening what the app made. */
import { problem } from '../state/problem.svelte.js'
import { call, FailureError } from './bridge.js'

export function reveal(path: string): void {
  void problem.attempt(call('shell.reveal', { path }))
}

export function openReport(runId: string): void {
  void problem.attempt(open(runId))
}

async function open(runId: string): Promise<void> {
  const { opened } = await call('shell.openReport', { runId })
  if (opened) return
  throw new FailureError({
    code: 'HM-REPORT-NOT-OPENED',
    title: 'The report did not open',
    detail: `The system opened no program for the report of run ${runId}.`,
    safe: 'Your data was not touched.',
    fix: 'Use Show in folder and open it with your browser.',
    exit: 1,
  })
}
