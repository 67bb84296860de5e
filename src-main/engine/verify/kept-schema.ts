import type { VerificationCheck } from '../model/index.js'
import type { Connection } from '../sqlite/open.js'
import { createIndexesSql, createTriggersSql } from '../target/schema/index.js'
import { ofSource, type Ledger } from './account.js'

/**
 * Whether every view, trigger and index of a new Hive whose rows stay is there by the same statement, or was set aside with
 * it; those that have a name of the new Hive's own are made by its statements.
 */
export function keptSchema(db: Connection, ledger: Ledger): VerificationCheck {
  const started = performance.now()
  const own = new Set([...createIndexesSql, ...createTriggersSql].map((sql) => / main\.(\w+) /.exec(sql)?.[1] ?? ''))
  const before = db
    .prepare(
      `SELECT o.name, EXISTS (SELECT 1 FROM main.sqlite_schema AS m
         WHERE m.type = o.type AND m.name = o.name AND m.tbl_name = o.tbl_name AND m.sql = o.sql) AS there,
         EXISTS (SELECT 1 FROM main.migration_quarantine AS q WHERE q.table_name = 'sqlite_schema'
           AND q.row_key = o.name AND q.value = o.sql ${ofSource(ledger, 'q')}) AS aside
       FROM old.sqlite_schema AS o
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
