/** Row by row: every row through JavaScript, a commit each, foreign keys on, indexes and search kept as it goes. */
import type { Connection } from '../../sqlite/open.js'
import type { BaselineResult } from './index.js'
import { openSource, type Move } from './moves.js'
import { Part } from './part.js'
import { noteKnown, rowWriter, selectSql } from './rows.js'
import { openComplete, type Cell } from './target.js'

/**
 * Moves `source` into the new file `target`. With a budget (milliseconds) only the first conversations are moved, with all
 * that hangs on them, as many as fit into it; the time is then extrapolated by the rows, and `share` says how much was
 * measured. Larger tables are slower to write into, so that this makes the baseline look a little better than it is.
 */
export function rowByRow(source: string, target: string, budgetMs = Infinity): BaselineResult {
  const { db, moves } = openSource(source)
  db.defaultSafeIntegers(false)
  try {
    const opened = performance.now()
    const into = openComplete(target, true)
    const openedMs = performance.now() - opened
    try {
      const knowledge = noteKnown(db, moves)
      const writers = moves.map((move) => rowWriter(db, into, move, knowledge, 'INSERT'))
      const rows = moves.reduce((sum, move) => sum + move.rows, 0)
      const part = budgetMs === Infinity ? null : Part.of(db, into, moves)
      if (part === null) {
        const started = performance.now()
        for (const [index, move] of moves.entries())
          writeAll(db, `${selectSql(move)} WHERE ${move.where}`, writers[index])
        return { ms: openedMs + performance.now() - started, rows, share: 1 }
      }
      const { ms, share } = writePart(db, part, moves, writers, budgetMs)
      return { ms: openedMs + ms / share, rows, share }
    } finally {
      into.close()
    }
  } finally {
    db.close()
  }
}

type Writer = ((row: Cell[]) => void) | undefined

function writeAll(db: Connection, select: string, write: Writer): { ms: number; rows: number } {
  let [ms, rows] = [0, 0]
  for (const row of db.prepare(select).raw().iterate() as IterableIterator<Cell[]>) {
    const started = performance.now()
    write?.(row)
    ms += performance.now() - started
    rows += 1
  }
  return { ms, rows }
}

/** A few conversations say how many fit into the budget; those are the second round. Reading does not count. */
function writePart(
  db: Connection,
  part: Part,
  moves: Move[],
  writers: Writer[],
  budgetMs: number,
): { ms: number; share: number } {
  let ms = 0
  let rows = 0
  const round = (conversations: number) => {
    part.choose(conversations)
    for (const [index, move] of moves.entries()) {
      const written = writeAll(db, `${selectSql(move)} WHERE ${move.where} AND ${part.condition(move)}`, writers[index])
      ms += written.ms
      rows += written.rows
    }
  }
  const first = Math.min(part.conversations, 10)
  round(first)
  const fitting = Math.floor(((budgetMs - ms) / ms) * first)
  const rest = part.conversations - first
  if (fitting > 0 && rest > 0) round(Math.min(rest, fitting))
  return { ms, share: rest === 0 || rest <= fitting ? 1 : rows / part.rows }
}
