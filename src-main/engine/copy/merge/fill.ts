import type { Build } from '../build.js'
import { filledRule } from '../repairs.js'
import { selectedColumns } from '../select-rows.js'
import type { MappedTable } from '../../plan/tables.js'
import { quoteName, quoteText } from '../../sqlite/quote.js'
import { incoming } from './incoming.js'

/** Fills what the row that is there does not say, and records it for the table it came from. */
export function filling(build: Build, table: MappedTable, high: bigint): () => void {
  const { db } = build
  const target = `main.${table.target}`
  const key = quoteName(table.key.to)
  const statements = selectedColumns(table)
    .filter(({ to }) => to !== table.key.to)
    .map(({ to }) => {
      const column = quoteName(to)
      const open = `FROM temp.matched AS m JOIN ${incoming} AS i ON i.hm_rid = m.rid JOIN ${target} AS t ON t.rowid = m.mrow
        WHERE m.mrow > @high AND t.${column} IS NULL AND i.${column} IS NOT NULL`
      const records = earlierColumns(build, table, to).map(({ source, name, from }) =>
        db.prepare(
          `INSERT INTO main.migration_repairs (run_id, source, table_name, row_key, column_name, rule, before, after)
           SELECT ${quoteText(build.runId)}, ${quoteText(source)}, ${quoteText(name)}, t.${key}, ${quoteText(from)},
             '${filledRule}', NULL, i.${column} ${open}`,
        ),
      )
      const update = db.prepare(
        `UPDATE ${target} SET ${column} = (SELECT i.${column} FROM temp.matched AS m JOIN ${incoming} AS i ON i.hm_rid = m.rid
           WHERE m.mrow = ${table.target}.rowid)
         WHERE rowid IN (SELECT t.rowid ${open})`,
      )
      return { records, update }
    })
  return () => {
    for (const { records, update } of statements) {
      for (const record of records) record.run({ high })
      update.run({ high })
    }
  }
}

/** The raw columns of earlier sources that a target column came from. */
function earlierColumns(build: Build, table: MappedTable, to: string) {
  const earlier = build.sources.slice(
    0,
    build.sources.findIndex(({ path }) => path === build.source),
  )
  return earlier.flatMap(({ path, role, tables }) =>
    tables.flatMap((each) => {
      if (role === 'kept' || each.kind !== 'mapped' || each.target !== table.target) return []
      return each.columns
        .filter((column) => column.to === to)
        .map(({ from }) => ({ source: path, name: each.name, from }))
    }),
  )
}
