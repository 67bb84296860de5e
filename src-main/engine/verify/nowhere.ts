import type { VerificationCheck } from '../model/index.js'
import { columnNames, findTable, tablesOf } from '../sqlite/introspect.js'
import { attach, detach, number, sparseTemporary, type Connection } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'
import { tableNames } from '../target/schema/index.js'
import { openLedger, setAside, storedKey } from './account.js'
import { placesOf } from './expectations/index.js'
import { madeRows, noteTexts, prepareTexts, wrongTexts } from './made-values.js'
import { fromConfiguration } from './nothing-more.js'
import { madeOf } from './made.js'
import { rawTable } from './raw.js'
import { belongs, prepareStage, type StageToVerify } from './stage.js'

/** One of the databases that came together: the file to read, its name in the ledger, and what it is. */
export type Origin = { path: string; source: string; role: 'old' | 'kept' }

/**
 * The other way round where several databases came together: every row of the new one is a row of at least one of them, or
 * was made for a conversation and says what the rule makes of it, or stands for what rows point to and nobody has; and every
 * text of a conversation is what one of them says, or what the rule completes. `db` has the new one as `main` and nothing
 * attached. Rows that the settings fill are compared by a check of their own.
 */
export function fromSomewhere(
  db: Connection,
  origins: Origin[],
  stage: StageToVerify | null = null,
): VerificationCheck {
  const started = performance.now()
  sparseTemporary(db)
  const tables = tableNames.filter((name) => !fromConfiguration.includes(name) && !name.startsWith('migration_'))
  for (const table of tables) {
    db.exec(`DROP TABLE IF EXISTS temp.${open(table)}`)
    db.exec(`CREATE TEMP TABLE ${open(table)} (rid INTEGER PRIMARY KEY)`)
    db.exec(`INSERT INTO temp.${open(table)} SELECT rowid FROM main.${table}`)
  }
  if (stage) prepareStage(db, stage)
  prepareTexts(db)
  for (const origin of origins) explainBy(db, origin, tables, stage)
  for (const [table, sql] of Object.entries(made)) {
    db.exec(`DELETE FROM temp.${open(table)} WHERE rid IN (${sql})`)
  }
  const texts = wrongTexts(db, `SELECT rid FROM temp.${open('conversations')}`)
  const wrong = tables.flatMap((table) => {
    const count = number(db, `SELECT count(*) FROM temp.${open(table)}`)
    db.exec(`DROP TABLE temp.${open(table)}`)
    return count > 0 ? [`${count} in ${table}`] : []
  })
  const faults = [
    ...(wrong.length === 0 ? [] : [`rows without a source: ${wrong.join(', ')}`]),
    ...(texts.length === 0 ? [] : [`texts that nobody says: ${texts.join(', ')}`]),
  ]
  const detail = faults.length === 0 ? 'no row comes from nowhere' : faults.join('; ')
  const ms = Math.round(performance.now() - started)
  return { layer: 'data', name: 'nothing more', passed: faults.length === 0, detail, ms }
}

/** The temp table of the rows of a table that nothing explains yet. */
const open = (table: string) => quoteName(`unexplained_${table}`)

function explainBy(
  db: Connection,
  { path, source, role }: Origin,
  tables: readonly string[],
  stage: StageToVerify | null,
): void {
  attach(db, path, 'old')
  try {
    const ledger = openLedger(db, source)
    for (const table of tablesOf(db, 'old')) {
      for (const { target, explained } of madeOf(table)) {
        if (!tables.includes(target)) continue
        db.exec(`DELETE FROM temp.${open(target)} WHERE rid IN (${explained(rawTable(db, table).from)})`)
      }
      const places = placesOf(table, ledger.tables, role)
      if (places.length === 0 && role === 'kept') explainKept(db, table.name, ledger.tables, tables)
      const raw = places.length === 0 ? null : rawTable(db, table)
      // A row that had to be left explains nothing: where it is there nevertheless, that is a fault.
      const moved = stage && raw && role === 'old' ? belongs(stage, ledger, table, places, raw.rowid) : null
      for (const place of places) {
        if (!raw || !tables.includes(place.target)) continue
        const key = storedKey(ledger, table, raw.rowid, place)
        const joined = `FROM ${raw.from} AS s NOT INDEXED
          CROSS JOIN main.${quoteName(place.target)} AS t ON t.${quoteName(place.key.to)} = ${key}
          WHERE ${place.rows ?? '1'} AND ${moved ?? '1'} AND NOT ${setAside(ledger, table, raw.rowid)}`
        db.exec(`DELETE FROM temp.${open(place.target)} WHERE rid IN (SELECT t.rowid ${joined})`)
        if (role === 'old') noteTexts(db, place, columnNames(table), joined)
      }
    }
  } finally {
    detach(db, 'old')
  }
}

/** A table of the new Hive without a key of one column was kept row for row, under the same rowids. */
function explainKept(
  db: Connection,
  name: string,
  there: ReturnType<typeof tablesOf>,
  tables: readonly string[],
): void {
  const own = findTable(there, name)?.name
  if (own === undefined || !tables.includes(own)) return
  db.exec(`DELETE FROM temp.${open(own)} WHERE rid IN (SELECT rowid FROM old.${quoteName(name)})`)
}

/** A parent that was made up is recorded as that. */
const placeholders = (table: string) => `SELECT t.rowid FROM main.${table} AS t JOIN main.migration_repairs AS p
  ON p.row_key = t.id WHERE p.table_name = '${table}' AND p.column_name = 'id' AND p.rule = 'placeholder'`

/** What is made for a conversation (design 4), as the rule says it; and a parent that was made up. */
const made: Record<string, string> = { conversations: placeholders('conversations'), ...madeRows(open) }
