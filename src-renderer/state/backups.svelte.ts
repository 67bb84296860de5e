import { SvelteMap } from 'svelte/reactivity'
import type { BackupInfo } from '../../src-preload/contract.js'
import { call, failureOf } from '../lib/bridge.js'
import { Loader } from '../lib/loader.svelte.js'
import { announcer } from './announce.svelte.js'

export type Verifying = { kind: 'running' } | { kind: 'good'; detail: string } | { kind: 'bad'; detail: string }

class Backups {
  /** The backup that the person wants to remove; the page asks once more. */
  removing = $state.raw<BackupInfo | null>(null)
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

  /** Refused by the engine when the backup holds the only copy of anything. */
  async remove(id: string): Promise<void> {
    await call('backups.remove', { id })
    announcer.say('Backup removed')
    await this.list.refresh()
  }

  /** Asks for an empty folder and puts a copy of every file there. */
  async copy(id: string): Promise<void> {
    const { folder } = await call('backups.copy', { id })
    if (folder === null) return
    this.verifying.set(id, { kind: 'good', detail: `A verified copy of every file is in ${folder}.` })
    announcer.say('Copied')
  }
}

export const backups = new Backups()
