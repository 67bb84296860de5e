import type { Build, BuildSource } from './build.js'
import { once } from './checkpoints.js'
import { enter } from './sources.js'
import { faultPoint } from '../faults.js'
import { findTable, tablesOf } from '../sqlite/introspect.js'
import { openReadonly, type Connection } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'
import { hiveNames } from '../target/schema/index.js'

/** A view, a trigger or an index of the new Hive of before, with the statement that made it. */
type Made = { type: 'index' | 'view' | 'trigger'; name: string; on: string; sql: string }

/** The name under which the ledger keeps statements that could not be made again. */
const schemaTable = 'sqlite_schema'

/** Kept up to date by the new Hive's own triggers: others of before would write to them a second time (facts 2.4 (a)). */
const searches = /\b(conversations|curator_truths)_fts\b/i

/**
 * Makes views, triggers and indexes again that other programs made in a new Hive whose rows stay, by their own
 * statements. Comes last: no row of a migration fires a trigger of theirs. What cannot be made is set aside with its
 * statement. Answers in words what that is.
 */
export async function keepSchema(build: Build): Promise<string[]> {
  const kept = build.sources.find(({ role }) => role === 'kept')
  if (!kept) return []
  const entered = enter(build, kept)
  await once(entered, 'schema', () => makeAgain(entered, kept))
  const aside = build.db
    .prepare(
      `SELECT row_key || ': ' || reason FROM main.migration_quarantine
       WHERE run_id = ? AND table_name = '${schemaTable}' ORDER BY id`,
    )
    .pluck()
    .all(build.runId) as string[]
  if (aside.length === 0) return []
  return [
    `Views, triggers and indexes of other programs that the new database cannot have; their statements are kept in migration_quarantine: ${aside.slice(0, 10).join('; ')}${aside.length > 10 ? ` and ${aside.length - 10} more` : ''}.`,
  ]
}

function makeAgain(build: Build, { path, folded, schema = folded }: BuildSource): number {
  const { db, runId } = build
  const names = new Set(hiveNames.map((name) => name.toLowerCase()))
  const others = madeIn(schema).filter(({ name }) => !names.has(name.toLowerCase()))
  // What is set aside is written first: the ledger, too, may have a trigger of theirs.
  const made = others.map((each) => ({ each, problem: problemOf(db, each) }))
  const aside = db.prepare(
    `INSERT INTO main.migration_quarantine (run_id, source, table_name, row_key, column_name, value, reason)
     VALUES (?, ?, '${schemaTable}', ?, 'sql', ?, ?)`,
  )
  for (const { each } of made)
    if (each.type === 'trigger') db.exec(`DROP TRIGGER IF EXISTS main.${quoteName(each.name)}`)
  for (const { each, problem } of made) if (problem !== null) aside.run(runId, path, each.name, each.sql, problem)
  for (const { each, problem } of made) if (each.type === 'trigger' && problem === null) db.exec(inMain(each))
  faultPoint('keep:schema-made')
  return made.length
}

/** Indexes first and triggers last: a trigger may stand on a view. */
function madeIn(schema: string): Made[] {
  // By a connection of its own: one of another encoding cannot be attached.
  const db = openReadonly(schema)
  try {
    return db
      .prepare(
        `SELECT type, name, tbl_name AS "on", sql FROM main.sqlite_schema
         WHERE type IN ('index', 'view', 'trigger') AND typeof(name) = 'text' AND typeof(sql) = 'text'
         ORDER BY type = 'trigger', type = 'view', rowid`,
      )
      .all() as Made[]
  } finally {
    db.close()
  }
}

/** Makes it, and answers null; or why it cannot be there, and then it is not. */
function problemOf(db: Connection, made: Made): string | null {
  if (made.type === 'trigger' && searches.test(made.sql)) return 'the new Hive keeps its search by triggers of its own'
  if (made.type === 'trigger' && made.on.toLowerCase() === 'migration_checkpoints')
    return 'each migration makes its table anew'
  try {
    db.exec(inMain(made))
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  const problem = made.type === 'trigger' ? triggerProblem(db, made.on) : null
  if (problem !== null) db.exec(`DROP TRIGGER main.${quoteName(made.name)}`)
  return problem
}

/**
 * A trigger that names a column or table that is not there any more would stop every program that writes to its table. A
 * function that only its own program has is no such thing.
 */
function triggerProblem(db: Connection, on: string): string | null {
  const table = findTable(tablesOf(db, 'main'), on)
  const name = `main.${quoteName(on)}`
  const columns = table?.columns.filter(({ generated }) => !generated).map((column) => quoteName(column.name)) ?? []
  const writes = table
    ? [
        `INSERT INTO ${name} DEFAULT VALUES`,
        `UPDATE ${name} SET ${columns.map((column) => `${column} = ${column}`).join(', ')}`,
        `DELETE FROM ${name}`,
      ]
    : []
  for (const sql of writes) {
    try {
      db.prepare(`EXPLAIN ${sql}`)
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error)
      if (!/no such function/.test(words)) return words
    }
  }
  return null
}

/** The statement as SQLite keeps it, with the schema said: an unqualified name could reach a table of a moment. */
function inMain({ sql }: Made): string {
  return sql.replace(/^(CREATE\s+(?:UNIQUE\s+)?(?:INDEX|VIEW|TRIGGER)\s+)/i, '$1main.')
}
