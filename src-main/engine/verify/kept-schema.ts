import type { VerificationCheck } from '../model/index.js'
import { openReadonly, type Connection } from '../sqlite/open.js'
import { createIndexesSql, createTriggersSql } from '../target/schema/index.js'
import { ofSource, type Ledger } from './account.js'

/**
 * Whether every view, trigger and index of a new Hive whose rows stay is there by the same statement, or was set aside with
 * it; those that have a name of the new Hive's own are made by its statements.
 */
export function keptSchema(db: Connection, ledger: Ledger): VerificationCheck {
  const started = performance.now()
  return checkOf(db, ledger, 'old', started)
}

/** The same of one in another encoding: its `schema` cannot be attached, and is read by a connection of its own. */
export function keptSchemaOf(db: Connection, ledger: Ledger, schema: string): VerificationCheck {
  const started = performance.now()
  const file = openReadonly(schema)
  try {
    db.exec('DROP TABLE IF EXISTS temp.kept_schema')
    db.exec('CREATE TEMP TABLE kept_schema (type, name, tbl_name, sql)')
    const insert = db.prepare('INSERT INTO temp.kept_schema VALUES (?, ?, ?, ?)')
    for (const row of file.prepare('SELECT type, name, tbl_name, sql FROM main.sqlite_schema').raw().all())
      insert.run(row)
  } finally {
    file.close()
  }
  return checkOf(db, ledger, 'temp', started)
}

function checkOf(db: Connection, ledger: Ledger, where: 'old' | 'temp', started: number): VerificationCheck {
  const own = new Set([...createIndexesSql, ...createTriggersSql].map((sql) => / main\.(\w+) /.exec(sql)?.[1] ?? ''))
  const before = db
    .prepare(
      `SELECT o.name, EXISTS (SELECT 1 FROM main.sqlite_schema AS m
         WHERE m.type = o.type AND m.name = o.name AND m.tbl_name = o.tbl_name AND m.sql = o.sql) AS there,
         EXISTS (SELECT 1 FROM main.migration_quarantine AS q WHERE q.table_name = 'sqlite_schema'
           AND q.row_key = o.name AND q.value = o.sql ${ofSource(ledger, 'q')}) AS aside
       FROM ${where === 'old' ? 'old.sqlite_schema' : 'temp.kept_schema'} AS o
       WHERE o.type NOT IN ('table') AND o.sql IS NOT NULL AND typeof(o.name) = 'text'`,
    )
    .all() as { name: string; there: bigint; aside: bigint }[]
  const others = before.filter(({ name }) => !own.has(name.toLowerCase()))
  const lost = others.filter(({ there, aside }) => there === 0n && aside === 0n).map(({ name }) => name)
  const aside = others.filter(({ there }) => there === 0n).length - lost.length
  const detail =
    lost.length > 0
      ? `not kept: ${lost.join(', ')}`
      : `${others.length - aside} views, triggers and indexes of other programs are there, ${aside} are set aside`
  const ms = Math.round(performance.now() - started)
  return { layer: 'schema', name: 'what other programs made', passed: lost.length === 0, detail, ms }
}
