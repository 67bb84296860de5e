/**
 * The program's own log, `log.ndjson` of the state folder: what was asked and how it ended, faults with their stack. It is
 * for whoever has to find out what went wrong; nothing depends on it, and a line may be lost with the power.
 */
import { appendFileSync, existsSync, readFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { LogLine } from '../model/index.js'
import { auditLines } from './audit.js'
import { withoutKeys } from './mask.js'
import { Run } from './run.js'
import { isId, type StateHome } from './state-home.js'

export type LogNote = Pick<LogLine, 'level' | 'event' | 'detail'> & { runId?: string | null }

/** Bytes of one file; there are two, so that the last of them is always kept. */
const mostBytes = 512 * 1024
const mostDetail = 4000
/** Lines that are handed to a reader. */
const mostLines = 500

/** The file that is written now, of the state folder `root`. */
export const logFile = (root: string): string => join(root, 'log.ndjson')
const olderFile = (root: string) => join(root, 'log.1.ndjson')

/**
 * Adds a line; of what was never used on this computer there is no state folder, and so no log. `root` is the state
 * folder's path. Never throws: a log that cannot be written is no reason for anything else to fail.
 */
export function noteLog(root: string, note: LogNote): void {
  try {
    if (!existsSync(root)) return
    const file = logFile(root)
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > mostBytes) renameSync(file, olderFile(root))
    const { level, event, detail, runId = null } = note
    const line = { at: new Date().toISOString(), level, event, runId, detail: withoutKeys(detail).slice(0, mostDetail) }
    appendFileSync(file, `${JSON.stringify(line)}\n`, { mode: 0o600 })
  } catch {
    // A full disk, a folder that may only be read: whoever works here meets it too, and says so.
  }
}

/** What happened, oldest first, at most the last 500 lines: all of it, or of one run with its journal. */
export function readLog(home: StateHome, runId?: string): LogLine[] {
  // Of one millisecond the log's line is the last: it says how the call ended that made the others.
  const lines = [...(runId === undefined ? [] : journalLines(home, runId)), ...recordLines(home), ...loggedLines(home)]
  return lines
    .filter((line) => runId === undefined || line.runId === runId)
    .sort((a, b) => a.at.localeCompare(b.at))
    .slice(-mostLines)
}

function loggedLines({ root }: StateHome): LogLine[] {
  return [olderFile(root), logFile(root)].flatMap((file) =>
    linesOf(file).flatMap((line): LogLine[] => {
      const { at, level, event, runId, detail } = line
      if (typeof at !== 'string' || typeof event !== 'string' || typeof detail !== 'string') return []
      const run = typeof runId === 'string' ? runId : null
      return [{ at, from: 'log', level: level === 'error' ? 'error' : 'info', runId: run, event, detail }]
    }),
  )
}

/** What a power cut or another hand made of a line that cannot be read is left out. */
function linesOf(file: string): Record<string, unknown>[] {
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        const value: unknown = JSON.parse(line)
        return isRecord(value) ? [value] : []
      } catch {
        return []
      }
    })
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function recordLines(home: StateHome): LogLine[] {
  return auditLines(home).map(({ at, action, runId, outcome, detail }) => {
    return { at, from: 'record', level: 'info', runId, event: action, detail: told({ outcome, ...detail }) }
  })
}

function journalLines(home: StateHome, runId: string): LogLine[] {
  // An id, and so never a path that leads elsewhere.
  const run = isId(runId) ? Run.open(home, runId) : null
  return (run?.history ?? []).map(({ at, state, data }) => {
    return {
      at,
      from: 'journal',
      level: state === 'failed' ? 'error' : 'info',
      runId,
      event: state,
      detail: told(data),
    }
  })
}

/** `outcome: done, target: /home/x/.hive/hive-ai.db`; what is nested stays JSON. */
function told(data: Record<string, unknown> = {}): string {
  return Object.entries(data)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ')
}
