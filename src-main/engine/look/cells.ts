import type { Statement } from 'better-sqlite3'
import type { LookMark, LookPair } from '../model/index.js'
import type { Connection } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'
import { describeValue, type RawValue } from './value.js'

/** One row of a table, by what finds it again: a condition on an alias of the table, and its parameters. */
export type Row = { table: string; where: (alias: string) => string; parameters: readonly unknown[] }

/** One cell of a row; `column` is its name in the table. */
export type Cell = Row & { column: string }

/** A pair before it is read. `record` looks for what the migration wrote down of this cell, when it did not arrive as it was. */
export type PairPlan = {
  label: string
  old: Cell | null
  new: Cell | null
  /** Where the new value is, when it is not in its place. */
  kept: 'place' | 'carried' | 'set-aside'
  note: string
  record: (() => { rule: string } | null) | null
  /** Where a value is kept whose place has another one: that of another old database, or of the new Hive itself. */
  beside?: () => PairPlan | null
}

type RawPair = { same: bigint | null } & Record<`${'o' | 'n'}_${'type' | 'head'}` | `${'o' | 'n'}_bytes`, unknown>

/** Reads and compares cells; statements are prepared once for a connection. */
export class CellReader {
  readonly db: Connection
  readonly #statements = new Map<string, Statement>()

  constructor(db: Connection) {
    this.db = db
  }

  /** A prepared statement. */
  prepare(sql: string): Statement {
    const known = this.#statements.get(sql)
    if (known) return known
    const statement = this.db.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }

  /** Reads a pair: the first `limit` bytes of texts, and whether the whole values are the same, by type and by byte. */
  read(plan: PairPlan, ref: string, limit: number, alone: boolean): LookPair {
    const raw = this.#raw(plan, limit)
    const value = (side: 'o' | 'n', cell: Cell | null) =>
      cell &&
      describeValue({
        type: raw[`${side}_type`],
        bytes: Number(raw[`${side}_bytes`]),
        head: raw[`${side}_head`],
      } as RawValue)
    const pair = { ref, label: plan.label, old: value('o', plan.old), new: value('n', plan.new) }
    const marked = { ...pair, ...this.#mark(plan, raw.same === 1n, alone) }
    const beside = marked.mark === 'differs' ? plan.beside?.() : null
    if (!beside) return marked
    const kept = this.read(beside, ref, limit, alone)
    return kept.mark === 'set-aside' ? kept : marked
  }

  #mark(plan: PairPlan, same: boolean, alone: boolean): { mark: LookMark; note: string } {
    const { note } = plan
    if (alone) return { mark: 'alone', note: '' }
    if (!plan.new) return { mark: 'only-old', note }
    if (!plan.old) return { mark: 'only-new', note }
    if (plan.kept === 'set-aside') return { mark: same ? 'set-aside' : 'differs', note }
    if (same) return { mark: 'same', note }
    const record = plan.record?.()
    return record ? { mark: 'repaired', note: record.rule } : { mark: 'differs', note }
  }

  #raw({ old, new: now }: PairPlan, limit: number): RawPair {
    const columns = (side: 'o' | 'n', cell: Cell | null) => {
      if (!cell) return `'null' AS ${side}_type, 0 AS ${side}_bytes, NULL AS ${side}_head`
      const value = `${side}.${quoteName(cell.column)}`
      return `typeof(${value}) AS ${side}_type, coalesce(octet_length(${value}), 0) AS ${side}_bytes,
        CASE typeof(${value}) WHEN 'text' THEN substr(CAST(${value} AS BLOB), 1, ?) WHEN 'blob' THEN NULL ELSE ${value} END AS ${side}_head`
    }
    const join = (side: 'o' | 'n', cell: Cell | null) =>
      cell ? `LEFT JOIN ${cell.table} AS ${side} ON ${cell.where(side)}` : ''
    const same =
      old && now ? `${sameSql(`o.${quoteName(old.column)}`, `n.${quoteName(now.column)}`)} AS same` : 'NULL AS same'
    const sql = `SELECT ${columns('o', old)}, ${columns('n', now)}, ${same}
      FROM (SELECT 1) ${join('o', old)} ${join('n', now)} LIMIT 1`
    const limits = [old, now].flatMap((cell) => (cell ? [limit] : []))
    return this.prepare(sql).get(...limits, ...(old?.parameters ?? []), ...(now?.parameters ?? [])) as RawPair
  }
}

/** Whether two values are the same by type and by byte, whatever the affinity and collation of their columns. */
export const sameSql = (a: string, b: string): string =>
  `(typeof(${a}) = typeof(${b}) AND +${a} IS +${b} COLLATE BINARY)`
