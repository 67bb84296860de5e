import { t } from '../i18n/index.js'
import type { LiveTestResult, TuningInfo } from '../../src-preload/contract.js'
import { call } from '../lib/bridge.js'
import { day } from '../lib/format.js'
import { Loader } from '../lib/loader.svelte.js'
import { operation } from './operation.svelte.js'
import { usable, world, type Candidate } from './world.svelte.js'

export type TestSize = 'small' | 'medium' | 'xlarge'

/** The live test and the measurements: on what they work, and what they answered last. */
class Trials {
  readonly last = new Loader(() => call('trials.last', {}))
  readonly tuning = new Loader(() => call('tuning.get', {}))
  size = $state.raw<TestSize>('medium')
  /** The person wants to choose anew although there is an answer. */
  choosing = $state(false)
  #subject = $state.raw<string | null | undefined>(undefined)

  /** What the person has is known: before, a trial would work on sample data where they have their own. */
  readonly ready = $derived(world.analysis.state.kind !== 'loading')

  readonly subjects = $derived<Candidate[]>(
    world.candidates.filter((candidate) => usable(candidate) && candidate.origin !== 'sample'),
  )

  /** The path of an install of the person's own, or null for sample data. */
  readonly subject = $derived.by((): string | null => {
    const own = this.subjects
    if (this.#subject === null || own.length === 0) return null
    const first = own.find(({ path }) => path === world.chosen?.path) ?? own[0]
    return own.find(({ path }) => path === this.#subject)?.path ?? first?.path ?? null
  })

  choose(subject: string | null): void {
    this.#subject = subject
  }

  test(): Promise<void> {
    this.choosing = false
    return operation.attempt('test', async () => call('trials.test', { ...(await this.#data()), size: this.size }))
  }

  benchmark(): Promise<void> {
    // Without an install the engine makes up more than the sample has.
    const from = this.subject
    return operation.attempt('benchmark', () => call('trials.benchmark', from === null ? {} : { from }))
  }

  optimize(): Promise<void> {
    return operation.attempt('optimize', async () => call('trials.optimize', await this.#data()))
  }

  async #data(): Promise<{ from: string }> {
    return { from: this.subject ?? (await call('sample.create', {})).path }
  }

  async refresh(): Promise<void> {
    await Promise.all([this.last.refresh(), this.tuning.refresh()])
  }
}

export const trials = new Trials()

/** Which settings later migrations use, in one line. */
export function tuningWords(info: TuningInfo | null): string {
  if (!info) return t('performance.looking')
  if (!info.tuned) return t('performance.standard')
  return info.foundAt ? t('performance.tunedOn', { day: day(info.foundAt) }) : t('performance.tuned')
}

/** `7 of 8 scenarios passed`, counted without what was not possible here. */
export function verdictCounts({ scenarios }: LiveTestResult): { passed: number; ran: number } {
  return {
    passed: scenarios.filter(({ status }) => status === 'passed').length,
    ran: scenarios.filter(({ status }) => status !== 'skipped').length,
  }
}
