/** A source that is written to after its backup: noticed before the swap, and taken up (issue 6, point 7; traps, Files). */
import { existsSync, rmSync, statSync } from 'node:fs'
import type { BackupItem } from '../backup/create.js'
import { readManifest, type BackupFile, type Manifest } from '../backup/manifest.js'
import { removeStrays, renewBackup } from '../backup/renew.js'
import { HiveError } from '../errors.js'
import { faultPoint } from '../faults.js'
import { databaseStamp, quickStamp } from '../files/stamp.js'
import type { Run } from '../journal/run.js'
import { inlineHelper } from '../parallel/helper.js'
import { sourcesOf, type MigrationPlan } from '../plan/migration-plan.js'
import type { ProgressMeter } from '../progress.js'
import { openWritable } from '../sqlite/open.js'
import { assertUnused, stagedToml } from '../swap/swap.js'
import { isAsBackedUp, isDatabaseAsBackedUp } from '../swap/unchanged.js'
import { buildSources } from './build-sources.js'
import { foldAll } from './folded.js'
import { sourceFault } from './source-fault.js'
import { removeBuilding } from './undo.js'

/** How often a run takes up what changed before it gives up. */
export const most = 2

export type FollowOrder = { run: Run<MigrationPlan>; progress: ProgressMeter; signal: AbortSignal }

/** A source is worse now than it was when it was backed up: the backup may be the only sound copy of it, and is kept. */
export class SpoiledSourceError extends HiveError {
  constructor(error: HiveError, backup: string) {
    const words = `${error.message} It was sound when this migration began; that state is kept in ${backup}.`
    super(error.code, words, { fix: error.fix, cause: error })
  }
}

/**
 * Watches what a run reads from before its backup begins until just before the swap. Made when the run begins, or goes on:
 * what happened while it did not run is found by content.
 */
export class SourceWatch {
  private readonly order: FollowOrder
  private readonly stamps = new Map<string, string>()
  /** What the last look found, taken just before it. */
  private last = new Map<string, string>()
  /** Backups that could not even be finished, because a source changed under them. */
  private unfinished = 0

  constructor(order: FollowOrder) {
    this.order = order
    if (!order.run.reached('backed-up')) for (const path of databasesOf(order.run.plan)) this.stamp(path)
  }

  /** Whether a backup that failed is worth another try: a source changed while it was made, and not too often yet. */
  mayTryAgain(error: unknown): boolean {
    const { run, progress } = this.order
    const changed = error instanceof HiveError && error.code === 'HM-SOURCE-BUSY' && !run.reached('backed-up')
    if (!changed || ++this.unfinished + renewals(run) > most) return false
    progress.begin('backup', 'The old Hive was written to meanwhile: backing it up again')
    for (const path of databasesOf(run.plan)) this.stamp(path)
    return true
  }

  /**
   * Looks once more at everything that the run reads. What has changed is backed up again, and then true is the answer:
   * everything is to be built anew. Throws HM-SOURCE-BUSY when that happens for the third time, HM-TARGET-IN-USE when a
   * program still has open what is to be replaced, and SpoiledSourceError. Nothing was replaced then.
   */
  async takeUpChanges(): Promise<boolean> {
    const { run, progress, signal } = this.order
    const { backup } = run.plan
    progress.say('Looking whether the old Hive was written to meanwhile')
    faultPoint('follow:looked')
    const manifest = readManifest(backup.path)
    // A renewal that died may have left copies that nobody names.
    removeStrays(backup.path, manifest)
    const items = followed(run.plan, manifest)
    this.last = new Map(items.map(({ path }) => [path, quickStamp(path)]))
    const changed: BackupItem[] = []
    for (const item of items) {
      signal.throwIfAborted()
      if (await this.hasChanged(item)) changed.push(item)
    }
    if (changed.length === 0) return false
    for (const { path, replaced } of changed) if (replaced) assertUnused(path)
    if (this.unfinished + renewals(run) >= most) throw stillBusy(changed)
    progress.begin('backup', 'The old Hive was written to meanwhile: backing it up again')
    for (const { path, database } of changed) if (database) this.stamp(path)
    await this.renew(manifest, changed)
    run.record('backed-up', { backup: backup.path, renewed: renewals(run) + 1 })
    return true
  }

