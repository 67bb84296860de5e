import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readManifest } from '../backup/manifest.js'
import { toFailure } from '../errors.js'
import { faultPoint } from '../faults.js'
import { audit } from '../journal/audit.js'
import type { Run } from '../journal/run.js'
import type { StateHome } from '../journal/state-home.js'
import type { MigrationResult } from '../model/index.js'
import type { MigrationPlan } from '../plan/migration-plan.js'
import type { SelectedSource } from '../plan/select-source.js'
import type { ProgressMeter } from '../progress.js'
import { writeReport } from '../report/write.js'
import { totalsOf } from './books.js'
import {
  ledgerSums,
  loadOutcome,
  noVerification,
  peakRss,
  reportData,
  resultOf,
  sourceOf,
  type Outcome,
} from './outcome.js'
import { removeWork, undo } from './undo.js'
import { VerificationError } from './verify-target.js'

/** What is needed to end a run; `locale` is how the reader of report.html writes (`de-CH`). */
export type Ending = {
  home: StateHome
  run: Run<MigrationPlan>
  progress: ProgressMeter
  locale: string | undefined
}

/** A run that failed its verification leaves its report, and nothing else. Throws the error that it is given, whatever it is. */
export async function failVerification(
  { home, run, locale }: Ending,
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
export async function finish(
  { home, run, progress, locale }: Ending,
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
