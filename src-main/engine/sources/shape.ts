import type { Table } from '../sqlite/introspect.js'

/** By what a raw table is known. */
export type Signs = {
  /** Its name in the source. */
  name: string
  /** Columns that must all be there for the table to be of this shape; never the name alone (facts T29). */
  signature: string[]
  /** Columns that tell another shape's table of the same name. */
  lacks?: string[]
}

/** How one table of a source shape reaches the canonical model (which speaks the target's names). */
export type SourceTable = Signs & {
  /** The target table its rows go to. */
  target: string
  /** Source column -> target column. A source column that is not here has no place and is carried. */
  columns: Record<string, string>
  /**
   * Target columns that are made up from the row: SQL over `s` (the raw row) and `summary` (what its stage outputs sum up
   * to). Only used when the source has every column named in `from`.
   */
  derived?: Record<string, { from: string[]; sql: string }>
  /** The primary key column in the source. */
  key: string
  /** At most one row per value of this column has a place; the newest is chosen, the others are carried (facts T37). */
  onePer?: { column: string; newestBy: string }
  /**
   * The rows that go there, as SQL over `s` that is never NULL; all where it is left out. Rows that no entry of the table
   * takes are carried whole.
   */
  rows?: string
  /** A second place of rows that have their first one by another entry: it counts no row. */
  also?: true
  /** Rows that must not reach their place, as SQL over `s`, and why: set aside (design 4, keys that are encrypted). */
  aside?: { from: string[]; rows: string; reason: string }
  /** The new Hive's own rows: also a moment that nobody can read stays what it is. */
  asItIs?: true
  /** Source column -> what becomes of a value that the new Hive cannot take, recorded as a repair by that rule. */
  repairs?: Record<string, ColumnRepair>
}

/** `sql` makes the new value from the SQL of the raw one; it answers the raw one where nothing is to be done. */
export type ColumnRepair = { rule: string; sql: (raw: string) => string }

/**
 * Rows that are made of the raw rows of a table besides their own place: messages that stand in one JSON text, profiles of
 * another kind. What they are made of keeps its place or is carried word for word, so nothing hangs on them.
 */
export type MadeRows = Signs & {
  target: string
  /** What it does, as progress says it. */
  label: string
  /**
   * The statement that makes them of the raw rows `s`; `%RANGE%` stands for the condition on `s`. It leaves what is there as
   * it is. `temp.source_models` has the old catalogue: `internal_id` and `openrouter_id`.
   */
  sql: (raw: RawRows) => string
}

/** Where raw rows are read; `moment` is the SQL of a timestamp in a form that the new Hive reads. */
export type RawRows = { from: string; rowid: string; moment: (value: string) => string }

export type Shape = {
  /** As in hive-facts 1.7: `S-B`. */
  name: string
  title: string
  tables: SourceTable[]
  made?: MadeRows[]
  /** Tables that are known and have no place: name -> columns by which they are known. They are carried. */
  carried?: Record<string, string[]>
  /** Where tables alone do not tell it: a file is of this shape when all tables of one of these lists are there. */
  when?: Signs[][]
  /** Shapes that need not be named beside it: it is one of them after other programs changed it. */
  over?: string[]
}

/** A raw table recognised as one of a shape's tables; a table may have several places. */
export type Recognised = { table: Table; source: SourceTable }
