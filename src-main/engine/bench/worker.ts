/** Entry of a measuring process: says that it is ready, runs the one job it is sent, answers and ends. */
import type { EngineApi, EngineMethod, EngineResponse } from '../api.js'
import { toFailure } from '../errors.js'
import { setFaultHook } from '../faults.js'
import { createEngine } from '../index.js'
import { copyInBatches } from './baselines/batches.js'
import { compareRows } from './baselines/compare.js'
import { runBaseline } from './baselines/index.js'
import type { EngineJob, JobMessage, Jobs, JobName, WorkerMessage } from './jobs.js'
import { writeOnAndOn } from './live/writer.js'

// Ctrl-C reaches the whole process group; the owner decides what it means.
process.on('SIGINT', () => undefined)

let answered = false
// Whoever wanted the answer is gone.
process.on('disconnect', () => process.exit(answered ? 0 : 6))

const send = (message: WorkerMessage) => {
  process.send?.(message, undefined, undefined, () => undefined)
}

process.once('message', (message) => void work(message as JobMessage))
send({ type: 'ready', residentBytes: process.memoryUsage.rss() })

async function work(message: JobMessage): Promise<void> {
  const answer = await attempt(message)
  answered = true
  process.send?.(answer, undefined, undefined, () => process.disconnect())
}

async function attempt(message: JobMessage): Promise<WorkerMessage> {
  const started = performance.now()
  try {
    const answer = await perform(message)
    const ms = performance.now() - started
    return { type: 'done', answer, ms, peakResidentBytes: process.resourceUsage().maxRSS * 1024 }
  } catch (error) {
    return { type: 'failed', failure: toFailure(error) }
  }
}

async function perform(message: JobMessage): Promise<Jobs[JobName]['answer']> {
  switch (message.name) {
    case 'baseline':
      return runBaseline(message.order)
    case 'batches':
      return copyInBatches(message.order)
    case 'compare':
      return compareRows(message.order)
    case 'engine':
      return callEngine(message.order)
    case 'write':
      return writeOnAndOn(message.order)
  }
}

function callEngine({ environment, method, request, tuning, dieAt }: EngineJob): Promise<EngineResponse<EngineMethod>> {
  if (dieAt) {
    let left = dieAt.passing
    setFaultHook({
      at: (point) => {
        if (point === dieAt.point && --left === 0) process.kill(process.pid, 'SIGKILL')
      },
      before: () => undefined,
    })
  }
  const { signal } = new AbortController()
  const engine = createEngine({ environment, emit: (event) => send({ type: 'event', event }), signal, tuning })
  // The job ties method and request together; TypeScript cannot follow that through an index.
  const calls = engine as Record<EngineMethod, (request: unknown) => ReturnType<EngineApi[EngineMethod]>>
  return calls[method](request)
}
