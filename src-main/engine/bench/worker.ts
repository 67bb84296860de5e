/** Entry of a measuring process: says that it is ready, runs the one job it is sent, answers and ends. */
import { toFailure } from '../errors.js'
import { createEngine } from '../index.js'
import { compareRows } from './baselines/compare.js'
import { runBaseline } from './baselines/index.js'
import type { JobMessage, Jobs, JobName, WorkerMessage } from './jobs.js'

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
    case 'compare':
      return compareRows(message.order)
    case 'migrate': {
      const emit = (event: Extract<WorkerMessage, { type: 'event' }>['event']) => send({ type: 'event', event })
      const signal = new AbortController().signal
      return createEngine({ environment: message.order.environment, emit, signal }).migrate(message.order.request)
    }
  }
}
