import { statSync } from 'node:fs'
import { HiveError } from '../errors.js'
import { withOwnToml } from '../config/from-backup.js'
import { planConfig, type ConfigPlan } from '../config/map.js'
import { readConfigFile } from '../config/read.js'
import { defaultProfile } from '../detect/places.js'
import type { Environment, Issue, PreflightCheck, Preview, PreviewTable } from '../model/index.js'
import { backupBytes, seconds, targetBytes } from './estimate.js'
import { keepsRows, prepare, tomlPath, type PlanRequest, type Prepared } from './prepare.js'
import { movesSettings } from './migration-plan.js'
import { preflight } from './preflight.js'
import { previewStage } from './preview-stage.js'
import type { SelectedSource } from './select-source.js'
import { legacyNames, planTables, type PlannedTable } from './tables.js'

/** What a migration would do, in words and figures. Changes nothing, anywhere. */
export function preview(environment: Environment, request: PlanRequest): Preview {
  const prepared = prepare(environment, request)
  const { source, further, target } = prepared
  if (!source) {
    throw new HiveError('HM-SOURCE-MISSING', `Looked in ${prepared.examined.analysis.looked.join(', ')}.`)
  }
  const config = planConfig(
    withOwnToml(prepared.examined.configFiles, tomlPath(environment, prepared.targetPath, request.to !== undefined))
      .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
      .map((path) => readConfigFile(path)),
    { defaultProfile: defaultProfile(environment) },
  )
  const sources = [source, ...further]
  const bytes = sources.reduce((sum, { report }) => sum + report.bytes, 0)
  const settings = movesSettings(prepared)
  const names = legacyNames()
  const planned = sources.map((each, index) => {
    const merging = index > 0 || keepsRows(target.kind)
    return { each, merging, tables: planTables(each.recognition, names, merging) }
  })
  const stage =
    prepared.stage &&
    previewStage(
      environment,
      prepared,
      planned.map(({ each, tables }) => {
        const { realPath, bytes: size } = each.report
        return { path: realPath, bytes: size, salvage: each.salvage !== undefined, tables }
      }),
    )
  return {
    source: {
      path: source.report.path,
      shapes: [...new Set(sources.flatMap(({ recognition }) => recognition.shapes))],
      bytes,
    },
    target: { path: prepared.targetPath, kind: target.kind },
    tables: planned.flatMap(({ each, merging, tables }) =>
      rawTables(tables).map((places) => {
        const described = together(places.map((table) => describe(table, each, merging)))
        return stage?.conversations ? { ...described, left: places[0]?.left } : described
      }),
    ),
    config: settings ? config.keys : [],
    ...(stage ? { stage } : {}),
    estimate: { seconds: seconds(bytes), diskBytes: targetBytes(bytes) + backupBytes(bytes, target.bytes) },
    issues: [...issuesOf(environment, request, prepared), ...(settings ? configIssues(config) : [])],
  }
}

/** The places of each raw table, in the order of the plan. */
function rawTables(tables: PlannedTable[]): PlannedTable[][] {
  const names = [...new Set(tables.map(({ name }) => name))]
  return names.map((name) => tables.filter((table) => table.name === name))
}

/** One line for a raw table, whatever its places are; what holds for all of them is said once. */
function together(places: PreviewTable[]): PreviewTable {
  const [first, ...others] = places
  if (!first) throw new Error('A table without a place has a line of its own')
  if (others.length === 0) return first
  const targets = [...new Set(places.map(({ target }) => target))]
  return { ...first, target: targets.join(', '), changes: [...new Set(places.flatMap(({ changes }) => changes))] }
}

function describe(table: PlannedTable, source: SelectedSource, merging: boolean): PreviewTable {
  const rows = source.report.tables.find(({ name }) => name === table.name)?.rows ?? 0
  const database = source.report.realPath
  if (table.kind === 'carried') {
    const changes = ['The new Hive has no such table; every row is carried over word for word.']
    return { database, name: table.name, rows, target: table.legacy, changes }
  }
  const renamed = table.columns.filter(({ from, to }) => from !== to).map(({ from, to }) => `${from} is called ${to}`)
  const carried = table.carriedColumns.map(
    (column) => `${column} keeps every value, in ${table.legacy}: the new Hive has no column for it`,
  )
  const made =
    table.target === 'conversations'
      ? ['each conversation also gets its question and answer as messages, a knowledge row, a title and a usage row']
      : []
  const one = table.onePer ? [`one row per ${table.onePer.column.replaceAll('_', ' ')}; further rows are carried`] : []
  const only = table.rows === '' ? [] : ['where a row goes depends on what it is']
  const aside = table.aside ? [`rows are set aside where ${table.aside.reason}`] : []
  // Said once: it holds for every table.
  const beside =
    merging && table.target === 'conversations'
      ? [
          'a row that is there already stays as it is; where this one says something else, it is carried whole beside it',
        ]
      : []
  const changes = [...renamed, ...carried, ...made, ...one, ...only, ...aside, ...beside]
  return { database, name: table.name, rows, target: table.target, changes }
}

/** What a person must look after in the settings; none of it stops a migration. */
function configIssues({ keys, warnings }: ConfigPlan): Issue[] {
  const locked = keys.filter(({ action }) => action === 'ask-again').map(({ from }) => from)
  const again = `${locked.length === 1 ? 'A key' : 'Keys'} that only the old Hive could read: ${locked.join(', ')}.`
  return [
    ...warnings.map((message): Issue => {
      const fix = 'Choose other models in the new Hive where one of them does not answer.'
      return { severity: 'warning', code: 'HM-CONFIG-MODEL', message, fix }
    }),
    ...(locked.length === 0
      ? []
      : [
          {
            severity: 'warning' as const,
            code: 'HM-CONFIG-KEY',
            message: again,
            fix: 'Enter it again in the new Hive.',
          },
        ]),
  ]
}

/** What detection found, and every pre-flight check that would stop or warn. */
function issuesOf(environment: Environment, request: PlanRequest, prepared: Prepared): Issue[] {
  const found = prepared.examined.analysis.installs.flatMap((install) => install.issues)
  if (prepared.target.kind === 'ours' && prepared.target.newer === null) {
    const message = 'This was migrated before: a run compares, and moves only what is new.'
    const fix = 'What is there stays as it is; where nothing is new, nothing is done.'
    return [...found, { severity: 'info', code: 'HM-ALREADY-MIGRATED', message, fix }]
  }
  // A warning on the source's soundness (salvage) says what the detection's issues say table by table.
  const said = (check: PreflightCheck) => check.name === 'source-sound' && check.status === 'warning'
  const checks = preflight(environment, request, prepared).filter((check) => check.status !== 'passed' && !said(check))
  return [
    ...found,
    ...checks.map(({ status, code = '', detail, fix = '' }): Issue => {
      return { severity: status === 'failed' ? 'error' : 'warning', code, message: detail, fix }
    }),
  ]
}
