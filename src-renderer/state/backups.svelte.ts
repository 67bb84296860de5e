import { t } from '../i18n/index.js'
import { SvelteMap } from 'svelte/reactivity'
import type { BackupInfo } from '../../src-preload/contract.js'
import { engineWords, failureTitle } from '../i18n/engine.js'
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
    announcer.say(t('backups.verifyingSaid'))
    try {
      const { verified, detail } = await call('backups.verify', { id })
      this.verifying.set(id, { kind: verified ? 'good' : 'bad', detail })
      announcer.say(engineWords(detail))
    } catch (error) {
      const failure = failureOf(error)
      this.verifying.set(id, {
        kind: 'bad',
        detail: t('backups.failedBecause', { title: failureTitle(failure), detail: failure.detail }),
      })
      announcer.alert(failureTitle(failure))
    }
    await this.list.refresh()
  }

  /** Refused by the engine when the backup holds the only copy of anything. */
  async remove(id: string): Promise<void> {
    await call('backups.remove', { id })
    announcer.say(t('backups.removedSaid'))
    await this.list.refresh()
  }

  /** Asks for an empty folder and puts a copy of every file there. */
  async copy(id: string): Promise<void> {
    const { folder } = await call('backups.copy', { id })
    if (folder === null) return
    this.verifying.set(id, { kind: 'good', detail: t('backups.copiedTo', { folder }) })
    announcer.say(t('common.copied'))
  }
}

export const backups = new Backups()
