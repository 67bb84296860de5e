import { codeOf, HiveError } from '../errors.js'
import type { EngineContext } from '../api.js'
import { faultPoint } from '../faults.js'
import { pruneBackups } from '../backup/remove.js'
import { readSettings } from '../journal/settings.js'
import { acquireLock } from '../journal/lock.js'
import { Run } from '../journal/run.js'
import { makeStateHome, newId, stateHome, type StateHome } from '../journal/state-home.js'
import { tidy } from '../journal/tidy.js'
import { readLocksAhead } from '../files/locks.js'
import { isInside, realTarget } from '../files/paths.js'
import { defaultTarget } from '../detect/places.js'
import { inlineHelper } from '../parallel/helper.js'
import type { Environment, MigrateRequest, MigrationResult } from '../model/index.js'
import { movesSettings, sourcesOf, type MigrationPlan } from '../plan/migration-plan.js'
import { planMigration, prepare, type Prepared } from '../plan/prepare.js'
import { assertPassed, preflight } from '../plan/preflight.js'
import { migrateWeights, ProgressMeter } from '../progress.js'
import { finishRollbacks } from '../rollback/rollback.js'
import { alreadyThere } from './already-there.js'
import { newSettings } from './new-settings.js'
import { isReplaced } from '../swap/swap.js'
import { carryOut } from './carry-out.js'
import { nothingToDo } from './ending.js'
import { canResume, unfinishedRuns } from './recover.js'
import { SpoiledSourceError } from './follow-source.js'
import { closeLostSwap } from './lost-swap.js'
import { waitForRoom } from './room.js'
import { undo } from './undo.js'
import { readTuning } from '../tuning.js'
import { assertStateOutside } from '../plan/state-place.js'

/**
 * The whole migration: finish or take back what an earlier run left, look, plan, check, and carry out. Rejects with a
 * HiveError; whatever happens, the target is the old file or the complete new one.
 */
export async function migrate(context: EngineContext, request: MigrateRequest): Promise<MigrationResult> {
  const { environment } = context
  const home = stateHome(environment, request.backupDir)
  assertStateOutside(environment, request)
  makeStateHome(home)
  const lock = acquireLock(home)
  try {
    faultPoint('recover:before-rollbacks')
    tidy(home, environment.tmpdir)
    await finishRollbacks(home, context)
    const target = realTarget(request.to ?? defaultTarget(environment))
    return await keepingPolicy(
      home,
      async () => (await goOn(context, home, target, request)) ?? (await begin(context, home, request)),
    )
  } finally {
    lock.release()
  }
}

/** After a migration the user's policy for backups applies; the newest one is never touched. */
async function keepingPolicy(home: StateHome, work: () => Promise<MigrationResult>): Promise<MigrationResult> {
  const result = await work()
  const { keepBackups } = readSettings(home)
  if (result.status !== 'migrated' || keepBackups === null) return result
  try {
    await pruneBackups(home, keepBackups)
    return result
  } catch (error) {
    // The migration is done, and a full disk in the clean-up must not make a failure of it.
    return { ...result, warnings: [...result.warnings, `Old backups could not be removed: ${String(error)}`] }
  }
}

/** Finishes a run whose swap had begun, resumes one if asked to, and takes the others back; null when none went on. */
async function goOn(
  context: EngineContext,
  home: StateHome,
  target: string,
  request: MigrateRequest,
): Promise<MigrationResult | null> {
  const waits = request.onDiskFull === 'wait'
  let resumable: Run<MigrationPlan> | null = null
  for (const run of unfinishedRuns(home, target)) {
    if (run.reached('swapping')) {
      if (await closeLostSwap(home, run, context)) continue
      return attempt(context, home, run, false)
    }
    if (resumable) undo(home, resumable)
    resumable = run
  }
  if (!resumable) return null
  faultPoint('recover:before-resume')
  if (request.resume && (await canResume(resumable, context.signal))) return attempt(context, home, resumable, waits)
  faultPoint('recover:before-undo')
  undo(home, resumable)
  return null
}

async function begin(context: EngineContext, home: StateHome, request: MigrateRequest): Promise<MigrationResult> {
  const { environment, signal } = context
  const runId = newId(home)
  const progress = new ProgressMeter(runId, migrateWeights, context.emit)
  progress.begin('preflight', 'Looking at the old Hive')
  const locks = readLocksAhead()
  // A second thread looks for damage while the rows are copied.
  const checkUpTo = tuningOf(context, home).secondThread && context.helper?.parallel ? worthASecondThread : undefined
  const prepared = prepare(environment, request, { estimate: true, ...(checkUpTo === undefined ? {} : { checkUpTo }) })
  const { source, further, target } = prepared
  faultPoint('plan:prepared')
  if (!source) {
    if (target.kind === 'ours' && !isElsewhere(request, prepared))
      return withoutSource(environment, request, prepared, runId)
    const looked = prepared.examined.analysis.looked.join(', ')
    throw new HiveError('HM-SOURCE-MISSING', `Looked in ${looked}.`)
  }
  assertOldStays(request, prepared)
  if (target.kind === 'ours') {
    progress.say('Comparing with what is already there')
    const settings = movesSettings(prepared) ? newSettings(environment, prepared, request.to !== undefined) : []
    if (
      settings.length === 0 &&
      (await alreadyThere(environment, [source, ...further], target, prepared.stage, signal))
    ) {
      const counted = prepare(environment, request)
      const sources = [...(counted.source ? [counted.source] : []), ...counted.further]
      return nothingToDo(runId, sources, { path: prepared.targetPath, bytes: target.bytes })
    }
  }
  progress.say('Checking what could go wrong')
  assertPassed(preflight(environment, request, prepared, await locks))
  signal.throwIfAborted()
  faultPoint('plan:checked')
  const run = Run.create(home, runId, planMigration(environment, request, { ...prepared, source }, runId))
  return attempt(context, home, run, request.onDiskFull === 'wait', progress)
}

