import { t } from '../i18n/index.js'
import type {
  Failure,
  MigrationResult,
  OperationName,
  OperationState,
  ProgressEvent,
  RequestOf,
  RunSummary,
  TrialName,
} from '../../src-preload/contract.js'
import { failureSafe, failureTitle } from '../i18n/engine.js'
import { call, failureOf, on } from '../lib/bridge.js'
import { percent } from '../lib/format.js'
import { announcer } from './announce.svelte.js'
import { advance, isVerifying, phaseTitle, type RunProgress } from './progress.js'
import { pageOf, router } from './router.svelte.js'
import { world } from './world.svelte.js'

export type Choice = RequestOf<'plan.preview'>

/** The operation that runs now or ran last: a migration, a rollback, a live test or a measurement. Main owns it; this follows, also after a reload. */
class Operation {
  state = $state.raw<OperationState>({ kind: 'idle' })
  progress = $state.raw<RunProgress | null>(null)
  /** An interrupted migration is being taken back. */
  undoing = $state(false)
  /** What was asked for, so that Try again and Resume ask for the same. */
  #choice: Choice | null = null
  #saidTenth = 0

  readonly running = $derived(this.state.kind === 'running')
  readonly result = $derived.by((): MigrationResult | null =>
    this.state.kind === 'migrated' ? this.state.result : null,
  )
  readonly failure = $derived(this.state.kind === 'failed' ? this.state.failure : null)
  /** Which of the wizard's two running steps shows. */
  readonly step = $derived<'migrate' | 'verify'>(
    this.state.kind === 'migrated' || isVerifying(this.progress) ? 'verify' : 'migrate',
  )

  /** Begins to follow, and answers what runs already. */
  async follow(): Promise<OperationState> {
    on('operation.progress', (event) => this.#hear(event))
    on('operation.state', (state) => this.#become(state))
    const state = await call('migration.state', {})
    this.#take(state)
    return state
  }

  start(choice: Choice, resume = false): Promise<void> {
    this.#choice = choice
    router.step('run')
    return this.#begin('migrate', () => call('migration.start', { ...choice, resume }))
  }

  /** The same again; resuming where nothing can be resumed is a plain run. */
  again(resume: boolean): Promise<void> {
    return this.#choice ? this.start(this.#choice, resume) : this.resume(world.status.value?.lastRun ?? null, resume)
  }

  /** Goes on with a run of an earlier start of the app. */
  resume(run: RunSummary | null, resume = true): Promise<void> {
    if (!run) return this.start({}, resume)
    const { source: from, target: to, salvage, asked } = run
    return this.start({ from, to, ...(salvage && { salvage }), ...asked }, resume)
  }

  /** Takes back what an interrupted migration has made; then the world is as it was before it. */
  async undo(run: RunSummary): Promise<void> {
    this.undoing = true
    try {
      await call('migration.undo', { to: run.target })
      announcer.say(t('home.undoneSaid'))
    } finally {
      this.undoing = false
      await world.refresh()
    }
  }

  rollback(id: string): Promise<void> {
    router.go({ page: 'backups' })
    return this.#begin('rollback', () => call('backups.rollback', { id }))
  }

  /** A live test or a measurement, on the page where the person is. */
  attempt(trial: TrialName, ask: () => Promise<unknown>): Promise<void> {
    return this.#begin(trial, ask)
  }

  async cancel(): Promise<void> {
    if (this.state.kind !== 'running' || this.state.cancelling) return
    this.#setCancelling(true)
    announcer.say(t('common.cancelling'))
    const answer = await call('migration.cancel', {}).catch(() => ({ cancelling: false }))
    this.#setCancelling(answer.cancelling)
  }

  /** The answer is the next progress event, which says whether it waits. */
  async pause(on: boolean): Promise<void> {
    const { done } = await call('migration.pause', { on }).catch(() => ({ done: false }))
    if (done) announcer.say(t(on ? 'run.paused' : 'run.resumed'))
  }

  /** The outcome may have arrived while main was asked; then there is nothing to mark. */
  #setCancelling(cancelling: boolean): void {
    if (this.state.kind === 'running') this.state = { ...this.state, cancelling }
  }

  /** Puts a shown outcome away. */
  dismiss(): void {
    if (this.state.kind !== 'running') this.state = { kind: 'idle' }
  }

  async #begin(operation: OperationName, ask: () => Promise<unknown>): Promise<void> {
    // Main runs one at a time, and would refuse: what runs must go on being shown.
    if (this.running) return
    this.progress = null
    this.#saidTenth = 0
    this.state = { kind: 'running', operation, progress: null, cancelling: false }
    try {
      await ask()
    } catch (error) {
      this.#become({ kind: 'failed', operation, failure: failureOf(error) })
    }
  }

  #take(state: OperationState): void {
    if (state.kind === 'running') this.progress = state.progress ? advance(this.progress, state.progress) : null
    this.state = state
  }

  #become(state: OperationState): void {
    this.#take(state)
    if (state.kind === 'running') return
    if (state.kind === 'failed') this.#sayFailed(state.failure, state.operation)
    else if (state.kind === 'migrated') announcer.say(t('run.completeSaid'))
    else if (state.kind === 'tried') announcer.say(t(`run.${state.operation}Said`))
    else if (state.kind === 'rolled-back') announcer.say(t('run.rolledBackSaid'))
    void world.refresh()
  }

  /** The page of the operation shows its failure as an alert; on another page it must be said. */
  #sayFailed(failure: Failure, operation: OperationName): void {
    const shown = router.route.page === pageOf(operation).page
    if (failure.code === 'HM-CANCELLED') announcer.say(t('common.cancelled'))
    else if (!shown) announcer.alert(t('run.failedSaid', { title: failureTitle(failure), safe: failureSafe(failure) }))
  }

  #hear(event: ProgressEvent): void {
    if (this.state.kind !== 'running') return
    const before = this.progress
    const now = advance(before, event)
    this.progress = now
    const tenth = Math.floor(now.event.fraction * 10)
    const title = phaseTitle(now.phase)
    if (before?.phase !== now.phase && title && this.state.operation === 'migrate') announcer.say(title)
    else if (tenth > this.#saidTenth) announcer.say(percent(tenth / 10))
    this.#saidTenth = Math.max(tenth, this.#saidTenth)
  }
}

export const operation = new Operation()
