import type { ScenarioResult, TraceEvent } from '../../model/index.js'
import type { WatchedRun } from './scenario.js'

/** One track for the scenarios, one for the phases of their migrations. */
const tracks = ['scenarios', 'phases']

/** A scenario with when it began (milliseconds on the clock of `performance.now()`) and what ran in it. */
export type Traced = { result: ScenarioResult; startedAt: number; runs: WatchedRun[] }

/** Chrome's trace format: open it in `chrome://tracing` or Perfetto. Times are microseconds since `origin`. */
export function traceOf(scenarios: Traced[], origin: number): TraceEvent[] {
  const at = (ms: number) => Math.round((ms - origin) * 1000)
  const names = tracks.map((name, tid): TraceEvent => {
    return { name: 'thread_name', ph: 'M', ts: 0, pid: 1, tid, args: { name } }
  })
  const events = scenarios.flatMap(({ result, startedAt, runs }): TraceEvent[] => [
    complete(result.name, at(startedAt), result.ms * 1000, 0, { status: result.status }),
    ...runs.flatMap((run) => [
      ...run.phases.map(({ phase, ms }, index) =>
        complete(phase, at(run.startedAt + (run.began[index] ?? 0)), ms * 1000, 1),
      ),
      ...run.samples.map(({ ms, bytes }): TraceEvent => {
        return { name: 'memory', ph: 'C', ts: at(run.startedAt + ms), pid: 1, tid: 0, args: { bytes } }
      }),
    ]),
  ])
  return [...names, ...events.toSorted((a, b) => a.ts - b.ts)]
}

function complete(name: string, ts: number, dur: number, tid: number, args?: TraceEvent['args']): TraceEvent {
  return { name, ph: 'X', ts, dur: Math.round(dur), pid: 1, tid, ...(args ? { args } : {}) }
}
