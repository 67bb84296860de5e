import { writeFileSync } from 'node:fs'
import type { Manifest } from '../backup/manifest.js'
import { markFound } from '../salvage/mark.js'
import { configFromBackup } from '../config/from-backup.js'
import { planConfig } from '../config/map.js'
import { planToml, type TomlPlan } from '../config/toml.js'
import { writeConfigRows } from '../config/write-rows.js'
import type { Build } from '../copy/build.js'
import { once } from '../copy/checkpoints.js'
import { recordBrokenTexts } from '../copy/broken-texts.js'
import { copyRows } from '../copy/copy.js'
import { keepSchema } from '../copy/keep-schema.js'
import { enter } from '../copy/sources.js'
import { Work } from '../copy/work.js'
import { faultPoint, fileFault } from '../faults.js'
import { FlushAhead } from '../files/flush-ahead.js'
import type { Run } from '../journal/run.js'
import type { Helper } from '../parallel/helper.js'
import type { PreviewConfigKey, StageOutcome, TableBooks, Unreadable } from '../model/index.js'
import { movesSettings, planHash, sourcesOf, type MigrationPlan } from '../plan/migration-plan.js'
import { old } from '../plan/tables.js'
import type { ProgressMeter } from '../progress.js'
import { countTable, type Connection } from '../sqlite/open.js'
import { closeBuilding, openBuilding } from '../target/create.js'
import { finishTarget } from '../target/finish.js'
import type { Tuning } from '../tuning.js'
import { makeTargetFolder, stagedToml } from '../swap/swap.js'
import { assertBalanced, keepBooks } from './books.js'
import { buildSources } from './build-sources.js'
import { fingerprintsOf } from './fingerprint.js'
import { tomlBefore } from './further-checks.js'
import type { Folded } from './folded.js'
import { keptSettings } from './new-settings.js'
import type { RunBackup } from './make-backup.js'

/** What building the new database brought to light, and how long its parts took. */
export type Built = {
  books: TableBooks[]
  config: PreviewConfigKey[]
  copyMs: number
  indexMs: number
  warnings: string[]
  /** What a fresh or staged migration moved and left. */
  stage?: StageOutcome
  /** What a damaged source did not give; filled in where it was salvaged. */
  unreadable?: Unreadable[]
}

export type BuildOrder = {
  run: Run<MigrationPlan>
  backup: RunBackup
  folded: Folded[]
  progress: ProgressMeter
  signal: AbortSignal
  tuning: Tuning
  helper: Helper
}

/**
 * Builds the new database beside the target: rows, configuration, indexes, search, ledger. Goes on where an earlier
 * attempt of the same run ended. Throws HM-BOOKS when a row is unaccounted for.
 */
export async function buildTarget(order: BuildOrder): Promise<Built> {
  const { run, backup, folded, progress, signal, tuning, helper } = order
  const { plan } = run
  makeTargetFolder(plan)
  faultPoint('target:folder-made')
  const db = openBuilding(plan.building, tuning.cacheKib)
  const flusher = new FlushAhead(plan.building)
  const work = new Work(db, tuning.commitMs, () => {
    flusher.nudge()
  })
  // What goes on beside it reads the folded source, which may be removed as soon as this has ended.
  const beside: Promise<unknown>[] = []
  try {
    const build = beginBuild(order, db, work)
    const counting = whileCopying(countAll(folded, helper, signal))
    const checking = whileCopying(checkTheRest(order))
    beside.push(counting, checking)
    progress.begin('copy', 'Copying rows', { rows: rowsToMove(plan, build) })
    let started = performance.now()
    const stage = await copyRows(build)
    for (const [index, { losses, notes }] of folded.entries()) {
      const source = build.sources[index]
      if (losses && source) await markFound(enter(build, source), losses.found)
      if (notes !== null && source) await recordBrokenTexts(enter(build, source), notes)
    }
    const config = await placeConfig(build, run, backup.manifest)
    const copyMs = performance.now() - started
    started = performance.now()
    progress.begin('index', 'Building indexes')
    await finishTarget(build)
    await checking
    const books = keepBooks(build, await counting)
    assertBalanced(books)
    faultPoint('books:kept')
    // What was read while it was being sealed is proven now.
    const manifest = await backup.sealed
    await once(build, 'history', () => writeHistory(build, run, manifest, books))
    build.work.commit()
    faultPoint('history:kept')
    const aside = await keepSchema(build)
    build.work.commit()
    const indexMs = performance.now() - started
    const warnings = [...config.warnings, ...aside]
    return { books, config: config.keys, copyMs, indexMs, warnings, ...(stage ? { stage } : {}) }
  } catch (error) {
    keepWhatIsWhole(work)
    throw error
  } finally {
    try {
      closeBuilding(db)
    } finally {
      await flusher.close()
      await Promise.allSettled(beside)
    }
  }
}

