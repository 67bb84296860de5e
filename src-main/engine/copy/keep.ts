import type { Build, Step } from './build.js'
import { inBatches, rangeStatement } from './batches.js'
import { once, writeCheckpoint } from './checkpoints.js'
import { placeholderRule } from './placeholders.js'
import { old, type CarriedTable, type MappedTable } from '../plan/tables.js'
import { findTable, tablesOf } from '../sqlite/introspect.js'
import { isParent } from '../sources/order.js'
import { quoteName, quoteText } from '../sqlite/quote.js'
import type { TargetTable } from '../target/schema/index.js'

/** The step that keeps how far the rows go that were in the new Hive before (`keepHighest`). */
export const keptStep = (target: string) => `kept:${target}`

/** What a run writes down about itself is the run's alone. */
const ofARun = ['migration_checkpoints']

/**
 * A table of the new Hive that our schema does not have, what other programs added, and the records of earlier
 * migrations: under its own name, by its own statement, row for row with the same rowids.
 */
export function keepTable(table: CarriedTable): Step {
  const step = `keep:${table.name}`
  return {
    name: step,
    label: `Keeping ${table.name.replaceAll('_', ' ')} as it is`,
    run: async (build) => {
      if (ofARun.includes(table.name.toLowerCase())) return
      const columns = build.work.do(() => makeTable(build, table))
      const rowid = table.table.rowid === null || columns.includes(table.rowid) ? [] : [table.rowid]
      const names = [...rowid, ...columns.map(quoteName)].join(', ')
      const values = [...rowid.map((name) => `s.${name}`), ...columns.map((name) => `s.${quoteName(name)}`)].join(', ')
      const insert = rangeStatement(
        build.db,
        `s.${table.rowid}`,
        (condition) => `INSERT INTO main.${quoteName(table.name)} (${names})
          SELECT ${values} FROM ${table.from} AS s WHERE ${condition} ORDER BY s.${table.rowid}`,
      )
      await inBatches(build, build.prefix + step, table, (range) => {
        const { statement, parameters } = insert(range)
        return statement.run(parameters).changes
      })
    },
  }
}

/** Makes the table as it was, unless our schema has it; answers the columns that both have and that can be written. */
function makeTable(build: Build, { name, table }: CarriedTable): string[] {
  const { db } = build
  const sql = db
    .prepare(`SELECT sql FROM "${old}".sqlite_schema WHERE type = 'table' AND name = ?`)
    .pluck()
    .get(name) as string
  if (!findTable(tablesOf(db, 'main'), name)) db.exec(inMain(sql))
  const there = findTable(tablesOf(db, 'main'), name)
  const has = (column: string) =>
    there?.columns.some((each) => each.name.toLowerCase() === column.toLowerCase()) === true
  return table.columns.filter((column) => !column.generated && has(column.name)).map((column) => column.name)
}

/** The statement as SQLite keeps it, with the schema said: an unqualified name could reach another file (traps). */
function inMain(sql: string): string {
  return sql.replace(/^\s*CREATE\s+TABLE\s+/i, 'CREATE TABLE main.')
}

/**
 * Notes how far the rows go that were there before: what comes later is never taken for one of them. What was made up for
 * rows of the new Hive that point nowhere came after all of its own, and is none of them.
 */
export function keepHighest(tables: MappedTable[]): Step {
  const step = 'kept'
  return {
    name: step,
    label: 'Noting what the new Hive has',
    run: (build) =>
      once(build, step, () => {
        for (const target of new Set(tables.map((table) => table.target))) {
          const lastKey = build.db.prepare(highestSql(target, build.runId)).pluck().get() as bigint | null
          writeCheckpoint(build, keptStep(target), { lastKey, rows: 0, done: true })
        }
        return tables.length
      }),
  }
}

function highestSql(target: TargetTable, runId: string): string {
  const highest = `SELECT max(rowid) FROM main.${target}`
  if (!isParent(target)) return highest
  return `${highest} WHERE rowid NOT IN (SELECT t.rowid FROM main.migration_repairs AS p JOIN main.${target} AS t ON t.id = p.row_key
    WHERE p.run_id = ${quoteText(runId)} AND p.table_name = '${target}' AND p.column_name = 'id' AND p.rule = '${placeholderRule}')`
}
