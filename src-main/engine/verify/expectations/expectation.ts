import type { Connection } from '../../sqlite/open.js'

/**
 * What verification expects of a source, written down a second time and independently of `sources/`: a mistake there
 * must not repeat itself here (design 3.7).
 */
export type TableExpectation = {
  table: string
  /** Columns by which the raw table is known, and those that tell another table of the same name. */
  signature: string[]
  lacks?: string[]
  target: string
  key: { from: string; to: string }
  /** Source column -> target column; the first pair of two that share a target wins. Others must be carried. */
  pairs: [from: string, to: string][]
  /** Which of its rows go there, as SQL over `s` that is never NULL; all where it is left out. */
  rows?: string
  /** A second place of rows that are counted by another. */
  also?: boolean
  /** Source column -> SQL of what a rule of its own makes of the raw value. */
  ruled?: Record<string, (raw: string) => string>
  /** Makes what `ruled` looks up besides the tables. */
  prepare?: (db: Connection) => void
  /** Whether the target table may hold rows that this table does not (they are made for each conversation). */
  more?: boolean
}

/** Something that must hold for every row of a raw table besides its own cells: `violated` is SQL over `s`. */
export type DerivedExpectation = {
  name: string
  table: string
  /** What a person reads when it holds. */
  proves: string
  /** A condition over the raw row `s` that is true where the expectation is violated. */
  violated: string
  needs: string[]
  /** Makes what `violated` looks at besides the tables; it may run more than once. */
  prepare?: (db: Connection) => void
}

export type Expectations = { shape: string; tables: TableExpectation[]; derived: DerivedExpectation[] }