function beginBuild({ run, backup, folded, tuning, progress, signal }: BuildOrder, db: Connection, work: Work): Build {
  const { plan } = run
  const sources = buildSources(db, folded)
  const [first] = sources
  if (!first) throw new Error(`Run ${run.id} has no source`)
  return {
    ...{ db, work, tuning, progress, signal, runId: run.id, sources },
    ...{ source: first.path, tables: first.tables, prefix: first.prefix, merging: false },
    stage: plan.stage,
    ...{ planHash: planHash(plan, backup.manifest.createdAt), engineVersion: plan.engineVersion },
  }
}

/** A source that was not checked before it was backed up (design 6) is while it is being copied. */
async function checkTheRest({ run, folded, helper, signal }: BuildOrder): Promise<void> {
  for (const { path, source, losses } of folded) {
    const unchecked = sourcesOf(run.plan).find(({ realPath }) => realPath === source)?.unchecked
    if (unchecked && !losses) await helper.run('check', { path, named: source }, { signal })
  }
}

/** The rows of every raw table of every source, in the order of the sources. */
async function countAll(folded: Folded[], helper: Helper, signal: AbortSignal): Promise<Record<string, number>[]> {
  const counts: Record<string, number>[] = []
  for (const { path } of folded) counts.push(await helper.run('count', { path }, { signal }))
  return counts
}

/** Something that goes on meanwhile and is awaited later: until then nobody is there to hear it fail. */
function whileCopying<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined)
  return work
}

/** A cancelled run goes on after its last whole batch; where even that cannot be written, after its last commit. */
function keepWhatIsWhole(work: Work): void {
  try {
    work.commit()
  } catch {
    // The error that ended the work is the one to be told; the work since the last commit is done again.
  }
}

/** Rows to copy, and the conversations that are gone through once more. */
function rowsToMove(plan: MigrationPlan, build: Build): number {
  const rows = sourcesOf(plan).reduce((sum, source) => sum + source.rows, 0)
  const conversations = build.sources.reduce((sum, source) => {
    const has = source.tables.some((each) => each.name.toLowerCase() === 'conversations')
    return sum + (has ? countTable(enter(build, source).db, `"${old}".conversations`) : 0)
  }, 0)
  return rows + conversations
}

/** Configuration is read from the backup's copies: what the run began with, also when it is resumed. */
async function placeConfig(build: Build, run: Run<MigrationPlan>, manifest: Manifest) {
  const { plan } = run
  // Settings that wait must not find defaults in their places later.
  if (!movesSettings(plan)) return { keys: [], warnings: [] }
  const config = planConfig(configFromBackup(plan, manifest), plan)
  await once(build, 'config', () => writeConfigRows(build.db, run.id, config, manifest.createdAt))
  faultPoint('config:rows-placed')
  const kept = plan.target.keeps ? keptSettings(build.db, run.id) : []
  // A file that somebody wrote since stays where it is: the swap leaves it alone.
  const then = tomlBefore(plan, manifest).before ?? ''
  const toml = planToml(plan.toml, plan.home, plan.target.path, config.toml, then)
  if (toml.content !== null) {
    faultPoint('config:before-toml')
    fileFault('write', stagedToml(plan, run.id))
    writeFileSync(stagedToml(plan, run.id), toml.content, { mode: 0o600 })
  }
  faultPoint('config:toml-staged')
  return { keys: config.keys, warnings: [...config.warnings, ...kept, ...tomlWarnings(toml)] }
}

function tomlWarnings({ path, existing, unreadable }: TomlPlan): string[] {
  if (existing === 'replaced') return [`${path} was not valid TOML; it is in the backup.`]
  if (unreadable.length === 0) return []
  return [
    `${path}: the new Hive could not read ${unreadable.join(', ')}; the defaults stand there, your file is in the backup.`,
  ]
}

function writeHistory(build: Build, run: Run<MigrationPlan>, manifest: Manifest, books: TableBooks[]): number {
  const { plan } = run
  const shapes = sourcesOf(plan).map(({ shape }) => shape)
  const stage = plan.stage ? { ...plan.stage, sources: sourcesOf(plan).map(({ realPath }) => realPath) } : null
  const rows = books.reduce((sum, table) => sum + table.migrated + table.carried, 0)
  const written = build.db
    .prepare(
      `INSERT INTO main.migration_history (migration_version, typescript_source_version, migration_timestamp,
         migration_stats, validation_checksum, notes, run_id, engine_version, source_path, source_fingerprint, plan_hash, state)
       VALUES (?, ?, ?, ?, NULL, ?, ?, ?, ?, ?, ?, 'complete')`,
    )
    .run(
      ...[plan.engineVersion, plan.source.version, new Date().toISOString(), JSON.stringify({ rows, books, stage })],
      ...[`${shapes.join(', ')} to the new Hive`, run.id, plan.engineVersion, plan.source.realPath],
      ...[fingerprintsOf(manifest, sourcesOf(plan)), build.planHash],
    ).changes
  faultPoint('history:written')
  return written
}
