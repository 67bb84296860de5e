import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { filesFolder, readManifest, type Manifest } from '../backup/manifest.js'
import { walWarning } from '../files/wal.js'
import { faultPoint } from '../faults.js'
import { toFailure } from '../errors.js'
import { audit } from '../journal/audit.js'
import type { Run } from '../journal/run.js'
import type { StateHome } from '../journal/state-home.js'
import type { MigrationResult } from '../model/index.js'
import { sourcesOf, type MigrationPlan } from '../plan/migration-plan.js'
import type { SelectedSource } from '../plan/select-source.js'
import type { Helper } from '../parallel/helper.js'
import type { ProgressMeter } from '../progress.js'
import type { Tuning } from '../tuning.js'
import { writeReport } from '../report/write.js'
import { swap } from '../swap/swap.js'
import { salvageWarnings } from '../salvage/prepare.js'
import { buildTarget, type BuildOrder, type Built } from './build-target.js'
import { foldAll } from './folded.js'
import { backUp, type RunBackup } from './make-backup.js'
import { most, SourceWatch } from './follow-source.js'
import { sourceFault } from './source-fault.js'
import {
  ledgerSums,
  loadOutcome,
  noVerification,
  peakRss,
  reportData,
  resultOf,
  saveOutcome,
  sourceOf,
  type Outcome,
} from './outcome.js'
import { totalsOf } from './books.js'
import { removeWork, undo } from './undo.js'
import { VerificationError, verifyTarget } from './verify-target.js'

export type CarryOut = {
  home: StateHome
  run: Run<MigrationPlan>
  progress: ProgressMeter
  signal: AbortSignal
  tmpdir: string
  /** How the reader of report.html writes (`de-CH`). */
  locale: string | undefined
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

/** A run that failed its verification leaves its report, and nothing else. */
async function failVerification(
  { home, run, locale }: CarryOut,
  error: unknown,
  { built, backupMs }: Pick<Outcome, 'built' | 'backupMs'>,
): Promise<never> {
  if (!(error instanceof VerificationError)) throw error
  const { plan } = run
  const outcome: Outcome = {
    built,
    verification: error.verification,
    backupMs,
    verifyMs: 0,
    sums: ledgerSums(plan.building, run.id),
  }
  const manifest = readManifest(plan.backup.path)
  const result: MigrationResult = {
    ...{ runId: run.id, status: 'failed', backup: null, tables: built.books, totals: totalsOf(built.books) },
    source: sourceOf(plan),
    target: { path: plan.target.path, bytes: 0 },
    verification: error.verification,
    timings: { backupMs, copyMs: built.copyMs, indexMs: built.indexMs, verifyMs: 0, swapMs: 0, totalMs: 0 },
    peakRssBytes: peakRss(),
    report: null,
    warnings: built.warnings,
    ...(built.stage ? { stage: built.stage } : {}),
    unreadable: built.unreadable ?? [],
  }
  await writeReport(run.folder, reportData(run, manifest, outcome, result, toFailure(error)), locale)
  undo(home, run, 'failed', error.message)
  throw error
}

const missedWarning = (missed: string[]) =>
  `${missed.join(', ')} was written to in the very moment of the swap. What was written last is not in the new database yet: migrate again, and it is taken up.`

/** After the swap: report, audit line, and the working files go. */
async function finish(
  { home, run, progress, locale }: CarryOut,
  { swapMs, missed }: { swapMs: number; missed: string[] },
  totalMs: () => number,
): Promise<MigrationResult> {
  const { plan } = run
  progress.begin('report', 'Writing the report')
  faultPoint('report:begun')
  const outcome = loadOutcome(run)
  if (!outcome) throw new Error(`Run ${run.id} was swapped without an outcome`)
  const result = resultOf(run, outcome, swapMs, totalMs())
  if (missed.length > 0) result.warnings = [...result.warnings, missedWarning(missed)]
  const manifest = existsSync(join(plan.backup.path, 'manifest.json')) ? readManifest(plan.backup.path) : null
  // Somebody may have removed the backup between a crash and now; the new database is in place nevertheless.
  if (!manifest) result.backup = null
  result.report = await writeReport(run.folder, reportData(run, manifest, outcome, result), locale)
  faultPoint('report:written')
  removeWork(run)
  const { migrated, repaired, quarantined, carried } = result.totals
  const detail = { target: plan.target.path, backup: plan.backup.id, migrated, repaired, quarantined, carried }
  audit(home, { action: 'migrate', runId: run.id, outcome: 'done', detail })
  const waiting = result.stage?.conversations?.left
  run.record('done', { rows: result.totals.read, report: result.report, ...(waiting !== undefined && { waiting }) })
  progress.begin('done', 'Done')
  return result
}

/** A result that moved nothing, because everything is there already: every row counts as left where it is. */
export function nothingToDo(
  runId: string,
  sources: SelectedSource[],
  target: { path: string; bytes: number },
): MigrationResult {
  const zero = { migrated: 0, repaired: 0, quarantined: 0, carried: 0 }
  const tables = sources.flatMap(({ report }) =>
    report.tables.map(({ name, rows }) => ({ database: report.realPath, name, read: rows, ...zero, left: rows })),
  )
  return {
    ...{
      runId,
      status: 'nothing-to-do',
      backup: null,
      tables,
      totals: totalsOf(tables),
      report: null,
      warnings: [],
      unreadable: [],
    },
    source: {
      path: sources[0]?.report.path ?? '',
      shapes: [...new Set(sources.flatMap(({ recognition }) => recognition.shapes))],
      files: sources.map(({ report }) => report.realPath),
    },
    target,
    verification: { ...noVerification('standard'), passed: true },
    timings: { backupMs: 0, copyMs: 0, indexMs: 0, verifyMs: 0, swapMs: 0, totalMs: 0 },
    peakRssBytes: peakRss(),
  }
}
