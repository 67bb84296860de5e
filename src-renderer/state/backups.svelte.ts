import { SvelteMap } from 'svelte/reactivity'
import { call, failureOf } from '../lib/bridge.js'
import { Loader } from '../lib/loader.svelte.js'
import { announcer } from './announce.svelte.js'

export type Verifying = { kind: 'running' } | { kind: 'good'; detail: string } | { kind: 'bad'; detail: string }

class Backups {
  readonly list = new Loader(() => call('backups.list', {}))
  /** Verifications asked for in this session, by backup. */
  readonly verifying = new SvelteMap<string, Verifying>()

  async verify(id: string): Promise<void> {
    this.verifying.set(id, { kind: 'running' })
    announcer.say('Verifying')
    try {
      const { verified, detail } = await call('backups.verify', { id })
      this.verifying.set(id, { kind: verified ? 'good' : 'bad', detail })
      announcer.say(detail)
    } catch (error) {
      const failure = failureOf(error)
      this.verifying.set(id, { kind: 'bad', detail: `${failure.title}. ${failure.detail}` })
      announcer.alert(failure.title)
    }
    await this.list.refresh()
  }
}

export const backups = new Backups()
