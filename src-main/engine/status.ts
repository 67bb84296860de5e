import { existsSync } from 'node:fs'
import { listBackups } from './backup/list.js'
import { defaultTarget } from './detect/places.js'
import { examine } from './detect/analyze.js'
import { realTarget } from './files/paths.js'
import { verifyAudit } from './journal/audit.js'
import { isLocked } from './journal/lock.js'
import { Run } from './journal/run.js'
import { stateHome, type StateHome } from './journal/state-home.js'
import type { Environment, HealthCheck, RunSummary, Status, TargetState } from './model/index.js'
import type { MigrationPlan } from './plan/migration-plan.js'
import type { RollbackPlan } from './rollback/rollback.js'
import { formatNoun } from './report/format.js'
import { glanceAtTarget } from './target/inspect.js'

/** The state of the world: what was run, what lies at the target, which backups there are. Changes nothing. */
export function status(environment: Environment): Status {
  const home = stateHome(environment)
  const target = glanceAtTarget(realTarget(defaultTarget(environment)), environment.tmpdir)
  const runs = Run.all(home).map(summarise).reverse()
  const here = runs.filter((run) => realTarget(run.target) === target.path)
  const backups = listBackups(home)
  return {
    state: stateOf(environment, target.kind, here),
    busy: isLocked(home),
    lastRun: here[0] ?? null,
    runs,
    target: { path: target.path, kind: target.kind, bytes: target.bytes },
    backups,
    health: health(home, target.kind, here),
    metrics: {
      runs: runs.length,
      backups: backups.length,
      backupBytes: backups.reduce((sum, backup) => sum + backup.bytes, 0),
      rowsMigrated: runs.reduce((sum, run) => sum + (run.kind === 'migrate' ? run.rows : 0), 0),
    },
  }
}

function stateOf(environment: Environment, kind: string, runs: RunSummary[]): Status['state'] {
  if (runs.some((run) => run.state === 'interrupted')) return 'interrupted'
  if (kind === 'ours') return 'migrated'
  return examine(environment).databases.length > 0 ? 'not-migrated' : 'nothing-found'
}

/** What a migration or a rollback notes when it is done. */
type Done = Partial<Pick<RunSummary, 'rows' | 'report' | 'waiting'> & NonNullable<RunSummary['undone']>>

function summarise(run: Run): RunSummary {
  const plan = run.plan as MigrationPlan | RollbackPlan
  const done = run.dataOf<Done>('done')
  return {
    runId: run.id,
    kind: plan.kind,
    startedAt: run.startedAt,
    state: stateName(run),
    source: plan.kind === 'migrate' ? plan.source.path : plan.source,
    target: plan.kind === 'migrate' ? plan.target.path : plan.target,
    rows: done?.rows ?? 0,
    report: done?.report ?? null,
    backupId: plan.backup.id,
    salvage: plan.kind === 'migrate' && plan.source.salvage === true,
    ...(plan.kind === 'migrate' ? { asked: askedOf(plan) } : {}),
    ...(done?.waiting === undefined ? {} : { waiting: done.waiting }),
    ...undoneOf(done),
  }
}

function undoneOf(done: Done | undefined): Pick<RunSummary, 'undone'> {
  if (!done?.restored || !done.removed || !done.kept) return {}
  const { restored, removed, kept, old } = done
  return { undone: { restored, removed, kept, ...(old && { old }) } }
}

/** As a caller asks for it; only of a staged migration is a choice part of that. */
function askedOf({ type, stage, validation }: MigrationPlan): RunSummary['asked'] {
  if (type !== 'staged' || !stage) return { type, validation }
  const { parts, since, until } = stage
  return { type, validation, stage: { parts, ...(since !== null && { since }), ...(until !== null && { until }) } }
}

/**
 * A run that neither ended nor was taken back was interrupted, whether by a crash or by the user. A rollback that had
 * put nothing back yet has changed nothing: there is nothing to finish.
 */
function stateName(run: Run): RunSummary['state'] {
  switch (run.state) {
    case 'done':
    case 'failed':
    case 'undone':
    case 'nothing-to-do':
      return run.state
    default:
      return run.plan.kind === 'rollback' && !run.reached('restoring') ? 'cancelled' : 'interrupted'
  }
}

const kindWords: Record<TargetState['kind'], string> = {
  absent: 'not there yet',
  fresh: 'made by the new app, still empty',
  ours: 'written by a migration',
  source: 'an old Hive lies there',
  used: 'holds data of the new Hive',
  foreign: 'something that is not a Hive',
}

function health(home: StateHome, kind: TargetState['kind'], runs: RunSummary[]): HealthCheck[] {
  const chain = verifyAudit(home)
  const broken =
    chain.brokenAt === null
      ? `${formatNoun(chain.entries, 'entry', 'entries')}, the chain holds`
      : `broken at line ${chain.brokenAt}`
  const interrupted = runs.filter((run) => run.state === 'interrupted').length
  const unverified = listBackups(home).filter((backup) => !backup.verified)
  return [
    { name: 'audit trail', ok: chain.brokenAt === null, detail: broken },
    {
      name: 'runs',
      ok: interrupted === 0,
      detail: interrupted === 0 ? 'none is unfinished' : `${interrupted} can be resumed`,
    },
    {
      name: 'backups',
      ok: unverified.length === 0,
      detail: unverified.length === 0 ? 'every backup has its manifest' : unverified.map(({ path }) => path).join(', '),
    },
    { name: 'new database', ok: kind !== 'foreign', detail: kindWords[kind] },
    { name: 'state folder', ok: true, detail: existsSync(home.root) ? home.root : `${home.root} (not made yet)` },
  ]
}
