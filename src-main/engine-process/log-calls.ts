/** What a served call leaves in the log. */
import type { EngineMethod } from '../engine/api.js'
import { HiveError } from '../engine/errors.js'
import { noteLog } from '../engine/journal/log.js'
import { faultOf } from '../engine/journal/mask.js'
import type { Environment, Failure } from '../engine/model/index.js'

/** Calls that change something. Of questions only faults are noted: a page asks many. */
const changing: ReadonlySet<EngineMethod> = new Set([
  'migrate',
  'giveUp',
  'rollback',
  'removeBackup',
  'copyBackup',
  'optimize',
])

const seconds = (started: number) => `${((performance.now() - started) / 1000).toFixed(2)} s`

/** Notes that a call ended well; `started` is its `performance.now()`. */
export function noteEnd({ stateHome }: Environment, method: EngineMethod, started: number, value: unknown): void {
  if (!changing.has(method)) return
  const { runId } = (value ?? {}) as { runId?: unknown }
  const run = typeof runId === 'string' ? runId : null
  noteLog(stateHome, { level: 'info', event: method, runId: run, detail: `ended after ${seconds(started)}` })
}

/** Notes how a call failed: with its code, and where nobody foresaw it with the place in the code. */
export function noteFailure(
  { stateHome }: Environment,
  method: EngineMethod,
  started: number,
  error: unknown,
  { code, detail }: Failure,
): void {
  const foreseen = error instanceof HiveError || code !== 'HM-INTERNAL'
  if (foreseen && !changing.has(method)) return
  const level = code === 'HM-CANCELLED' ? 'info' : 'error'
  const what = foreseen ? detail : faultOf(error)
  noteLog(stateHome, { level, event: method, detail: `${code} after ${seconds(started)}: ${what}` })
}
