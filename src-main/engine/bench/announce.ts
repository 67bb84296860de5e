import type { ProgressEvent, ScenarioResult } from '../model/index.js'

/** Says what is being measured, and how far everything is: the events of a long operation that moves no rows of its own. */
export function announcer(
  emit: (event: ProgressEvent) => void,
  runId: string,
): (label: string, fraction: number, ended?: ScenarioResult[]) => void {
  const started = performance.now()
  return (label, fraction, ended) => {
    emit({
      ...{ type: 'progress', runId, phase: fraction >= 1 ? 'done' : 'measure', label, fraction },
      ...{ rowsDone: 0, rowsTotal: 0, rowsPerSecond: 0, bytesDone: 0, bytesTotal: 0, secondsLeft: null },
      ...{ elapsedMs: Math.round(performance.now() - started), cancellable: true },
      ...(ended && { ended }),
    })
  }
}
