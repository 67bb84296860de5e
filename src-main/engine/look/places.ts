import { chmodSync, existsSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import { backupView } from '../backup/view.js'
import { backupFolders, filesFolder, readManifest, type Manifest } from '../backup/manifest.js'
import { examine } from '../detect/analyze.js'
import { defaultTarget } from '../detect/places.js'
import { HiveError } from '../errors.js'
import { copyBytes } from '../files/durable.js'
import { realTarget } from '../files/paths.js'
import type { PrivateView } from '../files/private-view.js'
import { takenOutBy } from '../journal/in-force.js'
import { Run } from '../journal/run.js'
import { stateHome } from '../journal/state-home.js'
import type { Environment, LookAt, LookSide, LookUndone } from '../model/index.js'
import { sourcesOf, type MigrationPlan } from '../plan/migration-plan.js'
import { settledView } from '../sources/inspect.js'
import { openWritable } from '../sqlite/open.js'

/** One side to look at, before it is opened: where it is, and a view of it that leaves it alone. */
export type Place = {
  kind: LookSide['kind']
  path: string
  /** The database as a person knows it, and with every symlink resolved: so the migration's record names it. */
  name: string
  origin: string
  view: () => PrivateView | null
}

/** What there is to look at: of the old side every database, in the order in which they win. */
export type Places = { runId: string | null; olds: Place[]; new: Place | null; undone: LookUndone | null }

/**
 * Finds the databases: of the run that is asked for, else of the newest one that is in place, else the old databases
 * alone. An old one is read from the run's backup where that still is, else from its place; the new one of a run
 * that was undone from the backup that keeps what was taken out.
 * Throws HM-USAGE for a run that is not known.
 */
export function findPlaces(environment: Environment, at: LookAt): Places {
  const all = Run.all(stateHome(environment))
  const runs = all.filter(isMigration).reverse()
  if (at.run !== undefined) {
    const run = runs.find(({ id }) => id === at.run)
    if (!run) throw new HiveError('HM-USAGE', `There is no migration ${at.run}.`, { fix: 'Choose one in History.' })
    return ofRun(environment, run, all)
  }
  const usual = realTarget(defaultTarget(environment))
  const done = runs.filter((run) => run.state === 'done')
  const inPlace = done.filter((run) => existsSync(targetOf(run)) && takenOutBy(all, run) === null)
  const run = inPlace.find((each) => targetOf(each) === usual) ?? inPlace[0]
  if (run && at.from === undefined) return ofRun(environment, run, all)
  const last = run ? undefined : done.find((each) => targetOf(each) === usual && isFrom(each, at.from))
  const undone = last ? (putAway(environment, last, all)?.undone ?? null) : null
  return { runId: null, olds: oldAlone(environment, at.from), new: null, undone }
}

/** Whether a run had a database of this folder, or this file, among its sources. */
const isFrom = ({ plan }: Run<MigrationPlan>, from: string | undefined): boolean =>
  from === undefined || sourcesOf(plan).some(({ path }) => `${path}${sep}`.startsWith(`${resolve(from)}${sep}`))

const isMigration = (run: Run): run is Run<MigrationPlan> => run.plan.kind === 'migrate'
const targetOf = ({ plan }: Run<MigrationPlan>): string => plan.target.realPath

function ofRun(environment: Environment, run: Run<MigrationPlan>, all: readonly Run[]): Places {
  const { tmpdir } = environment
  const { target, building } = run.plan
  const database = (path: string, kind: Place['kind'] = 'database', name = path): Place => ({
    ...{ kind, path, name, origin: path },
    view: () => settledView(path, tmpdir),
  })
  // Complete and beside its place: what an interrupted run made before it swapped.
  const isBuilt = run.state === 'built' || run.state === 'verified' || run.state === 'swapping'
  const now = run.reached('swapped') || run.state === 'nothing-to-do' ? target.realPath : null
  const made = isBuilt && existsSync(building) ? database(building, 'building') : null
  const away = putAway(environment, run, all)
  const backup = backupOf(environment, run.plan.backup.path, run.id)
  const olds = sourcesOf(run.plan).flatMap(({ path, realPath }): Place[] => {
    if (backup) return [placeIn(backup, realPath, path)]
    const still = (realPath !== now || away !== null) && existsSync(realPath)
    return still ? [{ ...database(realPath), name: path }] : []
  })
  if (away) return { runId: run.id, olds, new: away.place, undone: away.undone }
  const isThere = run.state !== 'undone' && now !== null && existsSync(now)
  return { runId: run.id, olds, new: isThere ? database(now) : made, undone: null }
}

/** Of a migration that was undone: when, and its new database where the backup of what was taken out still is. */
function putAway(
  environment: Environment,
  run: Run<MigrationPlan>,
  all: readonly Run[],
): { place: Place | null; undone: LookUndone } | null {
  const rollback = takenOutBy(all, run)
  if (!rollback) return null
  const { keep } = rollback.plan
  const backup = backupOf(environment, keep.path, rollback.id)
  const origin = targetOf(run)
  const held = backup?.manifest.files.some((file) => file.origin === origin && file.state !== 'absent') === true
  const place = held ? placeIn(backup, origin, run.plan.target.path) : null
  return { place, undone: { runId: run.id, at: rollback.startedAt, kept: place !== null } }
}

const placeIn = (backup: Backup, origin: string, name = origin): Place => ({
  ...{ kind: 'backup', path: backup.folder, name, origin },
  view: () => backup.view(origin),
})

type Backup = { folder: string; manifest: Manifest; view: (origin: string) => PrivateView | null }

/** What a run's backup holds, at its path or wherever backups are; null when it is gone or cannot be read. */
function backupOf(environment: Environment, path: string, runId: string): Backup | null {
  const folders = [path, ...backupFolders(stateHome(environment))]
  for (const folder of folders) {
    if (!existsSync(join(folder, 'manifest.json'))) continue
    const manifest = manifestOf(folder)
    if (!manifest || manifest.runId !== runId) continue
    return { folder, manifest, view: (origin) => settledBackup(folder, manifest, origin, environment.tmpdir) }
  }
  return null
}

function manifestOf(folder: string): Manifest | null {
  try {
    return readManifest(folder)
  } catch (error) {
    if (error instanceof HiveError) return null
    throw error
  }
}

/** The backup's view; a hot journal is rolled back, in a copy, as SQLite does it when it opens the original. */
function settledBackup(folder: string, manifest: Manifest, origin: string, tmpdir: string): PrivateView | null {
  const view = backupView(folder, manifest, origin, tmpdir)
  const find = (path: string) => manifest.files.find((file) => file.origin === path && file.state !== 'absent')
  const [main, journal] = [find(origin), find(`${origin}-journal`)]
  if (!view || !main || !journal || journal.bytes === 0) return view
  try {
    const copy = `${view.path}.settled`
    for (const [file, to] of [
      [main, copy],
      [journal, `${copy}-journal`],
    ] as const) {
      copyBytes(join(filesFolder(folder), file.file), to)
      chmodSync(to, 0o600)
    }
    const db = openWritable(copy)
    try {
      db.prepare('SELECT count(*) FROM main.sqlite_schema').get()
    } finally {
      db.close()
    }
    return {
      path: copy,
      close: () => {
        view.close()
      },
    }
  } catch (error) {
    view.close()
    throw error
  }
}

/** Before any migration: every old database that can be read, where it is, the largest first. */
function oldAlone(environment: Environment, from: string | undefined): Place[] {
  const { databases } = examine(environment, from === undefined ? {} : { path: from })
  // The desktop app's own database is an old one only where a person names it.
  const isOld = ({ report, inspection }: (typeof databases)[number]) =>
    inspection !== null && (inspection.recognition !== null || (from !== undefined && report.shape === 'new-hive'))
  return databases
    .filter(isOld)
    .sort((a, b) => b.report.bytes - a.report.bytes)
    .map(({ report: { path, realPath } }): Place => {
      return {
        kind: 'database',
        path,
        name: path,
        origin: realPath,
        view: () => settledView(realPath, environment.tmpdir),
      }
    })
}
