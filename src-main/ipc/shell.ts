import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { HiveError } from '../engine/errors.js'
import type { Status } from '../engine/model/index.js'
import type { Handlers, IpcContext } from './handlers.js'

/**
 * Showing and opening files is for what we made ourselves: the engine's own record says what that is, never the page,
 * which could otherwise be made to open any file of the person's.
 */
export function shellHandlers({
  queries,
  desktop,
}: IpcContext): Pick<Handlers, 'shell.reveal' | 'shell.openReport' | 'report.read'> {
  const reportOf = async (runId: string): Promise<string | null> => {
    const { runs } = await queries.call('status', {})
    return runs.find((run) => run.runId === runId)?.report?.html ?? null
  }
  return {
    'shell.reveal': async ({ path }) => {
      const known = producedPaths(await queries.call('status', {}))
      if (!known.has(resolve(path))) throw new HiveError('HM-USAGE', 'The app shows only files that it made.')
      desktop.reveal(resolve(path))
      return { shown: true }
    },
    'shell.openReport': async ({ runId }) => {
      const path = await reportOf(runId)
      return { opened: path === null ? false : await desktop.open(path) }
    },
    'report.read': async ({ runId }) => {
      const path = await reportOf(runId)
      return { html: path === null ? null : await readable(path) }
    },
  }
}

/** A page of many megabytes belongs into the browser: it would have to cross to the page as one text. */
const mostBytes = 8 * 1024 ** 2

async function readable(path: string): Promise<string | null> {
  try {
    return (await stat(path)).size > mostBytes ? null : await readFile(path, 'utf8')
  } catch {
    // Moved or removed by the person: opening it says so.
    return null
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
