/**
 * The way of the first converter (facts 3.2): pages by LIMIT and OFFSET ordered by date, 1,000 rows a batch through the
 * program, INSERT OR REPLACE, one transaction a batch.
 */
import type { BaselineResult } from './index.js'
import { openSource, type Move } from './moves.js'
import { noteKnown, rowWriter, selectSql } from './rows.js'
import { openComplete, type Cell } from './target.js'

const pageRows = 1000

/**
 * Moves `source` into the new file `target`. A page costs the more the later it is, so that with a budget every n-th page
 * is measured, from the first to the last of each table, and counts for n; the others are not moved at all, which makes
 * this baseline look a little better than it is. `share` says how much was measured.
 */
export function byPages(source: string, target: string, budgetMs = Infinity): BaselineResult {
  const { db, moves } = openSource(source)
  db.defaultSafeIntegers(false)
  try {
    const opened = performance.now()
    const into = openComplete(target, false)
    let ms = performance.now() - opened
    const rows = moves.reduce((sum, move) => sum + move.rows, 0)
    let measured = 0
    try {
      const knowledge = noteKnown(db, moves)
      for (const move of moves) {
        const write = rowWriter(db, into, move, knowledge, 'INSERT OR REPLACE')
        const page = db.prepare(`${selectSql(move)} ORDER BY ${move.pageBy} LIMIT ${pageRows} OFFSET ?`).raw()
        const part = inPages(move, (budgetMs * move.rows) / rows, (offset) => {
          const batch = page.all(offset) as Cell[][]
          into.transaction(() => batch.forEach(write))()
          return batch.length
        })
        ms += part.ms
        measured += part.measured
      }
    } finally {
      into.close()
    }
    return { ms, rows, share: rows === 0 ? 1 : Math.min(1, measured / rows) }
  } finally {
    db.close()
  }
}

/** Two probes, of the first page and the last, say how many pages the budget allows. */
function inPages(move: Move, budgetMs: number, movePage: (offset: number) => number): { ms: number; measured: number } {
  const pages = Math.max(1, Math.ceil(move.rows / pageRows))
  const timed = (page: number) => {
    const started = performance.now()
    const rows = movePage(page * pageRows)
    return { ms: performance.now() - started, rows }
  }
  const order = budgetMs === Infinity ? Array.from({ length: pages }, (_, page) => page) : spread(pages)
  let spent = 0
  let rows = 0
  let done = 0
  for (const page of order) {
    const one = timed(page)
    spent += one.ms
    rows += one.rows
    done += 1
    if (spent > budgetMs && done >= Math.min(pages, 3)) break
  }
  return { ms: (spent * pages) / done, measured: rows }
}

/**
 * All pages in an order whose every beginning is spread evenly over the table: the reversed bits of a counter. So the
 * mean of those that were measured is the mean of all.
 */
export function spread(pages: number): number[] {
  const bits = Math.max(1, Math.ceil(Math.log2(pages)))
  const reversed = (value: number) => {
    let result = 0
    for (let bit = 0; bit < bits; bit++) if (value & (1 << bit)) result |= 1 << (bits - 1 - bit)
    return result
  }
  return Array.from({ length: 1 << bits }, (_, index) => reversed(index)).filter((page) => page < pages)
}
