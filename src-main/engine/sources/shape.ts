import type { Table } from '../sqlite/introspect.js'

/** How one table of a source shape reaches the canonical model (which speaks the target's names). */
export type SourceTable = {
  /** Its name in the source. */
  name: string
  /** Columns that must all be there for the table to be of this shape; never the name alone (facts T29). */
  signature: string[]
  /** Columns that tell another shape's table of the same name. */
  lacks?: string[]
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
}

export type Shape = {
  /** As in hive-facts 1.7: `S-B`. */
  name: string
  title: string
  /** In an order in which parents come before children. */
  tables: SourceTable[]
}

/** A raw table recognised as one of a shape's tables. */
export type Recognised = { table: Table; source: SourceTable }
