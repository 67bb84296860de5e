import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { examine, type Examined } from '../detect/analyze.js'
import type { Depth } from '../detect/database-report.js'
import { defaultProfile, defaultTarget } from '../detect/places.js'
import { isInside, realTarget } from '../files/paths.js'
import { newId, stateHome } from '../journal/state-home.js'
import { inspectTarget, type TargetInspection } from '../target/inspect.js'
import { examineSalvaged } from '../salvage/prepare.js'
import { engineVersion } from '../version.js'
import type { Environment, MigrationType, StageChoice, ValidationLevel } from '../model/index.js'
import { movesSettings, type MigrationPlan, type PlannedSource } from './migration-plan.js'
import { selectSources, type SelectedSource } from './select-source.js'
import { planStage, type PlannedStage } from './stage.js'

export type PlanRequest = {
  from?: string
  to?: string
  type?: MigrationType
  stage?: StageChoice
  validation?: ValidationLevel
  backupDir?: string
  salvage?: boolean
}

/** Everything that is known before anything is written. `source` is null when no old Hive was found. */
export type Prepared = {
  examined: Examined
  source: SelectedSource | null
  /** The other old databases of the install, in the order in which they win. */
  further: SelectedSource[]
  target: TargetInspection
  targetPath: string
  /** What of the sources is moved; null for everything. */
  stage: PlannedStage | null
}

/**
 * Finds source and target. Reads only; throws the HiveError of what stands in the way of reading. `depth` says how closely
 * to look at the sources: whoever goes on to move rows counts them anyway, and may look for damage meanwhile.
 */
export function prepare(environment: Environment, request: PlanRequest, depth: Omit<Depth, 'detailed'> = {}): Prepared {
  // A choice that means nothing is said before anything is looked at.
  planStage(request.type, request.stage)
  const looked = examine(environment, {
    ...(request.from === undefined ? {} : { path: request.from }),
    // Whoever wants to salvage wants to know of damage in a large file, too.
    ...(request.salvage ? { detailed: true } : depth),
  })
  const examined = request.salvage ? examineSalvaged(looked, environment.tmpdir) : looked
  const targetPath = resolve(request.to ?? defaultTarget(environment))
  const target = inspectTarget(realTarget(targetPath), environment.tmpdir)
  const selection = selectSources(examined, request.from !== undefined, target.path)
  const [source, further] = [selection?.chosen ?? null, selection?.further ?? []]
  const paths = [...(source ? [source] : []), ...further].map(({ report }) => report.realPath)
  const past = target.history.map((each) => each.stage)
  const stage = planStage(request.type, request.stage, paths, past)
  return { examined, source, further, target, targetPath, stage }
}

/** Makes the plan of a run from what was prepared. */
export function planMigration(
  environment: Environment,
  request: PlanRequest & Required<Pick<PlanRequest, 'type' | 'validation'>>,
  prepared: Prepared & { source: SelectedSource },
  runId: string,
): MigrationPlan {
  const { examined, source, further, target, targetPath, stage } = prepared
  const version = examined.analysis.installs[0]?.version ?? null
  const planned = (each: SelectedSource) => plannedSource(each, version)
  const home = stateHome(environment, request.backupDir === undefined ? undefined : resolve(request.backupDir))
  const id = newId(home)
  const toml = tomlPath(environment, targetPath, request.to !== undefined)
  return {
    kind: 'migrate',
    version: 1,
    engineVersion,
    type: request.type,
    validation: request.validation,
    source: planned(source),
    further: further.map(planned),
    target: { path: targetPath, realPath: target.path, kind: target.kind, keeps: keepsRows(target.kind) },
    configFiles: movesSettings({ stage }) ? examined.configFiles : [],
    stage,
    toml,
    home: environment.home,
    defaultProfile: defaultProfile(environment),
    backup: { id, path: join(home.backups, id) },
    building: `${target.path}.migrating-${runId}`,
    absentFolders: [...new Set([...absentFolders(dirname(target.path)), ...absentFolders(dirname(toml))])],
  }
}

/** Whether what lies at the target has rows of a new Hive, which stay. */
export const keepsRows = (kind: TargetInspection['kind']): boolean => kind === 'ours' || kind === 'used'

function plannedSource(source: SelectedSource, version: string | null): PlannedSource {
  return {
    path: source.report.path,
    realPath: source.report.realPath,
    shape: source.recognition.shapes.join(' + '),
    bytes: source.report.bytes,
    rows: source.rows,
    version,
    ...(source.salvage ? { salvage: true as const } : {}),
    ...(source.unchecked ? { unchecked: true as const } : {}),
  }
}

/** The configuration lies beside the database, or in HIVE_HOME (facts 1.3) for the default target. */
export function tomlPath(environment: Environment, target: string, named: boolean): string {
  const folder = environment.env.HIVE_HOME
  const useful =
    !named && folder !== undefined && (!environment.homeGiven || isInside(resolve(folder), environment.home))
  return join(realTarget(useful ? folder : dirname(target)), 'config.toml')
}

/** The folders on the way to `folder` that do not exist yet, outermost first. */
export function absentFolders(folder: string): string[] {
  if (existsSync(folder)) return []
  return [...absentFolders(dirname(folder)), folder]
}