  /** Whether anything that the run reads was touched since the last look, by sizes and times alone: a moment's work. */
  isTouched(): boolean {
    return [...this.last].some(([path, stamp]) => quickStamp(path) !== stamp)
  }

  /**
   * After the swap: what of the old Hive was written to between the last look and the rename, by its content. It is in no
   * backup, and lies where it was written; what took its place is not looked at.
   */
  async missed(): Promise<string[]> {
    const { plan } = this.order.run
    if (!this.isTouched() || !existsSync(plan.backup.path)) return []
    const items = followed(plan, readManifest(plan.backup.path))
    const missed: string[] = []
    for (const item of items) {
      const isReplaced = item.path === plan.target.realPath || item.path === plan.toml
      // The swap is done; what cannot be looked at now may have changed.
      if (!isReplaced && (await this.hasChanged(item).catch(() => true))) missed.push(item.path)
    }
    return missed
  }

  private stamp(path: string): void {
    const stamp = databaseStamp(path)
    if (stamp === null) this.stamps.delete(path)
    else this.stamps.set(path, stamp)
  }

  private async hasChanged({ path, database }: BackupItem): Promise<boolean> {
    const { plan, work } = this.order.run
    // What is gone is in the backup. What has become a folder holds no settings.
    if (!existsSync(path) || (!database && !statSync(path).isFile())) return false
    if (!database) return !(await isAsBackedUp(plan.backup.path, path))
    const before = this.stamps.get(path)
    if (before !== undefined && before === databaseStamp(path)) return false
    const damaged = sourcesOf(plan).some(({ realPath, salvage }) => realPath === path && salvage === true)
    return !(await isDatabaseAsBackedUp(plan.backup.path, path, work, damaged))
  }

  private async renew(manifest: Manifest, items: BackupItem[]): Promise<void> {
    const { run, signal } = this.order
    const { path } = run.plan.backup
    try {
      await renewBackup({ folder: path, manifest, items, signal, prove: (renewed) => prove(this.order, renewed) })
    } catch (error) {
      const passing = ['HM-SOURCE-BUSY', 'HM-SOURCE-LOCKED', 'HM-CANCELLED']
      if (error instanceof HiveError && !passing.includes(error.code)) throw new SpoiledSourceError(error, path)
      throw error
    }
  }
}

/** The databases that a run reads. */
function databasesOf(plan: MigrationPlan): string[] {
  const { keeps, realPath } = plan.target
  return [...new Set([...sourcesOf(plan).map((source) => source.realPath), ...(keeps ? [realPath] : [])])]
}

/** What a backup holds because it is read: databases, each with its side files, and settings. */
function followed(plan: MigrationPlan, { files }: Manifest): BackupItem[] {
  const databases = new Set(databasesOf(plan))
  const isFollowed = ({ role, origin }: BackupFile) => databases.has(origin) || role === 'config'
  return files.filter(isFollowed).map(({ role, origin, replaced }) => {
    return { role, path: origin, database: databases.has(origin), replaced }
  })
}

/** How often the backup of a run was renewed, in this process or before. */
function renewals(run: Run<MigrationPlan>): number {
  return run.dataOf<{ renewed?: number }>('backed-up')?.renewed ?? 0
}

function stillBusy(changed: BackupItem[]): HiveError {
  const what = changed.map(({ path }) => path).join(', ')
  return new HiveError('HM-SOURCE-BUSY', `${what} was written to again and again while it was being migrated.`)
}

/**
 * Makes sure that the new copies can be migrated at all before they take the place of the old ones, and removes what was
 * built from those: no row of two moments ever stands in one database.
 */
async function prove({ run, signal }: FollowOrder, renewed: Manifest): Promise<void> {
  const folded = foldAll(run, renewed)
  try {
    const db = openWritable(':memory:')
    try {
      buildSources(db, folded)
    } finally {
      db.close()
    }
    for (const { path, source, losses } of folded) {
      if (!losses) await inlineHelper.run('check', { path, named: source }, { signal })
    }
  } catch (error) {
    throw folded.reduce((fault: unknown, { source, path }) => sourceFault(fault, source, path), error)
  }
  removeBuilding(run.plan)
  rmSync(stagedToml(run.plan, run.id), { force: true })
  faultPoint('renew:proven')
}
