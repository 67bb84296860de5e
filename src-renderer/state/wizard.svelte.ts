import type { Failure } from '../../src-preload/contract.js'
import { call } from '../lib/bridge.js'
import { Loader } from '../lib/loader.svelte.js'
import { operation, type Choice } from './operation.svelte.js'
import { planOptions } from './plan-options.svelte.js'
import { router } from './router.svelte.js'
import { world } from './world.svelte.js'

export const steps = ['find', 'check', 'plan', 'migrate', 'verify', 'done'] as const
export type Step = (typeof steps)[number]

/** The choices of one pass through the wizard, and what the engine says to them. */
class Wizard {
  readonly preflight = new Loader(() => call('plan.preflight', this.choice))
  readonly preview = new Loader(() => call('plan.preview', this.choice))

  /** The damaged source of which the person wants what can be read; another choice asks anew. */
  #recovering = $state.raw<string | null>(null)

  readonly salvage = $derived(this.#recovering !== null && this.#recovering === world.chosen?.path)

  get choice(): Choice {
    const { from, to } = world.chosen ?? {}
    return {
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      ...(this.salvage && { salvage: true }),
      ...planOptions.request,
    }
  }

  /** The failure, when it is damage of which what can be read was not asked for yet. */
  damageOf(failure: Failure | null): Failure | null {
    return failure?.code === 'HM-SOURCE-CORRUPT' && !this.salvage && world.chosen ? failure : null
  }

  /** Takes what can be read of the damaged source: the checks are made anew and say what cannot. */
  recover(): void {
    this.#recovering = world.chosen?.path ?? null
    if (router.route.page === 'migrate' && router.route.stop === 'check') void this.preflight.load()
    else router.step('check')
  }

  readonly step = $derived.by((): Step | null => {
    const { route } = router
    if (route.page !== 'migrate') return null
    return route.stop === 'run' ? operation.step : route.stop
  })

  migrate(): Promise<void> {
    return operation.start(this.choice)
  }
}

export const wizard = new Wizard()
