import { call } from '../lib/bridge.js'
import { Loader } from '../lib/loader.svelte.js'
import { operation, type Choice } from './operation.svelte.js'
import { router } from './router.svelte.js'
import { world } from './world.svelte.js'

export const steps = ['find', 'check', 'plan', 'migrate', 'verify', 'done'] as const
export type Step = (typeof steps)[number]

export const stepNames: Record<Step, string> = {
  find: 'Find',
  check: 'Check',
  plan: 'Plan',
  migrate: 'Migrate',
  verify: 'Verify',
  done: 'Done',
}

/** The choices of one pass through the wizard, and what the engine says to them. */
class Wizard {
  readonly preflight = new Loader(() => call('plan.preflight', this.choice))
  readonly preview = new Loader(() => call('plan.preview', this.choice))

  get choice(): Choice {
    const { from, to } = world.chosen ?? {}
    return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
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
