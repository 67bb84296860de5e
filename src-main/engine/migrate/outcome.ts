import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Manifest } from '../backup/manifest.js'
import { writeDurably } from '../files/durable.js'
import type { Run } from '../journal/run.js'
import type { Failure, MigrationResult, Timings, Verification } from '../model/index.js'
import { sourcesOf, type MigrationPlan } from '../plan/migration-plan.js'
import type { ReportData } from '../report/data.js'
import { openReadonly, openWritable } from '../sqlite/open.js'
import type { Built } from './build-target.js'
import { totalsOf } from './books.js'

/** What the new database's own ledger says, summed for the report. */
type LedgerSums = Pick<ReportData, 'repairs' | 'quarantine' | 'carried'>

/** The part of a result that is known before the swap; kept in the run's folder so that a crash does not lose it. */
export type Outcome = { built: Built; verification: Verification; backupMs: number; verifyMs: number; sums: LedgerSums }

const fileOf = (run: Run<MigrationPlan>) => join(run.folder, 'outcome.json')

/** Keeps the outcome of a verified run. */
export function saveOutcome(run: Run<MigrationPlan>, outcome: Outcome): void {
  writeDurably(fileOf(run), JSON.stringify(outcome))
}

/** Reads it back; null when the run died before it was verified. */
export function loadOutcome(run: Run<MigrationPlan>): Outcome | null {
  return existsSync(fileOf(run)) ? (JSON.parse(readFileSync(fileOf(run), 'utf8')) as Outcome) : null
}

/** Sums up what a run wrote into the ledger of a database: counts only, never a value. */
export function ledgerSums(path: string, runId: string): LedgerSums {
  const db = openReadonly(path)
  try {
    db.defaultSafeIntegers(false)
    return {
      repairs: db
        .prepare(
          `SELECT table_name AS "table", column_name AS "column", rule, count(*) AS count
           FROM main.migration_repairs WHERE run_id = ? GROUP BY 1, 2, 3`,
        )
        .all(runId) as LedgerSums['repairs'],
      quarantine: db
        .prepare(
          `SELECT table_name AS "table", reason, count(DISTINCT row_key) AS count
           FROM main.migration_quarantine WHERE run_id = ? GROUP BY 1, 2`,
        )
        .all(runId) as LedgerSums['quarantine'],
      carried: db
        .prepare(
          `SELECT source, table_name AS "table", column_name AS "column", legacy_table AS legacyTable, rows
           FROM main.migration_carried WHERE run_id = ? ORDER BY id`,
        )
        .all(runId) as LedgerSums['carried'],
    }
  } finally {
    db.close()
  }
}

/** An empty verification, for a result that comes before or without one. */
export function noVerification(level: MigrationPlan['validation']): Verification {
  return {
    ...{ level, passed: false, rowsCompared: 0, rowsIdentical: 0, valuesCompared: 0, mismatches: 0 },
    ...{ samples: [], checks: [] },
  }
}

/** The result of a run whose new database is in place. */
export function resultOf(run: Run<MigrationPlan>, outcome: Outcome, swapMs: number, totalMs: number): MigrationResult {
  const { plan } = run
  const { built, verification } = outcome
  const timings: Timings = {
    backupMs: Math.round(outcome.backupMs),
    copyMs: Math.round(built.copyMs),
    indexMs: Math.round(built.indexMs),
    verifyMs: Math.round(outcome.verifyMs),
    swapMs: Math.round(swapMs),
    totalMs: Math.round(totalMs),
  }
  return {
    runId: run.id,
    status: 'migrated',
    source: sourceOf(plan, plan.configFiles),
    target: { path: plan.target.path, bytes: statSync(plan.target.realPath).size },
    backup: { id: plan.backup.id, path: plan.backup.path, verified: true },
    tables: built.books,
    totals: totalsOf(built.books),
    verification,
    timings,
    peakRssBytes: peakRss(),
    report: null,
    warnings: built.warnings,
    ...(built.stage ? { stage: built.stage } : {}),
    unreadable: built.unreadable ?? [],
  }
}

/** What a result says of the sources; `more` are the other files that were read. */
export function sourceOf(plan: MigrationPlan, more: string[] = []): MigrationResult['source'] {
  const sources = sourcesOf(plan)
  return {
    path: plan.source.path,
    shapes: [...new Set(sources.flatMap(({ shape }) => shape.split(' + ')))],
    files: [...sources.map(({ realPath }) => realPath), ...more],
  }
}

/** The largest resident memory of this process so far, in bytes. */
export function peakRss(): number {
  return process.resourceUsage().maxRSS * 1024
}

/** Everything a report shows. */
export function reportData(
  run: Run<MigrationPlan>,
  manifest: Manifest | null,
  outcome: Outcome,
  result: MigrationResult,
  failure?: Failure,
): ReportData {
  const { plan } = run
  const { report: _report, ...rest } = result
  const files = manifest?.files ?? []
  return {
    schemaVersion: 1,
    generatedAt: new Date().toISOString(),
    engineVersion: plan.engineVersion,
    environment: { platform: process.platform, arch: process.arch, node: process.version, sqlite: sqliteVersion() },
    result: rest,
    plan: {
      type: plan.type,
      validation: plan.validation,
      sources: sourcesOf(plan).map(({ path, realPath, shape, bytes }) => {
        return { path, shape, bytes, sha256: files.find(({ origin }) => origin === realPath)?.sha256 ?? '' }
      }),
      target: plan.target.path,
    },
    config: outcome.built.config,
    ...outcome.sums,
    backupFiles: files.map(({ origin, sha256, bytes, state }) => {
      return { path: origin, sha256, bytes, kind: state === 'online' ? 'online-backup' : state }
    }),
    ...(failure ? { failure } : {}),
  }
}

function sqliteVersion(): string {
  const db = openWritable(':memory:')
  try {
    return db.prepare('SELECT sqlite_version()').pluck().get() as string
  } finally {
    db.close()
  }
}
