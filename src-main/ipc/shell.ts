import { resolve } from 'node:path'
import { HiveError } from '../engine/errors.js'
import type { Status } from '../engine/model/index.js'
import type { Handlers, IpcContext } from './handlers.js'

/**
 * Showing and opening files is for what we made ourselves: the engine's own record says what that is, never the page,
 * which could otherwise be made to open any file of the person's.
 */
export function shellHandlers({ queries, desktop }: IpcContext): Pick<Handlers, 'shell.reveal' | 'shell.openReport'> {
  return {
    'shell.reveal': async ({ path }) => {
      const known = producedPaths(await queries.call('status', {}))
      if (!known.has(resolve(path))) throw new HiveError('HM-USAGE', 'The app shows only files that it made.')
      desktop.reveal(resolve(path))
      return { shown: true }
    },
    'shell.openReport': async ({ runId }) => {
      const { runs } = await queries.call('status', {})
      const report = runs.find((run) => run.runId === runId)?.report
      return { opened: report ? await desktop.open(report.html) : false }
    },
  }
}

function producedPaths({ target, backups, runs }: Status): Set<string> {
  return new Set(
    [
      target.path,
      ...backups.map((backup) => backup.path),
      ...runs.flatMap((run) => [run.target, ...(run.report ? [run.report.html, run.report.json] : [])]),
    ].map((path) => resolve(path)),
  )
}
