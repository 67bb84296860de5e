/**
 * Validation as a program does it that moves rows: each old row beside its new one, in JavaScript. What is compared is what
 * the row's own table maps; our own validation compares more, in SQL.
 */
import { attach, type Connection } from '../../sqlite/open.js'
import { quoteName } from '../../sqlite/quote.js'
import { openSource, type Move } from './moves.js'
import { selectSql } from './rows.js'
import type { Cell } from './target.js'

export type CompareJob = {
  /** `a`: one row at a time; `b`: pages of 1,000 of both sides by LIMIT and OFFSET. */
  kind: 'a' | 'b'
  source: string
  /** A finished target, or a copy of it. */
  target: string
}

export type CompareResult = { rows: number; different: number }

const pageRows = 1000

/** Compares in this process; `different` counts rows that are missing or not the same. */
export function compareRows({ kind, source, target }: CompareJob): CompareResult {
  const { db, moves } = openSource(source)
  db.defaultSafeIntegers(false)
  try {
    attach(db, target, 'new')
    const result = { rows: 0, different: 0 }
    for (const move of moves) {
      const { rows, different } = kind === 'a' ? oneByOne(db, move) : inPages(db, move)
      result.rows += rows
      result.different += different
    }
    return result
  } finally {
    db.close()
  }
}

const keyOf = (move: Move) => move.columns[keyPlace(move)]?.to ?? 'id'
/** Where the key stands among the columns: the source's `id`, wherever it goes. */
const keyPlace = (move: Move) =>
  Math.max(
    0,
    move.columns.findIndex(({ sql }) => sql === 's."id"'),
  )

function targetSelect(move: Move): string {
  return `SELECT ${move.columns.map(({ to }) => quoteName(to)).join(', ')} FROM new.${move.target}`
}

function oneByOne(db: Connection, move: Move): CompareResult {
  const find = db.prepare(`${targetSelect(move)} WHERE ${quoteName(keyOf(move))} = ?`).raw()
  const place = keyPlace(move)
  const result = { rows: 0, different: 0 }
  const select = `${selectSql(move)} WHERE ${move.where}`
  for (const row of db.prepare(select).raw().iterate() as IterableIterator<Cell[]>) {
    result.rows += 1
    if (!same(row, find.get(row[place]) as Cell[] | undefined)) result.different += 1
  }
  return result
}

function inPages(db: Connection, move: Move): CompareResult {
  const page = db
    .prepare(`${selectSql(move)} WHERE ${move.where} ORDER BY ${move.pageBy} LIMIT ${pageRows} OFFSET ?`)
    .raw()
  const place = keyPlace(move)
  const marks = Array.from({ length: pageRows }, () => '?').join(', ')
  const find = db.prepare(`${targetSelect(move)} WHERE ${quoteName(keyOf(move))} IN (${marks})`).raw()
  const result = { rows: 0, different: 0 }
  for (let offset = 0; ; offset += pageRows) {
    const rows = page.all(offset) as Cell[][]
    if (rows.length === 0) return result
    const keys = rows.map((row) => row[place] ?? null)
    const filled = [...keys, ...Array.from({ length: pageRows - keys.length }, () => null)]
    const found = new Map((find.all(filled) as Cell[][]).map((row) => [row[place], row]))
    result.rows += rows.length
    result.different += rows.filter((row) => !same(row, found.get(row[place]))).length
  }
}

function same(row: Cell[], other: Cell[] | undefined): boolean {
  return other !== undefined && row.every((cell, index) => equal(cell, other[index] ?? null))
}

function equal(one: Cell, other: Cell): boolean {
  return Buffer.isBuffer(one) ? Buffer.isBuffer(other) && one.equals(other) : one === other
}
