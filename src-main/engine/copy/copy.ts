import type { Build, Step } from './build.js'
import { faultPoint } from '../faults.js'
import { inBatches, rangeStatement } from './batches.js'
import { carryColumns, carryFurtherRows, carryTable } from './carry.js'
import { once } from './checkpoints.js'
import { conversationRows, deriveKnowledgeSql, summariseStages } from './derive.js'
import { chosenTable, mapTable } from './map-table.js'
import { registerTimestampRepair } from './timestamps.js'
import { stageTables } from './stage.js'
import { old, type MappedTable, type PlannedTable } from '../plan/tables.js'
import { quoteName } from '../sqlite/quote.js'
import { createLedgerIndexesSql } from '../target/schema/index.js'

const isMapped = (table: PlannedTable): table is MappedTable => table.kind === 'mapped'

/**
 * Moves every row of the source into the new database, in steps that a later run can take up where this one ends. Parents
 * come before children: foreign keys are on, and a row that points nowhere is set aside.
 */
export async function copyRows(build: Build): Promise<void> {
  const repairs = registerTimestampRepair(build.db)
  faultPoint('copy:begun')
  build.work.do(() => {
    for (const sql of createLedgerIndexesSql) build.db.exec(sql)
  })
  stageTables(build)
  summariseStages(build)
  for (const table of build.tables) if (isMapped(table) && table.onePer) chooseRows(build, table, table.onePer)
  faultPoint('copy:staged')
  for (const step of steps(build, () => repairs)) {
    build.progress.say(step.label)
    await step.run(build)
  }
  build.db.exec('DROP TABLE temp.stage_summary')
  await once(build, 'sequences', () => raiseSequences(build))
  faultPoint('copy:done')
}

function steps(build: Build, repairs: () => { count: number }): Step[] {
  const { tables } = build
  const mapped = tables.filter(isMapped).map((table) => {
    return mapTable(table, repairs, table.target === 'conversations' ? conversationRows : undefined)
  })
  const columns = tables.filter(isMapped).filter((table) => table.carriedColumns.length > 0)
  return [
    ...mapped,
    knowledgeStep,
    ...columns.map(carryColumns),
    ...tables
      .filter((table) => isMapped(table) && table.onePer !== null)
      .map((table) => carryFurtherRows(table as MappedTable)),
    ...tables.flatMap((table) => (table.kind === 'carried' ? [carryTable(table)] : [])),
  ]
}

const knowledgeStep: Step = {
  name: 'derive:knowledge_conversations',
  label: 'Filling the knowledge of each conversation',
  run: async (build) => {
    build.work.do(() =>
      build.db.exec(`CREATE UNIQUE INDEX IF NOT EXISTS main.idx_knowledge_conversations_conv
      ON knowledge_conversations (conversation_id)`),
    )
    const insert = rangeStatement(build.db, 'c.rowid', (condition) => deriveKnowledgeSql.replace('%RANGE%', condition))
    await inBatches(build, knowledgeStep.name, { from: 'main.conversations', rowid: 'rowid' }, (range) => {
      const { statement, parameters } = insert(range)
      return statement.run(parameters).changes
    })
  },
}

/**
 * Where the target takes one row per value, chooses the newest (the last one among equals); the others are carried.
 * Rows without a value stand for themselves.
 */
function chooseRows(build: Build, table: MappedTable, onePer: NonNullable<MappedTable['onePer']>): void {
  const { column, newestBy } = onePer
  const { from, rowid } = table
  const chosen = `temp.${chosenTable(table)}`
  build.db.exec(`DROP TABLE IF EXISTS ${chosen}`)
  build.db.exec(`CREATE TEMP TABLE ${chosenTable(table)} (rid INTEGER PRIMARY KEY)`)
  build.db.exec(`INSERT INTO ${chosen}
    SELECT rid FROM (
      SELECT ${rowid} AS rid, row_number() OVER (
        PARTITION BY ${quoteName(column)} COLLATE BINARY
        ORDER BY ${quoteName(newestBy)} COLLATE BINARY DESC, ${rowid} DESC) AS place
      FROM ${from} NOT INDEXED WHERE ${quoteName(column)} IS NOT NULL)
    WHERE place = 1
    UNION ALL SELECT ${rowid} FROM ${from} NOT INDEXED WHERE ${quoteName(column)} IS NULL`)
}

/** Ids that the source had given out and deleted again are not given out anew. */
function raiseSequences(build: Build): number {
  const exists = build.db.prepare(`SELECT 1 FROM "${old}".sqlite_schema WHERE name = 'sqlite_sequence'`).get()
  if (!exists) return 0
  let raised = 0
  for (const table of build.tables.filter(isMapped)) {
    raised += build.db
      .prepare(
        `UPDATE main.sqlite_sequence SET seq = max(seq, coalesce(
           (SELECT max(CAST(o.seq AS INTEGER)) FROM "${old}".sqlite_sequence AS o WHERE o.name = ?), 0)) WHERE name = ?`,
      )
      .run(table.name, table.target).changes
  }
  faultPoint('copy:sequences')
  return raised
}
