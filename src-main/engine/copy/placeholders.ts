import type { Build } from './build.js'
import { rangeStatement, type Range } from './batches.js'
import { textOf } from './derive.js'
import type { MappedTable } from '../plan/tables.js'
import { quoteName, quoteText } from '../sqlite/quote.js'
import type { TargetTable } from '../target/schema/index.js'
import { placedRows } from './select-rows.js'

/** The rule under which a parent is recorded that no source has. */
export const placeholderRule = 'placeholder'

/** What a row stands for that others point to and nobody has (facts T8): a title that says so, and no moment. */
const parents: Partial<Record<TargetTable, string>> = {
  conversations: `INSERT INTO main.conversations (id, title, created_at, updated_at, last_updated)
    SELECT id, 'Untitled', NULL, NULL, NULL FROM temp.missing_parents`,
  users: `INSERT INTO main.users (id, created_at, updated_at) SELECT id, NULL, NULL FROM temp.missing_parents`,
}

type Reference = { from: string; parent: TargetTable }

/**
 * Answers a function that makes the missing parents of the rows of a range, and says how many: rows that point nowhere
 * keep their place. Each is recorded. Only called where SQLite refused a row, so that sound rows cost nothing.
 */
export function placeholders(build: Build, table: MappedTable): (range: Range) => number {
  const { db } = build
  const references = referencesOf(build, table)
  const finders = references.map(({ from, parent }) => {
    const id = textOf(`s.${quoteName(from)}`)
    return {
      parent,
      find: rangeStatement(
        db,
        `s.${table.rowid}`,
        (range) => `INSERT OR IGNORE INTO temp.missing_parents (id)
          SELECT ${id} FROM ${table.from} AS s NOT INDEXED
          WHERE ${range} AND ${placedRows(table)} AND s.${quoteName(from)} IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM main.${parent} AS p WHERE p.id = ${id})`,
      ),
    }
  })
  return (range) => {
    let made = 0
    for (const { parent, find } of finders) {
      db.exec('CREATE TEMP TABLE IF NOT EXISTS missing_parents (id PRIMARY KEY) WITHOUT ROWID')
      db.exec('DELETE FROM temp.missing_parents')
      const { statement, parameters } = find(range)
      if (statement.run(parameters).changes === 0) continue
      made += db.prepare(parents[parent] ?? '').run().changes
      db.prepare(
        `INSERT INTO main.migration_repairs (run_id, source, table_name, row_key, column_name, rule, before, after)
         SELECT ?, ?, ${quoteText(parent)}, id, 'id', '${placeholderRule}', NULL, id FROM temp.missing_parents`,
      ).run(build.runId, build.source)
    }
    return made
  }
}

/** The columns by which rows of the table point to a parent that can be made up. */
function referencesOf(build: Build, table: MappedTable): Reference[] {
  const keys = build.db.prepare(`PRAGMA main.foreign_key_list(${quoteName(table.target)})`).all() as {
    table: string
    from: string
  }[]
  return keys.flatMap(({ table: parent, from }) => {
    const column = table.columns.find(({ to }) => to === from)
    return column && parent in parents ? [{ from: column.from, parent: parent as TargetTable }] : []
  })
}
