import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { EngineMethod, EngineResponse } from '../api.js'
import { codeOf, HiveError, type FailureCode } from '../errors.js'
import type { ProgressEvent } from '../model/index.js'
import type { EngineJob, JobName, Jobs, WorkerMessage } from './jobs.js'
import { watch, type Usage, type WatchOptions } from './measure/run.js'

export type Measured<T> = Usage & {
  answer: T
  /** The job's own time, without the start of its process. */
  ms: number
  /** Resident memory of the process before it began. */
  restingBytes: number
}

export type ProcessOptions = WatchOptions & {
  /** Progress of an engine's method, with the milliseconds since the process was started. */
  onEvent?: (event: ProgressEvent, ms: number) => void
  /** Ends the process at once; the job then rejects with HM-CANCELLED. */
  signal?: AbortSignal
  /** The file that runs jobs; the built one beside the engine by default (tools/build.mjs). */
  worker?: string
}

type Done = Extract<WorkerMessage, { type: 'done' }>

/**
 * Runs a job in a process of its own and says what that took. Rejects with the job's HiveError, HM-CANCELLED, or
 * HM-ENGINE-DIED when the process ends without an answer.
 */
export async function inProcess<N extends JobName>(
  name: N,
  order: Jobs[N]['order'],
  options: ProcessOptions = {},
): Promise<Measured<Jobs[N]['answer']>> {
  const { signal, onEvent } = options
  if (signal?.aborted) throw cancelled()
  const started = performance.now()
  let restingBytes = 0
  const [done, usage] = await watch(() => {
    const child = fork(options.worker ?? workerFile(), [], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      serialization: 'advanced',
      execArgv: [],
      env: environmentOfNode(),
    })
    const kill = () => void child.kill('SIGKILL')
    signal?.addEventListener('abort', kill)
    const finished = new Promise<Done>((resolve, reject) => {
      child.on('message', (raw) => {
        const message = raw as WorkerMessage
        if (message.type === 'ready') {
          restingBytes = message.residentBytes
          child.send({ name, order }, () => undefined)
        } else if (message.type === 'event') onEvent?.(message.event, performance.now() - started)
        else if (message.type === 'done') resolve(message)
        else {
          const { code, detail, fix } = message.failure
          reject(new HiveError(code as FailureCode, detail, { fix }))
        }
      })
      // Too many processes, no memory for one more.
      child.on('error', (error) => {
        const why = `A measuring process could not be started: ${codeOf(error)} ${error.message}.`
        reject(new HiveError('HM-ENGINE-DIED', why, { cause: error }))
      })
      child.on('exit', (code, end) => {
        signal?.removeEventListener('abort', kill)
        if (signal?.aborted) reject(cancelled())
        else
          reject(new HiveError('HM-ENGINE-DIED', `A measuring process ended: ${end ?? `exit code ${String(code)}`}.`))
      })
    })
    return { children: [child], finished }
  }, options)
  // Where the system does not tell of other processes, the process itself does.
  const peakBytes = usage.peakBytes ?? done.peakResidentBytes
  return { ...usage, peakBytes, answer: done.answer, ms: done.ms, restingBytes }
}

/** Calls one method of an engine in a process of its own. */
export async function engineInProcess<M extends EngineMethod>(
  job: EngineJob<M>,
  options: ProcessOptions = {},
): Promise<Measured<EngineResponse<M>>> {
  return (await inProcess('engine', job as EngineJob, options)) as Measured<EngineResponse<M>>
}

/** In the app the program is Electron's own, which runs scripts only when it is told to (docs/adr/0010). */
function environmentOfNode(): NodeJS.ProcessEnv {
  return process.versions['electron'] ? { ...process.env, ELECTRON_RUN_AS_NODE: '1' } : process.env
}

const workerFile = () => fileURLToPath(new URL('./bench-worker.js', import.meta.url))

const cancelled = () => new HiveError('HM-CANCELLED', 'Stopped in the middle of a measurement.')
