/** What a measuring process is asked to do, and what it answers: it runs one job and ends. */
import type { EngineMethod, EngineRequest, EngineResponse } from '../api.js'
import type { FaultPoint } from '../faults.js'
import type { Environment, Failure, ProgressEvent } from '../model/index.js'
import type { Tuning } from '../tuning.js'
import type { BatchesJob, BatchesResult } from './baselines/batches.js'
import type { CompareJob, CompareResult } from './baselines/compare.js'
import type { BaselineJob, BaselineResult } from './baselines/index.js'
import type { WriterJob } from './live/writer.js'

/** One call of the engine, on a machine that is made up. */
export type EngineJob<M extends EngineMethod = EngineMethod> = {
  environment: Environment
  method: M
  request: EngineRequest<M>
  tuning?: Tuning
  /** Ends the process as `kill -9` does when it passes a place for the nth time. */
  dieAt?: { point: FaultPoint; passing: number }
}

export type Jobs = {
  /** Null where that way cannot move the data. */
  baseline: { order: BaselineJob; answer: BaselineResult | null }
  batches: { order: BatchesJob; answer: BatchesResult }
  compare: { order: CompareJob; answer: CompareResult }
  engine: { order: EngineJob; answer: EngineResponse<EngineMethod> }
  /** Never answers: it is ended from outside. */
  write: { order: WriterJob; answer: never }
}

export type JobName = keyof Jobs

export type JobMessage<N extends JobName = JobName> = { [K in N]: { name: K; order: Jobs[K]['order'] } }[N]

export type WorkerMessage =
  | { type: 'ready'; residentBytes: number }
  | { type: 'event'; event: ProgressEvent }
  | { type: 'done'; answer: Jobs[JobName]['answer']; ms: number; peakResidentBytes: number }
  | { type: 'failed'; failure: Failure }
