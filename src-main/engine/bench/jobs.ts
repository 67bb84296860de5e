/** What a measuring process is asked to do, and what it answers: it runs one job and ends. */
import type { Environment, Failure, MigrateRequest, MigrationResult, ProgressEvent } from '../model/index.js'
import type { CompareJob, CompareResult } from './baselines/compare.js'
import type { BaselineJob, BaselineResult } from './baselines/index.js'

export type Jobs = {
  baseline: { order: BaselineJob; answer: BaselineResult }
  compare: { order: CompareJob; answer: CompareResult }
  migrate: { order: { environment: Environment; request: MigrateRequest }; answer: MigrationResult }
}

export type JobName = keyof Jobs

export type JobMessage<N extends JobName = JobName> = { [K in N]: { name: K; order: Jobs[K]['order'] } }[N]

export type WorkerMessage =
  | { type: 'ready'; residentBytes: number }
  | { type: 'event'; event: ProgressEvent }
  | { type: 'done'; answer: Jobs[JobName]['answer']; ms: number; peakResidentBytes: number }
  | { type: 'failed'; failure: Failure }
