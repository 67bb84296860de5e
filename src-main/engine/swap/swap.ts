import { chmodSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { foldInPlace } from '../backup/fold.js'
import { HiveError } from '../errors.js'
import { faultPoint } from '../faults.js'
import { fsyncFile, fsyncFolder, renameOver } from '../files/durable.js'
import { sideSuffixes } from '../files/paths.js'
import { usersOf } from '../files/users.js'
import type { Run } from '../journal/run.js'
import type { MigrationPlan } from '../plan/migration-plan.js'

/** The new `config.toml` while it waits beside its place for the swap. */
export function stagedToml(plan: MigrationPlan, runId: string): string {
  return `${plan.toml}.migrating-${runId}`
}

/**
 * Puts the verified database in place by one rename (design 3.3). The intent is in the journal before anything changes;
 * called again after a crash it finishes what is left. Throws HM-TARGET-IN-USE before the first change.
 */
export async function swap(run: Run<MigrationPlan>): Promise<void> {
  const { plan } = run
  const target = plan.target.realPath
  faultPoint('swap:begun')
  if (!run.reached('swapping')) {
    assertUnused(target)
    run.record('swapping')
  }
  faultPoint('swap:intent')
  if (existsSync(plan.building)) {
    // A crash may leave the emptied journal of TRUNCATE mode, which says nothing.
    if (isEmpty(`${plan.building}-journal`)) rmSync(`${plan.building}-journal`)
    assertNoSides(plan.building)
    faultPoint('swap:before-fold')
    foldTarget(target)
    faultPoint('swap:folded')
    assertNoSides(target)
    await placeToml(plan, run.id)
    chmodSync(plan.building, 0o600)
    faultPoint('swap:closed-to-others')
    fsyncFile(plan.building)
    faultPoint('swap:before-rename')
    await renameOver(plan.building, target)
    faultPoint('swap:renamed')
    fsyncFolder(dirname(target))
    faultPoint('swap:folder-flushed')
  }
  run.record('swapped')
  faultPoint('swap:done')
}

/** The file that is replaced is made one whole file first, so that exactly one name changes. Its bytes are backed up. */
function foldTarget(target: string): void {
  if (!existsSync(target)) {
    // Side files without their database hold nothing that SQLite would ever read; they are in the backup.
    for (const suffix of sideSuffixes) rmSync(target + suffix, { force: true })
    return
  }
  if (sideSuffixes.some((suffix) => existsSync(target + suffix))) foldInPlace(target)
  faultPoint('swap:before-side-removed')
  for (const suffix of ['-shm', '-journal']) rmSync(target + suffix, { force: true })
}

/** An old `-wal` beside a new database would make SQLite show the old tables, silently (traps). */
function assertNoSides(path: string): void {
  const left = sideSuffixes.map((suffix) => path + suffix).filter((side) => existsSync(side))
  if (left.length > 0) throw new Error(`Side files are in the way of the swap: ${left.join(', ')}`)
}

function isEmpty(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.size === 0
}

async function placeToml(plan: MigrationPlan, runId: string): Promise<void> {
  const staged = stagedToml(plan, runId)
  if (!existsSync(staged)) return
  fsyncFile(staged)
  faultPoint('swap:toml-flushed')
  await renameOver(staged, plan.toml)
  faultPoint('swap:toml-renamed')
  fsyncFolder(dirname(plan.toml))
  faultPoint('swap:toml-done')
}

/** POSIX lets a rename succeed under a program that goes on writing into the old file: so look once more (traps). */
export function assertUnused(target: string): void {
  const files = [target, ...sideSuffixes.map((suffix) => target + suffix)].filter((path) => existsSync(path))
  const users = files.length === 0 ? [] : usersOf(files)
  if (users.length === 0) return
  const names = users.map(({ name, pid }) => `${name} (process ${pid})`).join(', ')
  throw new HiveError('HM-TARGET-IN-USE', `${names} has ${target} open.`)
}

/** Makes the folders of the target, readable by their owner only. */
export function makeTargetFolder(plan: MigrationPlan): void {
  for (const path of [dirname(plan.target.realPath), dirname(plan.toml)])
    mkdirSync(path, { recursive: true, mode: 0o700 })
}
