import { existsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { HiveError } from '../errors.js'
import { realTarget } from '../files/paths.js'
import { glanceAtTarget } from '../target/inspect.js'
import { fateOf } from '../config/kinds.js'
import { readConfigFile } from '../config/read.js'
import { examineDatabase, type Depth, type ExaminedDatabase } from './database-report.js'
import { findAt, findInHome, packageVersion, type FoundFiles } from './find.js'
import { defaultTarget } from './places.js'
import type { Analysis, Complexity, ConfigFileReport, Environment, Install, Issue } from '../model/index.js'

/** An analysis with what the engine needs to go on: the inspections behind the reports. */
export type Examined = { analysis: Analysis; databases: ExaminedDatabase[]; configFiles: string[] }

/**
 * Finds and examines the old Hive: at `path` when given, else in the home folder. Changes nothing.
 * Throws HM-SOURCE-MISSING when a given path does not exist.
 */
export function examine(environment: Environment, options: { path?: string } & Depth = {}): Examined {
  const found = find(environment, options.path)
  const databases = found.databases.map(({ path, realPath }) =>
    examineDatabase(path, realPath, environment.tmpdir, options),
  )
  const targetPath = realTarget(defaultTarget(environment))
  const target = glanceAtTarget(targetPath, environment.tmpdir)
  const named = options.path
  const old = databases.filter(({ report }) => {
    // A new Hive's own database is one where somebody names just that file, another machine's.
    if (report.shape === 'new-hive') return isFile(named) && report.realPath !== targetPath
    return isOldHive(report.shape, named !== undefined)
  })
  // Files that hold nothing of an old Hive are named as what they are, beside one that does.
  const besides = databases.filter((each) => !old.includes(each) && ['unknown', 'empty'].includes(each.report.shape))
  const { history: _history, ...targetState } = target
  const analysis: Analysis = {
    installs: old.length > 0 ? [install(environment, old, besides, found, options.path)] : [],
    looked: found.looked,
    target: targetState,
  }
  return { analysis, databases: old, configFiles: found.configFiles }
}

function find(environment: Environment, path: string | undefined): FoundFiles {
  if (path === undefined) return findInHome(environment)
  const given = resolve(path)
  if (!existsSync(given)) throw new HiveError('HM-SOURCE-MISSING', `${given} does not exist.`)
  return findAt(given, environment)
}

const isFile = (path: string | undefined) => path !== undefined && statSync(path).isFile()

/** Our own targets are never sources; what cannot be read is shown where a user may expect it. */
function isOldHive(shape: string, named: boolean): boolean {
  if (shape === 'target') return false
  return named || (shape !== 'unknown' && shape !== 'empty')
}

function install(
  environment: Environment,
  databases: ExaminedDatabase[],
  besides: ExaminedDatabase[],
  found: FoundFiles,
  path?: string,
): Install {
  const reports = databases.map(({ report }) => report)
  const main = reports.reduce((largest, report) => (report.bytes > largest.bytes ? report : largest))
  const version = packageVersion(environment)
  const issues = [
    ...reports.flatMap((report) => report.issues),
    ...versionIssues(version),
    ...overrideIssues(environment),
  ]
  return {
    path: path === undefined ? dirname(main.realPath) : resolve(path),
    version,
    lastUsed: reports.map(({ modifiedAt }) => modifiedAt).reduce((latest, each) => (each > latest ? each : latest)),
    databases: [...reports, ...besides.map(({ report }) => report)],
    configFiles: [...found.configFiles.map(configReport), ...found.others.map(otherReport)],
    issues,
    compatibility: compatibility(databases, issues),
  }
}

function configReport(path: string): ConfigFileReport {
  const shape = shapeOf(path)
  return { path, shape, bytes: statSync(path).size, fate: fateOf(path, shape) }
}

/** A look says what is there, also of a file that a migration would refuse to pass over. */
function shapeOf(path: string): ConfigFileReport['shape'] {
  try {
    return readConfigFile(path).shape
  } catch (error) {
    if (error instanceof HiveError) return 'unreadable'
    throw error
  }
}

/** What is no setting: only its place and its size, of a file. */
function otherReport({ path, fate }: { path: string; fate: string }): ConfigFileReport {
  const stats = statSync(path)
  return { path, shape: 'other', bytes: stats.isFile() ? stats.size : 0, fate }
}

/** Score 1 for a database that moves as it is; damage and unknown tables lower it. */
function compatibility(databases: ExaminedDatabase[], issues: Issue[]): { score: number; complexity: Complexity } {
  const unreadable = databases.filter(({ inspection }) => inspection === null).length / databases.length
  const tables = databases.flatMap(({ inspection }) => inspection?.tables ?? [])
  const unknown = databases.flatMap(({ inspection }) => inspection?.recognition?.unknown ?? [])
  const carried = tables.length === 0 ? 0 : unknown.length / tables.length
  const warnings = issues.filter((issue) => issue.severity === 'warning').length
  const score = Math.max(0, 1 - unreadable - 0.2 * carried - 0.05 * warnings)
  const complexity = score > 0.8 ? 'simple' : score > 0.6 ? 'moderate' : score > 0.4 ? 'complex' : 'expert'
  return { score: Math.round(score * 100) / 100, complexity }
}

function versionIssues(version: string | null): Issue[] {
  if (!version?.startsWith('0.')) return []
  const message = `Version ${version} is older than any we know well.`
  return [{ severity: 'warning', code: 'HM-SOURCE-OLD', message, fix: 'Read the preview before you migrate.' }]
}

/** Both programs read HIVE_DB_PATH (facts 1.3): left set, the new Hive would open the old file. */
function overrideIssues(environment: Environment): Issue[] {
  if (!environment.env.HIVE_DB_PATH) return []
  const message = 'HIVE_DB_PATH is set. The new Hive reads it too, and would open that file instead of the new one.'
  return [{ severity: 'warning', code: 'HM-ENV-DB-PATH', message, fix: 'Remove HIVE_DB_PATH after the migration.' }]
}
