import { t } from '../i18n/index.js'
import type {
  Failure,
  MigrationPart,
  MigrationType,
  PreflightCheck,
  ValidationLevel,
} from '../../src-preload/contract.js'
import { call, failureOf } from '../lib/bridge.js'
import { announcer } from './announce.svelte.js'

type Source = { from?: string; to?: string; salvage?: boolean }

/** What became of the folder that was chosen for the backup. */
export type FolderAnswer =
  | { kind: 'idle' }
  | { kind: 'checking'; path: string }
  | { kind: 'refused'; path: string; checks: PreflightCheck[] }
  | { kind: 'failed'; failure: Failure }

/** The parts that a stage may have. */
const stageParts = {
  both: ['settings', 'conversations'],
  conversations: ['conversations'],
  settings: ['settings'],
} as const satisfies Record<string, readonly MigrationPart[]>
export type StageParts = keyof typeof stageParts

/** The choices of the Plan page; they last until the app is closed. */
class PlanOptions {
  type = $state.raw<MigrationType>('upgrade')
  /** Of a staged migration the days of its conversations, '' for no bound; `until` does not belong to it. */
  since = $state.raw('')
  until = $state.raw('')
  /** What of it is moved now. */
  parts = $state.raw<StageParts>('both')
  validation = $state.raw<ValidationLevel>('standard')
  /** Null: the app's own folder. */
  backupDir = $state.raw<string | null>(null)
  folder = $state.raw<FolderAnswer>({ kind: 'idle' })

  /** Days choose conversations; a stage without any has none. */
  readonly dated = $derived(this.parts !== 'settings')

  /** As the engine is asked: what is as usual is left out. */
  readonly request = $derived({
    ...(this.type !== 'upgrade' && { type: this.type }),
    ...(this.type === 'staged' && {
      stage: {
        parts: [...stageParts[this.parts]],
        ...(this.dated && this.since !== '' && { since: this.since }),
        ...(this.dated && this.until !== '' && { until: this.until }),
      },
    }),
    ...(this.validation !== 'standard' && { validation: this.validation }),
    ...(this.backupDir !== null && { backupDir: this.backupDir }),
  })

  /** Asks for a folder, and takes it only when every check of the migration passes with it. */
  async chooseFolder(source: Source): Promise<void> {
    try {
      const { path } = await call('dialog.pickBackupFolder', {})
      if (path === null) return
      this.folder = { kind: 'checking', path }
      const { checks } = await call('plan.preflight', { ...source, ...this.request, backupDir: path })
      const failed = checks.filter(({ status }) => status === 'failed')
      if (failed.length > 0) {
        this.folder = { kind: 'refused', path, checks: failed }
        return
      }
      this.folder = { kind: 'idle' }
      this.backupDir = path
      announcer.say(t('plan.folderTaken'))
    } catch (error) {
      this.folder = { kind: 'failed', failure: failureOf(error) }
    }
  }

  useUsualFolder(): void {
    this.backupDir = null
    this.folder = { kind: 'idle' }
  }
}

export const planOptions = new PlanOptions()
