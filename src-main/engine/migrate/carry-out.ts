import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { filesFolder, type Manifest } from '../backup/manifest.js'
import { walWarning } from '../files/wal.js'
import { faultPoint } from '../faults.js'
import type { MigrationResult } from '../model/index.js'
import { sourcesOf, type MigrationPlan } from '../plan/migration-plan.js'
import type { Helper } from '../parallel/helper.js'
import type { Run } from '../journal/run.js'
import type { Tuning } from '../tuning.js'
import { swap } from '../swap/swap.js'
import { salvageWarnings } from '../salvage/prepare.js'
import { buildTarget, type BuildOrder, type Built } from './build-target.js'
import { failVerification, finish, type Ending } from './ending.js'
import { foldAll } from './folded.js'
import { backUp, type RunBackup } from './make-backup.js'
import { most, SourceWatch } from './follow-source.js'
import { sourceFault } from './source-fault.js'
import { ledgerSums, saveOutcome } from './outcome.js'
import { VerificationError, verifyTarget } from './verify-target.js'

export type CarryOut = Ending & {
  signal: AbortSignal
  tmpdir: string
  tuning: Tuning
  helper: Helper
}

/**
 * Carries a run out, from wherever it stands: backup, build, verify, swap, report. Each part is noted in the journal when
 * it is done, and not done again.
 */
export async function carryOut(order: CarryOut): Promise<MigrationResult> {
  const { run } = order
  const started = performance.now()
  // A take-back that died may have removed it.
  mkdirSync(run.work, { recursive: true, mode: 0o700 })
  const watch = new SourceWatch(order)
  if (!run.reached('swapping')) await prepareSwap(order, watch)
  const swapMs = await putInPlace(order, watch)
  return finish(order, { swapMs, missed: await watch.missed() }, () => performance.now() - started)
}

/** Swaps, unless something that was read is touched in that moment: then it is looked at again. Answers how long it took. */
async function putInPlace(order: CarryOut, watch: SourceWatch): Promise<number> {
  const { run, progress, signal } = order
  for (let looked = 0; ; looked++) {
    if (!run.reached('swapping')) signal.throwIfAborted()
    progress.begin('swap', 'Putting the new database in place', {}, false)
    const started = performance.now()
    // What is only ever opened and closed must not keep a run from its end.
    const isTouched = () => looked < most && watch.isTouched()
    if (await swap(run, order.tmpdir, isTouched)) return performance.now() - started
    if (await watch.takeUpChanges()) await prepareSwap(order, watch)
  }
}

/** Everything before the first change to a user's file; again from the backup on when a source changed meanwhile. */
async function prepareSwap(order: CarryOut, watch: SourceWatch): Promise<void> {
  for (;;) {
    try {
      if (await buildAndVerify(order, watch)) return
    } catch (error) {
      if (!watch.mayTryAgain(error)) throw error
    }
    order.signal.throwIfAborted()
  }
}

/** Answers false when a source was written to since its backup, which holds it as it is now. */
async function buildAndVerify(order: CarryOut, watch: SourceWatch): Promise<boolean> {
  const { run, progress, signal } = order
  let started = performance.now()
  const backup = await backUp(run, order.helper, progress, signal)
  const { built, folded, backupMs } = await buildFrom(order, backup, started)
  const manifest = await backup.sealed
  run.record('built')
  started = performance.now()
  const { plan } = run
  progress.begin('verify', 'Comparing every value', { rows: built.books.reduce((sum, book) => sum + book.read, 0) })
  const verification = await verifyTarget(
    { run, manifest, folded, books: built.books, tmpdir: order.tmpdir, helper: order.helper },
    progress,
    signal,
  ).catch(async (error: unknown) => {
    // What differs may be what somebody wrote meanwhile.
    if (error instanceof VerificationError && (await watch.takeUpChanges())) return null
    return failVerification(order, error, { built, backupMs })
  })
  if (!verification) return false
  const verifyMs = performance.now() - started
  faultPoint('verify:before-outcome')
  saveOutcome(run, { built, verification, backupMs, verifyMs, sums: ledgerSums(plan.building, run.id) })
  faultPoint('verify:outcome-saved')
  run.record('verified')
  return !(await watch.takeUpChanges())
}

/** Folds the source and builds from it; nothing of the backup is being read any more when this ends, however it ends. */
async function buildFrom(order: CarryOut, backup: RunBackup, started: number) {
  const { run, signal } = order
  try {
    const folded = foldAll(run, backup.manifest)
    const backupMs = performance.now() - started
    signal.throwIfAborted()
    return { folded, backupMs, built: await build({ ...order, backup, folded }) }
  } catch (error) {
    // Where the source changed under its backup, that is what is wrong.
    await backup.sealed
    throw error
  } finally {
    await Promise.allSettled([backup.sealed])
  }
}

/** Builds from what is readable; a damaged source's losses are part of what comes of it. */
async function build(order: BuildOrder): Promise<Built> {
  const { run, backup, folded } = order
  try {
    const built = await buildTarget(order)
    const losses = folded.flatMap((each) => (each.losses ? [each.losses] : []))
    const lost = [...unreadChanges(run, backup.manifest), ...losses.flatMap(salvageWarnings)]
    const unreadable = losses.flatMap((each) => each.unreadable)
    return { ...built, ...(losses.length > 0 ? { unreadable } : {}), warnings: [...lost, ...built.warnings] }
  } catch (error) {
    throw folded.reduce((fault: unknown, { source, path }) => sourceFault(fault, source, path), error)
  }
}

/** Committed changes that SQLite itself passes over, in words. */
function unreadChanges({ plan }: Run<MigrationPlan>, manifest: Manifest): string[] {
  return sourcesOf(plan).flatMap(({ realPath }) => {
    const wal = `${realPath}-wal`
    const file = manifest.files.find(({ origin, state }) => origin === wal && state !== 'absent')
    const warning = file ? walWarning(join(filesFolder(plan.backup.path), file.file), wal) : null
    return warning === null ? [] : [warning]
  })
}
