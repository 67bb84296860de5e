import type { EngineMethod, EngineRequest, EngineResponse } from '../engine/api.js'
import { HiveError, type FailureCode } from '../engine/errors.js'
import type { Environment, Failure, ProgressEvent } from '../engine/model/index.js'
import { noteFault } from './log.js'
import type { FromEngine, RequestMessage, Transport } from './protocol.js'

/** Time the engine has to stop between batches before its process is ended. */
const graceMs = 1500

type RunningCall = {
  id: number
  resolve(value: EngineResponse<EngineMethod>): void
  reject(error: HiveError): void
  cancelling: boolean
  killTimer: NodeJS.Timeout | null
  /** False during the short moment (the swap) that must not be cut off: see `cancel`. */
  cancellable: boolean
}

export type EngineClientOptions = {
  environment: Environment
  start: () => Transport
  onProgress?: (event: ProgressEvent) => void
}

/**
 * The engine, in a process of its own. Calls wait for each other; the process starts with the first call, and again
 * after it has died. Every rejection is a HiveError.
 */
export class EngineClient {
  readonly #options: EngineClientOptions
  #transport: Transport | null = null
  #running: RunningCall | null = null
  #queue: Promise<unknown> = Promise.resolve()
  /** Settles with the end of a process that was killed, whose answer may have come all the same. */
  #killed: Promise<void> | null = null
  #gone: Promise<void> = Promise.resolve()
  #nextId = 1
  #closed = false

  constructor(options: EngineClientOptions) {
    this.#options = options
  }

  /** Calls an engine method; rejects with HM-CANCELLED or HM-ENGINE-DIED when its process ends before it answers. */
  call<M extends EngineMethod>(method: M, request: EngineRequest<M>): Promise<EngineResponse<M>> {
    const turn = this.#queue.then(async () => {
      if (this.#killed) await this.#killed
      return this.#run({ type: 'request', id: this.#nextId++, method, request } as RequestMessage)
    })
    this.#queue = turn.catch(() => undefined)
    return turn as Promise<EngineResponse<M>>
  }

  /**
   * Asks the running call to stop, and ends the process if it has not within 1.5 s (a native call cannot be
   * interrupted). Answers false when nothing runs, or when the swap has begun: it takes moments, and whoever cancels
   * then must not be told that nothing was installed.
   */
  cancel(): boolean {
    const call = this.#running
    if (!call || !call.cancellable) return false
    if (call.cancelling) return true
    call.cancelling = true
    this.#transport?.send({ type: 'cancel', id: call.id })
    call.killTimer = setTimeout(() => {
      if (!call.cancellable || !this.#transport) return
      this.#killed = this.#gone
      this.#transport.kill()
    }, graceMs)
    return true
  }

  /** Pauses the running call at its next safe point (within a second), or lets it go on; false when nothing runs. */
  pause(on: boolean): boolean {
    const call = this.#running
    if (!call || !call.cancellable || call.cancelling) return false
    this.#transport?.send({ type: on ? 'pause' : 'resume', id: call.id })
    return true
  }

  /** Ends the process; a running call rejects. For good: later calls reject too. */
  close(): void {
    this.#closed = true
    this.#transport?.kill()
  }

  #run(message: RequestMessage): Promise<EngineResponse<EngineMethod>> {
    return new Promise((resolve, reject) => {
      if (this.#closed) {
        reject(new HiveError('HM-ENGINE-DIED', 'The engine was closed.'))
        return
      }
      this.#running = { id: message.id, resolve, reject, cancelling: false, killTimer: null, cancellable: true }
      this.#transport ??= this.#start()
      this.#transport.send(message)
    })
  }

  #start(): Transport {
    const transport = this.#options.start()
    transport.onMessage((message) => this.#receive(message))
    let ended = (): void => undefined
    this.#gone = new Promise((resolve) => (ended = resolve))
    transport.onExit((reason) => {
      this.#transport = null
      this.#killed = null
      ended()
      const call = this.#end()
      if (call && !call.cancelling && !this.#closed)
        noteFault(this.#options.environment.stateHome, 'engine-died', reason)
      call?.reject(death(reason, call.cancelling))
    })
    transport.send({ type: 'init', environment: this.#options.environment })
    return transport
  }

  #receive(message: FromEngine): void {
    if (message.id !== this.#running?.id) return
    if (message.type === 'event') {
      this.#running.cancellable = message.event.cancellable
      this.#options.onProgress?.(message.event)
      return
    }
    const call = this.#end()
    if (message.outcome.ok) call?.resolve(message.outcome.value)
    else call?.reject(fromFailure(message.outcome.failure))
  }

  /** Takes the running call off the record; its answer or its process's death has come. */
  #end(): RunningCall | null {
    const call = this.#running
    this.#running = null
    if (call?.killTimer) clearTimeout(call.killTimer)
    return call
  }
}

function death(reason: string, cancelling: boolean): HiveError {
  if (cancelling) return new HiveError('HM-CANCELLED', 'The engine was stopped in the middle of a step.')
  return new HiveError('HM-ENGINE-DIED', `The engine's process ended before it answered (${reason}).`)
}

/** The HiveError that crossed as a Failure: both sides are of one build, so the code is of the catalogue. */
function fromFailure(failure: Failure): HiveError {
  return new HiveError(failure.code as FailureCode, failure.detail, { fix: failure.fix })
}
