import { chmodSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { foldInPlace } from '../backup/fold.js'
import { HiveError } from '../errors.js'
import { faultPoint } from '../faults.js'
import { fsyncFile, fsyncFolder, renameOver } from '../files/durable.js'
import { sideSuffixes } from '../files/paths.js'
import { usersInWords, usersOf } from '../files/users.js'
import type { Run } from '../journal/run.js'
import { replacesDamaged, type MigrationPlan } from '../plan/migration-plan.js'
import { inspectTarget } from '../target/inspect.js'
import { assertAsBackedUp, isAsBackedUp } from './unchanged.js'

/** The new `config.toml` while it waits beside its place for the swap. */
export function stagedToml(plan: MigrationPlan, runId: string): string {
  return `${plan.toml}.migrating-${runId}`
}

/** Whether the new database has taken the old one's place; until then a run can be taken back as if it had not begun. */
export function isReplaced(run: Run<MigrationPlan>): boolean {
  return run.reached('swapping') && !existsSync(run.plan.building)
}

/**
 * Puts the verified database in place by one rename (design 3.3). The intent is in the journal before anything changes;
 * called again after a crash it finishes what is left. Throws HM-TARGET-IN-USE, and HM-TARGET-HAS-DATA when somebody
 * wrote to the target since it was backed up (between a crash and now, say): nothing has changed then. `isTouched` is asked
 * last of all before the intent; where it says so, nothing is done, and false is the answer.
 */
export async function swap(
  run: Run<MigrationPlan>,
  tmpdir: string,
  isTouched: () => boolean = () => false,
): Promise<boolean> {
  const { plan } = run
  const target = plan.target.realPath
  faultPoint('swap:begun')
  if (isReplaced(run)) {
    assertInPlace(run, tmpdir)
  } else {
    assertUnused(target)
    await assertAsBackedUp(plan.backup.path, target, run.work, replacesDamaged(plan))
    if (!run.reached('swapping')) {
      // What takes long comes first: after the intent only names change.
      fsyncFile(plan.building)
      faultPoint('swap:flushed')
      if (isTouched()) return false
      run.record('swapping')
    }
    faultPoint('swap:intent')
    // A crash may leave the emptied journal of TRUNCATE mode, which says nothing.
    if (isEmpty(`${plan.building}-journal`)) rmSync(`${plan.building}-journal`)
    assertNoSides(plan.building)
    faultPoint('swap:before-fold')
    if (replacesDamaged(plan)) removeSides(target)
    else foldTarget(target)
    faultPoint('swap:folded')
    assertNoSides(target)
    chmodSync(plan.building, 0o600)
    faultPoint('swap:closed-to-others')
    fsyncFile(plan.building)
    faultPoint('swap:before-rename')
    await renameOver(plan.building, target)
    faultPoint('swap:renamed')
    fsyncFolder(dirname(target))
    faultPoint('swap:folder-flushed')
  }
  // After the rename: what died before it has changed no file that a person wrote.
  await placeToml(run)
  run.record('swapped')
  faultPoint('swap:done')
  return true
}

/** The file that is replaced is made one whole file first, so that exactly one name changes. Its bytes are backed up. */
function foldTarget(target: string): void {
  // Side files without their database hold nothing that SQLite would ever read; they are in the backup.
  if (!existsSync(target)) {
    removeSides(target)
    return
  }
  if (sideSuffixes.some((suffix) => existsSync(target + suffix))) foldInPlace(target)
  faultPoint('swap:before-side-removed')
  for (const suffix of ['-shm', '-journal']) rmSync(target + suffix, { force: true })
}

function removeSides(target: string): void {
  faultPoint('swap:before-side-removed')
  for (const suffix of sideSuffixes) rmSync(target + suffix, { force: true })
}

/** An old `-wal` beside a new database would make SQLite show the old tables, silently (traps). */
function assertNoSides(path: string): void {
  const left = sideSuffixes.map((suffix) => path + suffix).filter((side) => existsSync(side))
  if (left.length > 0) throw new Error(`Side files are in the way of the swap: ${left.join(', ')}`)
}

function isEmpty(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.size === 0
}

/**
 * Puts the new `config.toml` in place, unless somebody wrote the one that lies there since it was backed up: theirs stays
 * as it is, because nothing else holds it.
 */
async function placeToml(run: Run<MigrationPlan>): Promise<void> {
  const { plan } = run
  const staged = stagedToml(plan, run.id)
  if (!existsSync(staged)) return
  if (existsSync(plan.toml) && !(await isAsBackedUp(plan.backup.path, plan.toml))) return
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
  throw new HiveError('HM-TARGET-IN-USE', `${usersInWords(users)} has ${target} open.`)
}

/** A run whose new database is nowhere must not be called done: its disk may only be unplugged. */
function assertInPlace(run: Run<MigrationPlan>, tmpdir: string): void {
  const { path } = run.plan.target
  const { history } = inspectTarget(run.plan.target.realPath, tmpdir)
  if (history.some(({ runId }) => runId === run.id)) return
  throw new HiveError('HM-TARGET-UNWRITABLE', `The new database should lie at ${path}, and does not.`, {
    fix: `Connect the disk that holds ${path} and run again, or take the migration back with \`hive-migrate rollback\`.`,
  })
}

/** Makes the folders of the target, readable by their owner only. */
export function makeTargetFolder(plan: MigrationPlan): void {
  for (const path of [dirname(plan.target.realPath), dirname(plan.toml)])
    mkdirSync(path, { recursive: true, mode: 0o700 })
  for (const folder of plan.absentFolders) fsyncFolder(dirname(folder))
}
