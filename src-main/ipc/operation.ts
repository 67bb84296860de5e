import type { Events, EventName, LastTrials, OperationName, OperationState } from '../../src-preload/contract.js'
import type { EngineClient } from '../engine-process/client.js'
import { HiveError, toFailure } from '../engine/errors.js'
import type {
  BenchmarkRequest,
  LiveTestRequest,
  MigrateRequest,
  OptimizeRequest,
  ProgressEvent,
  RollbackRequest,
} from '../engine/model/index.js'

/** An engine process for one operation; it ends with it, and so gives back its memory. */
export type OperationEngine = Pick<EngineClient, 'call' | 'cancel' | 'pause' | 'close'>

export type OperationOptions = {
  startEngine: (onProgress: (event: ProgressEvent) => void) => OperationEngine
  emit: <E extends EventName>(event: E, payload: Events[E]) => void
}

/**
 * The one operation (a migration, a rollback, a live test, a measurement) that may run at a time. It lives in main and not in
 * the page, so that a reloaded window finds it as it is, and so that quitting can ask.
 */
export class OperationCoordinator {
  readonly #options: OperationOptions
  #state: OperationState = { kind: 'idle' }
  #engine: OperationEngine | null = null
  #settled: Promise<void> = Promise.resolve()
  #last: LastTrials = { test: null, benchmark: null, optimize: null }

  constructor(options: OperationOptions) {
    this.#options = options
  }

  get state(): OperationState {
    return this.#state
  }

  get running(): boolean {
    return this.#state.kind === 'running'
  }

  /** What the live test and the measurements answered last. */
  get lastTrials(): LastTrials {
    return this.#last
  }

  /** Resolves when nothing runs any more. */
  get settled(): Promise<void> {
    return this.#settled
  }

  migrate(request: MigrateRequest): void {
    this.#start('migrate', async (engine) => ({ kind: 'migrated', result: await engine.call('migrate', request) }))
  }

  rollback(request: RollbackRequest): void {
    this.#start('rollback', async (engine) => ({ kind: 'rolled-back', result: await engine.call('rollback', request) }))
  }

  test(request: LiveTestRequest): void {
    this.#start('test', async (engine) => this.#keep('test', { test: await engine.call('liveTest', request) }))
  }

  benchmark(request: BenchmarkRequest): void {
    this.#start('benchmark', async (engine) =>
      this.#keep('benchmark', { benchmark: await engine.call('benchmark', request) }),
    )
  }

  optimize(request: OptimizeRequest): void {
    this.#start('optimize', async (engine) =>
      this.#keep('optimize', { optimize: await engine.call('optimize', request) }),
    )
  }

  /** Asks the operation to stop; false when nothing runs or when it is in a moment that cannot be cancelled. */
  cancel(): boolean {
    if (this.#state.kind !== 'running' || !this.#engine?.cancel()) return false
    this.#become({ ...this.#state, cancelling: true })
    return true
  }

  /** Pauses the operation or lets it go on; its progress says when it is so. */
  pause(on: boolean): boolean {
    return this.#state.kind === 'running' && (this.#engine?.pause(on) ?? false)
  }

  #keep(operation: keyof LastTrials, answer: Partial<LastTrials>): OperationState {
    this.#last = { ...this.#last, ...answer }
    return { kind: 'tried', operation }
  }

  #start(operation: OperationName, run: (engine: OperationEngine) => Promise<OperationState>): void {
    if (this.running) throw new HiveError('HM-LOCKED', 'This window is already busy with one.')
    const engine = this.#options.startEngine((event) => this.#progress(event))
    this.#engine = engine
    this.#become({ kind: 'running', operation, progress: null, cancelling: false })
    this.#settled = run(engine)
      .catch((error: unknown): OperationState => ({ kind: 'failed', operation, failure: toFailure(error) }))
      .then((outcome) => {
        this.#engine = null
        engine.close()
        this.#become(outcome)
      })
  }

  #progress(event: ProgressEvent): void {
    if (this.#state.kind !== 'running') return
    this.#state = { ...this.#state, progress: event }
    this.#options.emit('operation.progress', event)
  }

  #become(state: OperationState): void {
    this.#state = state
    this.#options.emit('operation.state', state)
  }
}
