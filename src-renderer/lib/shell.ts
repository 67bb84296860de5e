/** Showing and opening what the app made. */
import { problem } from '../state/problem.svelte.js'
import { t } from '../i18n/index.js'
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
    title: t('fault.reportTitle'),
    detail: t('fault.reportDetail', { run: runId }),
    safe: t('fault.safe'),
    fix: t('fault.reportFix'),
    exit: 1,
  })
}
