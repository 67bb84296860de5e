/** Row by row: every row through JavaScript, a commit each, foreign keys on, indexes and search kept as it goes. */
import type { Connection } from '../../sqlite/open.js'
import type { BaselineResult } from './index.js'
import { openSource } from './moves.js'
import { noteKnown, rowWriter, selectSql } from './rows.js'
import { openComplete, type Cell } from './target.js'

/**
 * Moves `source` into the new file `target`. With a budget (milliseconds) each table gets its share of it by its rows: the
 * first rows are measured, the rest of the table follows in one transaction whose time does not count, and the table's
 * time is extrapolated by its rows; `share` says how much was measured.
 */
export function rowByRow(source: string, target: string, budgetMs = Infinity): BaselineResult {
  const { db, moves } = openSource(source)
  db.defaultSafeIntegers(false)
  try {
    const opened = performance.now()
    const into = openComplete(target, true)
    let ms = performance.now() - opened
    const rows = moves.reduce((sum, move) => sum + move.rows, 0)
    let [measured, moved] = [0, 0]
    try {
      const knowledge = noteKnown(db, moves)
      for (const move of moves) {
        const write = rowWriter(db, into, move, knowledge, 'INSERT')
        const part = writeTable(
          db,
          into,
          `${selectSql(move)} WHERE ${move.where}`,
          write,
          (budgetMs * move.rows) / rows,
        )
        ms += part.measured === 0 ? 0 : (part.ms * part.rows) / part.measured
        measured += part.measured
        moved += part.rows
      }
    } finally {
      const closing = performance.now()
      into.close()
      ms += performance.now() - closing
    }
    return { ms, rows, share: moved === 0 ? 1 : measured / moved }
  } finally {
    db.close()
  }
}

function writeTable(
  from: Connection,
  into: Connection,
  select: string,
  write: (row: Cell[]) => void,
  budgetMs: number,
): { ms: number; measured: number; rows: number } {
  let [measured, rows] = [0, 0]
  let ms: number | null = null
  const started = performance.now()
  for (const row of from.prepare(select).raw().iterate() as IterableIterator<Cell[]>) {
    if (ms === null && measured > 0 && performance.now() - started > budgetMs) {
      ms = performance.now() - started
      into.exec('BEGIN')
    }
    write(row)
    rows += 1
    if (ms === null) measured += 1
  }
  if (ms === null) return { ms: performance.now() - started, measured, rows }
  into.exec('COMMIT')
  return { ms, measured, rows }
}
