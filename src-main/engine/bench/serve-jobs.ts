/** A measuring process's own end: it says that it is ready, runs the one job it is sent, answers and ends. */
import type { EngineApi, EngineMethod, EngineResponse } from '../api.js'
import { toFailure } from '../errors.js'
import { setFaultHook } from '../faults.js'
import { createEngine } from '../index.js'
import type { Helper } from '../parallel/helper.js'
import { copyInBatches } from './baselines/batches.js'
import { compareRows } from './baselines/compare.js'
import { runBaseline } from './baselines/index.js'
import type { EngineJob, JobMessage, Jobs, JobName, WorkerMessage } from './jobs.js'
import { writeOnAndOn } from './live/writer.js'

/** Where an engine's work may go on beside it, made anew for each call. */
export type StartHelper = () => Helper & { close(): Promise<void> }

/** Serves this process's parent. */
export function serveJobs(startHelper?: StartHelper): void {
  // Ctrl-C reaches the whole process group; the owner decides what it means.
  process.on('SIGINT', () => undefined)
  let answered = false
  // Whoever wanted the answer is gone.
  process.on('disconnect', () => process.exit(answered ? 0 : 6))
  process.once('message', (message) => {
    void attempt(message as JobMessage, startHelper).then((answer) => {
      answered = true
      process.send?.(answer, undefined, undefined, () => process.disconnect())
    })
  })
  send({ type: 'ready', residentBytes: process.memoryUsage.rss() })
}

const send = (message: WorkerMessage) => {
  process.send?.(message, undefined, undefined, () => undefined)
}

async function attempt(message: JobMessage, startHelper?: StartHelper): Promise<WorkerMessage> {
  const started = performance.now()
  try {
    const answer = await perform(message, startHelper)
    const ms = performance.now() - started
    return { type: 'done', answer, ms, peakResidentBytes: process.resourceUsage().maxRSS * 1024 }
  } catch (error) {
    return { type: 'failed', failure: toFailure(error) }
  }
}

async function perform(message: JobMessage, startHelper?: StartHelper): Promise<Jobs[JobName]['answer']> {
  switch (message.name) {
    case 'baseline':
      return runBaseline(message.order)
    case 'batches':
      return copyInBatches(message.order)
    case 'compare':
      return compareRows(message.order)
    case 'engine':
      return callEngine(message.order, startHelper)
    case 'write':
      return writeOnAndOn(message.order)
  }
}

async function callEngine(job: EngineJob, startHelper?: StartHelper): Promise<EngineResponse<EngineMethod>> {
  const { environment, method, request, tuning, dieAt } = job
  if (dieAt) dieThere(dieAt)
  const { signal } = new AbortController()
  const helper = startHelper?.()
  try {
    const engine = createEngine({
      environment,
      emit: (event) => send({ type: 'event', event }),
      signal,
      tuning,
      helper,
    })
    // The job ties method and request together; TypeScript cannot follow that through an index.
    const calls = engine as Record<EngineMethod, (request: unknown) => ReturnType<EngineApi[EngineMethod]>>
    return await calls[method](request)
  } finally {
    await helper?.close()
  }
}

function dieThere({ point, passing }: NonNullable<EngineJob['dieAt']>): void {
  let left = passing
  setFaultHook({
    at: (place) => {
      if (place === point && --left === 0) process.kill(process.pid, 'SIGKILL')
    },
    before: () => undefined,
  })
}
