import type { Build } from '../copy/build.js'
import { once } from '../copy/checkpoints.js'
import { old } from '../plan/tables.js'
import { quoteName } from '../sqlite/quote.js'
import type { FoundRow } from './rescue.js'

/** The column name that stands for a whole row among the repairs: nothing of the row was changed. */
export const wholeRow = '(row)'

/**
 * Records every row that a salvage found where no table reaches: which one, on which page, and by which rule it came to
 * its table. Rows without a place are named by their rowid. Once per build.
 */
export async function markFound(build: Build, found: FoundRow[]): Promise<void> {
  if (found.length === 0) return
  await once(build, 'salvage:found', () => {
    const marks = new Map(
      build.tables.map((table) => {
        const key = table.kind === 'mapped' ? quoteName(table.key.from) : (table.table.rowid ?? 'rowid')
        const statement = build.db.prepare(
          `INSERT INTO main.migration_repairs (run_id, source, table_name, row_key, column_name, rule, before, after)
           SELECT ?, ?, ?, ${key}, '${wholeRow}', ?, 'page ' || ?, NULL
           FROM "${old}".${quoteName(table.name)} AS s
           WHERE ${table.table.rowid ?? 'rowid'} = ? AND ${table.chosen === '' ? '1' : table.chosen}`,
        )
        return [table.name.toLowerCase(), { name: table.name, statement }]
      }),
    )
    let rows = 0
    for (const { table, rowid, page, rule } of found) {
      const mark = marks.get(table.toLowerCase())
      rows += mark?.statement.run(build.runId, build.source, mark.name, rule, BigInt(page), rowid).changes ?? 0
    }
    return rows
  })
}
