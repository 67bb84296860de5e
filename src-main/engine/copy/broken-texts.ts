import { attach, detach } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'
import type { Build } from './build.js'
import { once } from './checkpoints.js'
import { old } from '../plan/tables.js'

/** The rule under which a text is recorded that is none in its encoding: it arrives as a BLOB of its bytes. */
const brokenTextRule = 'text that is not valid UTF-16, as its bytes'

/**
 * Records every text of the source that a UTF-8 database cannot hold as one (`notes` of its twin): which cell, with the
 * bytes that it has before and after. Once per build; nothing stays attached.
 */
export async function recordBrokenTexts(build: Build, notes: string): Promise<void> {
  const { db, work } = build
  work.commit()
  attach(db, notes, 'notes')
  try {
    await once(build, `${build.prefix}texts`, () => {
      let recorded = 0
      for (const table of build.tables) {
        if (table.kind === 'mapped' && table.place !== table.name) continue
        recorded += recordTable(build, table)
      }
      return recorded
    })
    work.commit()
  } finally {
    if (!db.inTransaction) detach(db, 'notes')
  }
}

function recordTable({ db, runId, source }: Build, { name, table, ...planned }: Build['tables'][number]): number {
  const columns = db
    .prepare('SELECT DISTINCT column_name FROM notes.cells WHERE table_name = ? ORDER BY column_name')
    .pluck()
    .all(name) as string[]
  const rowid = table.rowid
  return columns.reduce((sum, column) => {
    const value = rowid === null ? 'NULL' : `s.${quoteName(column)}`
    const key =
      rowid === null
        ? 'n.row'
        : `coalesce(${planned.kind === 'mapped' ? `s.${quoteName(planned.key.from)}` : 'NULL'}, n.row)`
    const join = rowid === null ? '' : `JOIN "${old}".${quoteName(name)} AS s ON s.${rowid} = n.row`
    return (
      sum +
      db
        .prepare(
          `INSERT INTO main.migration_repairs (run_id, source, table_name, row_key, column_name, rule, before, after)
           SELECT ?, ?, n.table_name, ${key}, n.column_name, '${brokenTextRule}', ${value}, ${value}
           FROM notes.cells AS n ${join} WHERE n.table_name = ? AND n.column_name = ?`,
        )
        .run(runId, source, name, column).changes
    )
  }, 0)
}
