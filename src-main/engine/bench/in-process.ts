import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { codeOf, HiveError, type FailureCode } from '../errors.js'
import type { ProgressEvent } from '../model/index.js'
import type { JobName, Jobs, WorkerMessage } from './jobs.js'
import { watch, type Usage } from './measure/run.js'

export type Measured<T> = Usage & {
  answer: T
  /** The job's own time, without the start of its process. */
  ms: number
  /** Resident memory of the process before it began. */
  restingBytes: number
}

/** Beside the engine's own file once it is built: see tools/build.mjs. */
const workerFile = () => fileURLToPath(new URL('./bench-worker.js', import.meta.url))

export type ProcessOptions = {
  onEvent?: (event: ProgressEvent) => void
  /** Called with the power to end the process at once. */
  onStart?: (kill: () => void) => void
  /** The file that runs jobs; for the tools, which build their own. */
  worker?: string
}

/**
 * Runs a job in a process of its own and says what that took. Rejects with the job's HiveError, or HM-ENGINE-DIED when the
 * process ends without an answer.
 */
export async function inProcess<N extends JobName>(
  name: N,
  order: Jobs[N]['order'],
  options: ProcessOptions = {},
): Promise<Measured<Jobs[N]['answer']>> {
  let restingBytes = 0
  const [done, usage] = await watch(() => {
    const child = fork(options.worker ?? workerFile(), [], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      serialization: 'advanced',
      execArgv: [],
    })
    options.onStart?.(() => void child.kill('SIGKILL'))
    const finished = new Promise<Extract<WorkerMessage, { type: 'done' }>>((resolve, reject) => {
      child.on('message', (raw) => {
        const message = raw as WorkerMessage
        if (message.type === 'ready') {
          restingBytes = message.residentBytes
          child.send({ name, order })
        } else if (message.type === 'event') options.onEvent?.(message.event)
        else if (message.type === 'done') resolve(message)
        else {
          const { code, detail, fix } = message.failure
          reject(new HiveError(code as FailureCode, detail, { fix }))
        }
      })
      child.on('error', (error) => reject(new Error(`${codeOf(error)} ${error.message}`)))
      child.on('exit', (code, signal) => {
        reject(new HiveError('HM-ENGINE-DIED', `A measuring process ended: ${signal ?? `exit code ${String(code)}`}.`))
      })
    })
    return { children: [child], finished }
  })
  return { ...usage, answer: done.answer, ms: done.ms, restingBytes }
}
