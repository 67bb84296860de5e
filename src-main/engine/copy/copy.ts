import type { Build, BuildSource, Step } from './build.js'
import { faultPoint } from '../faults.js'
import { carryColumns, carryFurtherRows, carryTable } from './carry.js'
import { once } from './checkpoints.js'
import { chooseRowsOf } from './choice.js'
import { chooseRows } from './choose.js'
import { recordCompleted } from './completed.js'
import { completeSteps, knowledgeStep } from './complete.js'
import { conversationRows, summariseStages } from './derive.js'
import { forgetFilled, settleFilled } from './filled.js'
import { registerRepairs, type RepairCounts } from './functions.js'
import { keepHighest, keepTable } from './keep.js'
import { makeRows } from './made.js'
import { mapTable } from './map-table.js'
import { rememberModels } from './models.js'
import { enter } from './sources.js'
import { completeAfter, indexTables } from '../target/indexes.js'
import { raiseSequences } from './sequences.js'
import { stageTables } from './stage.js'
import type { StageOutcome } from '../model/index.js'
import { isParent } from '../sources/order.js'
import { type MappedTable, type PlannedTable } from '../plan/tables.js'
import { createIndexesSql, createLedgerIndexesSql } from '../target/schema/index.js'

const isMapped = (table: PlannedTable): table is MappedTable => table.kind === 'mapped'

/**
 * Moves every row of every source into the new database, in steps that a later run can take up where this one ends.
 * Parents come before children: foreign keys are on, and a row that points nowhere is given what it points to.
 */
export async function copyRows(build: Build): Promise<StageOutcome | null> {
  const repairs = registerRepairs(build.db)
  faultPoint('copy:begun')
  build.work.do(() => {
    for (const sql of createLedgerIndexesSql) build.db.exec(sql)
  })
  const outcome = chooseStage(build)
  if (isPlain(build)) await copyPlain(build, repairs)
  else await copyMerging(build, repairs)
  faultPoint('copy:done')
  return outcome
}

/** Of a fresh or staged migration, says which rows it moves. What has no place yet stays for a later one. */
function chooseStage(build: Build): StageOutcome | null {
  const { db, stage, sources } = build
  if (!stage) return null
  const enterStaged = (source: BuildSource) => {
    stageTables(enter(build, source))
  }
  return chooseRowsOf({ db, stage, sources, enter: enterStaged })
}

/** Whether what every conversation has in the new Hive can be made beside it: nothing else brings any of it. */
function isPlain({ sources, stage }: Build): boolean {
  return (
    stage === null &&
    sources.length === 1 &&
    sources.every(({ role }) => role === 'old') &&
    !sources.some(({ tables }) => tables.some((table) => table.made ?? (isMapped(table) && bringsMore(table))))
  )
}

/** Whether a table brings what is else made for its conversations, or conversations without their texts. */
function bringsMore({ target, columns }: MappedTable): boolean {
  if (target === 'conversations') return !columns.some(({ to }) => to === 'question')
  return target === 'messages' || target === 'conversation_usage'
}

/**
 * Indexes that judge rows, made before the rows come. That is also faster than afterwards: the column of one of them lies
 * behind long texts, and SQLite would follow all of those to get there.
 */
const uniqueIndexesSql = createIndexesSql.filter((sql) => /UNIQUE/.test(sql))

function makeIndexes({ db, work }: Build, wanted: string[]): void {
  work.do(() => {
    for (const sql of wanted) db.exec(sql)
  })
}

/** One old database whose rows meet nothing. */
async function copyPlain(base: Build, repairs: RepairCounts): Promise<void> {
  const [source] = base.sources
  if (!source) return
  makeIndexes(base, uniqueIndexesSql)
  const build = prepare(base, source)
  const mapped = source.tables.filter(isMapped)
  for (const [index, table] of mapped.entries()) {
    await runAll(build, [mapTable(table, () => repairs, conversationRows)])
    await indexTables(build, completeAfter(table, mapped.slice(index + 1)))
  }
  await once(build, 'sequences', () => raiseSequences(build))
  await runAll(build, [knowledgeStep])
  await indexTables(build, ['knowledge_conversations'])
  await runAll(build, carrySteps(source.tables))
  build.db.exec('DROP TABLE temp.stage_summary')
}

/**
 * Several databases, a new Hive that has rows already, or a source that brings messages of its own: first what the new
 * Hive has, then the parents of all, then the rest of each, and at last what every conversation has in the new Hive.
 */
async function copyMerging(base: Build, repairs: RepairCounts): Promise<void> {
  // Rows that are there are looked for by these. One source meets none: they can wait, and are made faster when the rows
  // are there.
  makeIndexes(base, base.sources.length > 1 ? createIndexesSql : uniqueIndexesSql)
  const kept = base.sources.filter(({ role }) => role === 'kept')
  for (const source of kept) await keep(prepare(base, source), source, repairs)
  const others = base.sources.filter(({ role }) => role === 'old')
  for (const parents of [true, false]) {
    for (const source of others) {
      const build = prepare(base, source)
      const mapped = source.tables.filter(isMapped).filter(({ target }) => isParent(target) === parents)
      const steps = mapped.map((table) => mapTable(table, () => repairs))
      await runAll(build, parents ? steps : [...steps, ...carrySteps(source.tables)])
      if (!parents) await once(build, `${source.prefix}sequences`, () => raiseSequences(build))
    }
  }
  makeIndexes(base, createIndexesSql)
  for (const source of others.filter(({ tables }) => tables.some(({ made }) => made))) {
    await runAll(prepare(base, source), source.tables.flatMap(makeRows))
  }
  await runAll(base, completeSteps)
  for (const source of others) {
    const mapped = source.tables.filter(isMapped)
    const steps = [...mapped.flatMap((table) => settleFilled(base, table)), ...mapped.flatMap(recordCompleted)]
    if (steps.length > 0) await runAll(prepare(base, source), steps)
  }
  await forgetFilled(base)
}

/** What the new Hive has stays as it is. */
async function keep(build: Build, source: BuildSource, repairs: RepairCounts): Promise<void> {
  const mapped = source.tables.filter(isMapped)
  const kept = source.tables.flatMap((table) => (table.kind === 'carried' ? [keepTable(table)] : []))
  await runAll(build, [
    ...mapped.map((table) => mapTable(table, () => repairs)),
    ...carrySteps(mapped),
    ...kept,
    keepHighest(mapped),
  ])
  await once(build, `${source.prefix}sequences`, () => raiseSequences(build))
}

/** Attaches a source and makes what its steps look up. */
function prepare(base: Build, source: BuildSource): Build {
  const build = enter(base, source)
  stageTables(build)
  summariseStages(build)
  rememberModels(build)
  for (const table of source.tables) if (isMapped(table) && table.onePer) chooseRows(build, table, table.onePer)
  faultPoint('copy:staged')
  return build
}

async function runAll(build: Build, steps: Step[]): Promise<void> {
  for (const step of steps) {
    build.progress.say(step.label)
    await step.run(build)
  }
}

function carrySteps(tables: PlannedTable[]): Step[] {
  const mapped = tables.filter(isMapped)
  return [
    ...mapped.filter(({ carriedColumns }) => carriedColumns.length > 0).map(carryColumns),
    ...mapped.filter(({ legacyRows }) => legacyRows !== '').map(carryFurtherRows),
    ...tables.flatMap((table) => (table.kind === 'carried' ? [carryTable(table)] : [])),
  ]
}