/** Whether a place was named that has nothing of Hive, nor the new database in it: a slip, and no sign that all is there. */
function isElsewhere({ from }: MigrateRequest, { examined, target }: Prepared): boolean {
  return from !== undefined && examined.configFiles.length === 0 && !isInside(target.path, realTarget(from))
}

/** The old database became the new one, or is gone: there are no rows to move, and settings come with a database only. */
function withoutSource(
  environment: Environment,
  request: MigrateRequest,
  prepared: Prepared,
  runId: string,
): MigrationResult {
  const result = nothingToDo(runId, [], { path: prepared.targetPath, bytes: prepared.target.bytes })
  const settings = newSettings(environment, prepared, request.to !== undefined)
  if (settings.length === 0) return result
  const warning = `Settings changed since they were migrated, and stay where they are because there is no old database any more that they belong to: ${settings.join(', ')}.`
  return { ...result, warnings: [warning] }
}

const tuningOf = (context: EngineContext, home: StateHome) => context.tuning ?? readTuning(home)

/** Bytes of a source below which starting a thread takes longer than it saves. */
const worthASecondThread = 16 << 20

async function attempt(
  context: EngineContext,
  home: StateHome,
  run: Run<MigrationPlan>,
  wait: boolean,
  progress = new ProgressMeter(run.id, migrateWeights, context.emit),
): Promise<MigrationResult> {
  const tuning = tuningOf(context, home)
  const bytes = sourcesOf(run.plan).reduce((sum, source) => sum + source.bytes, 0)
  const worthIt = tuning.secondThread && bytes >= worthASecondThread
  const helper = (worthIt ? context.helper : undefined) ?? inlineHelper
  const { signal, environment } = context
  const order = { home, run, progress, signal, tmpdir: environment.tmpdir, locale: environment.locale, tuning, helper }
  try {
    return await tryUntilThereIsRoom(run, wait, progress, signal, () => carryOut(order))
  } catch (error) {
    if (run.isFinal) throw error
    // From the swap on nothing is cancelled: the new database may be in place already.
    if (context.signal.aborted && !run.reached('swapping')) {
      // Before the backup is whole there is nothing worth keeping; after it, the work waits for --resume.
      if (run.reached('backed-up')) run.record('cancelled')
      else undo(home, run)
      throw new HiveError('HM-CANCELLED', 'You cancelled the migration.', { cause: error })
    }
    if (isDiskFull(error)) throw new HiveError('HM-DISK-FULL', `No room is left: ${String(error)}`, { cause: error })
    // Known refusals leave nothing behind; work that only waits for a file, or ended unexpectedly, is kept for --resume.
    const keep = error instanceof HiveError && error.code === 'HM-TARGET-IN-USE'
    if (error instanceof HiveError && !keep && !isReplaced(run)) {
      undo(home, run, 'failed', error.message, error instanceof SpoiledSourceError)
    }
    throw error
  }
}

/** How often a write may find no room where the system tells of some (a quota): nobody would see when there is any. */
const mostUnseen = 3

/** With a full disk, waits for room if asked to: everything that was done so far counts (design 3.4). */
async function tryUntilThereIsRoom(
  run: Run<MigrationPlan>,
  wait: boolean,
  progress: ProgressMeter,
  signal: AbortSignal,
  work: () => Promise<MigrationResult>,
): Promise<MigrationResult> {
  for (let unseen = 0; ;) {
    try {
      return await work()
    } catch (error) {
      if (!wait || !isDiskFull(error) || run.reached('swapping')) throw error
      unseen = (await waitForRoom(run, progress, signal)) ? 0 : unseen + 1
      if (unseen > mostUnseen) throw error
    }
  }
}

function isDiskFull(error: unknown): boolean {
  return ['SQLITE_FULL', 'ENOSPC', 'EDQUOT'].includes(codeOf(error))
}

/** Parallel needs both in their places, and a later stage what this one left. */
function assertOldStays(request: MigrateRequest, { source, further, target }: Prepared): void {
  const inPlace = [source, ...further].some((each) => each?.report.realPath === target.path)
  if (request.type === 'staged' && inPlace) {
    throw new HiveError('HM-USAGE', 'The old database lies where the new one goes, so no later stage would find it.', {
      fix: 'Name another place for the new one with --to, or move everything at once with the type upgrade.',
    })
  }
  if (request.type !== 'parallel' || request.to !== undefined || !inPlace) return
  throw new HiveError('HM-USAGE', 'The old database lies where the new one goes, so both cannot stay.', {
    fix: 'Name another place for the new one with --to.',
  })
}
