import { Worker } from 'node:worker_threads'
import { hearPause } from '../engine/control.js'
import { inlineHelper, type Helper } from '../engine/parallel/helper.js'
import type { TaskAnswer, TaskName, TaskOrder, TaskWatch } from '../engine/parallel/tasks.js'
import { unpackError, type FromThread, type ToThread } from '../engine/parallel/wire.js'

type Running = {
  resolve(answer: never): void
  reject(error: Error): void
  onRows: ((rows: number) => void) | undefined
}

/**
 * A second thread in the engine's process: it dies with it, so that one kill still ends everything (docs/adr/0011). It starts
 * with the first task. Where threads are not to be had, the tasks are done here.
 */
export class SecondThread implements Helper {
  readonly #file: URL
  readonly #running = new Map<number, Running>()
  #worker: Worker | null = null
  #started: Promise<boolean> | null = null
  /** It died: what is posted to it now would wait for ever. */
  #hasEnded = false
  #nextId = 1
  readonly parallel = true

  /** `file` is a script that calls `serveTasks` when it is not the main thread's. */
  constructor(file: URL) {
    this.#file = file
  }

  async run<N extends TaskName>(name: N, order: TaskOrder<N>, watch: TaskWatch): Promise<TaskAnswer<N>> {
    this.#started ??= this.#start()
    if (!(await this.#started)) return inlineHelper.run(name, order, watch)
    watch.signal.throwIfAborted()
    if (this.#hasEnded) throw ended()
    const id = this.#nextId++
    const say = (type: 'abort' | 'pause' | 'resume') => {
      this.#post({ type, id })
    }
    const abort = () => {
      say('abort')
    }
    const unhear = hearPause(watch.signal, say)
    watch.signal.addEventListener('abort', abort)
    try {
      return await new Promise<TaskAnswer<N>>((resolve, reject) => {
        this.#running.set(id, { resolve, reject, onRows: watch.onRows })
        this.#post({ type: 'task', id, name, order })
      })
    } finally {
      this.#running.delete(id)
      watch.signal.removeEventListener('abort', abort)
      unhear()
    }
  }

  /** Ends the thread; what it was doing is of no use any more. */
  async close(): Promise<void> {
    const worker = this.#worker
    this.#worker = null
    await worker?.terminate()
  }

  /** Answers whether there is a thread: it may be forbidden, or its script may not be readable from within an archive. */
  #start(): Promise<boolean> {
    return new Promise((resolve) => {
      const worker = new Worker(this.#file)
      this.#worker = worker
      worker.on('message', (message: FromThread) => {
        if (message.type === 'ready') resolve(true)
        else this.#receive(message)
      })
      worker.on('error', (error: Error) => {
        this.#fail(error)
        resolve(false)
      })
      worker.on('exit', () => {
        this.#hasEnded = true
        this.#fail(ended())
        resolve(false)
      })
    })
  }

  #post(message: ToThread): void {
    this.#worker?.postMessage(message)
  }

  #receive(message: Exclude<FromThread, { type: 'ready' }>): void {
    const task = this.#running.get(message.id)
    if (message.type === 'rows') task?.onRows?.(message.rows)
    else if (message.type === 'error') task?.reject(unpackError(message.error))
    else task?.resolve(message.answer as never)
  }

  #fail(error: Error): void {
    for (const task of this.#running.values()) task.reject(error)
  }
}

const ended = () => new Error('The second thread ended before it answered.')
