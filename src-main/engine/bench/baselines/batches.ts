/** Rows copied in batches with a commit after each: what the size of a commit costs on this disk. */
import { quoteName } from '../../sqlite/quote.js'
import { createTablesSql } from '../../target/schema/index.js'
import { insertInto, openSource, type Move } from './moves.js'

export type BatchesJob = { source: string; target: string; batchRows: number }
export type BatchesResult = { ms: number; rows: number }

/** Copies every table of `source` into the new file `target`, inside SQLite, without indexes or search. */
export function copyInBatches({ source, target, batchRows }: BatchesJob): BatchesResult {
  const { db, moves } = openSource(source, target)
  try {
    db.pragma('foreign_keys = OFF')
    db.pragma('main.journal_mode = TRUNCATE')
    for (const sql of createTablesSql) db.exec(sql)
    const started = performance.now()
    for (const move of moves) copyTable(db, move, batchRows)
    return { ms: performance.now() - started, rows: moves.reduce((sum, { rows }) => sum + rows, 0) }
  } finally {
    db.close()
  }
}

function copyTable(db: ReturnType<typeof openSource>['db'], move: Move, batchRows: number): void {
  const columns = [...move.columns.map(({ sql }) => sql), ...move.summary.map(() => 'NULL')].join(', ')
  const end = db
    .prepare(
      `SELECT max(r) FROM (SELECT s.${move.rowid} AS r FROM ${move.from} AS s WHERE s.${move.rowid} > ?
       ORDER BY s.${move.rowid} LIMIT ${batchRows})`,
    )
    .pluck()
  const insert = db.prepare(`${insertInto(move)} SELECT ${columns} FROM ${move.from} AS s
    WHERE s.${move.rowid} > ? AND s.${move.rowid} <= ? AND s.${quoteName(move.key)} IS NOT NULL`)
  for (let last = -(2n ** 63n); ;) {
    const upTo = end.get(last) as bigint | null
    if (upTo === null) return
    insert.run(last, upTo)
    last = upTo
  }
}
