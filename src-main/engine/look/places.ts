import { chmodSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { backupView } from '../backup/view.js'
import { backupFolders, filesFolder, readManifest, type Manifest } from '../backup/manifest.js'
import { examine } from '../detect/analyze.js'
import { defaultTarget } from '../detect/places.js'
import { HiveError } from '../errors.js'
import { copyBytes } from '../files/durable.js'
import { realTarget } from '../files/paths.js'
import type { PrivateView } from '../files/private-view.js'
import { Run } from '../journal/run.js'
import { stateHome } from '../journal/state-home.js'
import type { Environment, LookAt, LookSide } from '../model/index.js'
import type { MigrationPlan } from '../plan/migration-plan.js'
import { settledView } from '../sources/inspect.js'
import { openWritable } from '../sqlite/open.js'

/** One side to look at, before it is opened: where it is, and a view of it that leaves it alone. */
export type Place = { kind: LookSide['kind']; path: string; view: () => PrivateView | null }

/** What there is to look at. */
export type Places = { runId: string | null; old: Place | null; new: Place | null }

/**
 * Finds the two databases: of the run that is asked for, else of the newest one that is in place, else the old database
 * alone. The old one is read from the run's backup where that still is, else from its place.
 * Throws HM-USAGE for a run that is not known.
 */
export function findPlaces(environment: Environment, at: LookAt): Places {
  const runs = Run.all(stateHome(environment)).filter(isMigration).reverse()
  if (at.run !== undefined) {
    const run = runs.find(({ id }) => id === at.run)
    if (!run) throw new HiveError('HM-USAGE', `There is no migration ${at.run}.`, { fix: 'Choose one in History.' })
    return ofRun(environment, run)
  }
  const usual = realTarget(defaultTarget(environment))
  const inPlace = at.from === undefined ? runs.filter((run) => run.state === 'done' && existsSync(targetOf(run))) : []
  const run = inPlace.find((each) => targetOf(each) === usual) ?? inPlace[0]
  if (run) return ofRun(environment, run)
  return { runId: null, old: oldAlone(environment, at.from), new: null }
}

const isMigration = (run: Run): run is Run<MigrationPlan> => run.plan.kind === 'migrate'
const targetOf = ({ plan }: Run<MigrationPlan>): string => plan.target.realPath

function ofRun(environment: Environment, run: Run<MigrationPlan>): Places {
  const { tmpdir } = environment
  const { source, target, building } = run.plan
  const database = (path: string, kind: Place['kind'] = 'database'): Place => ({
    ...{ kind, path },
    view: () => settledView(path, tmpdir),
  })
  // Complete and beside its place: what an interrupted run made before it swapped.
  const isBuilt = run.state === 'built' || run.state === 'verified' || run.state === 'swapping'
  const now = run.reached('swapped') || run.state === 'nothing-to-do' ? target.realPath : null
  const made = isBuilt && existsSync(building) ? database(building, 'building') : null
  const backedUp = backupOf(environment, run)
  const still = source.realPath !== now && existsSync(source.realPath) ? database(source.realPath) : null
  const isThere = run.state !== 'undone' && now !== null && existsSync(now)
  return { runId: run.id, old: backedUp ?? still, new: isThere ? database(now) : made }
}

/** The source as the run's backup holds it; null when the backup is gone or cannot be read. */
function backupOf(environment: Environment, run: Run<MigrationPlan>): Place | null {
  const { plan } = run
  const folders = [plan.backup.path, ...backupFolders(stateHome(environment))]
  for (const folder of folders) {
    if (!existsSync(join(folder, 'manifest.json'))) continue
    const manifest = manifestOf(folder)
    if (!manifest || manifest.runId !== run.id) continue
    const view = () => settledBackup(folder, manifest, plan.source.realPath, environment.tmpdir)
    return { kind: 'backup', path: folder, view }
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

/** Before any migration: the old database, where it is. The largest, when there are several and none is named. */
function oldAlone(environment: Environment, from: string | undefined): Place | null {
  const { databases } = examine(environment, from === undefined ? {} : { path: from })
  const readable = databases.filter(({ inspection }) => inspection?.recognition)
  const [largest] = readable.sort((a, b) => b.report.bytes - a.report.bytes)
  if (!largest) return null
  const { path, realPath } = largest.report
  return { kind: 'database', path, view: () => settledView(realPath, environment.tmpdir) }
}
