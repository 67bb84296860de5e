/** The ways to move the data that the migration is measured against (issue 4, docs/performance.md). */
import { codeOf } from '../../errors.js'
import { bareCopy } from './bare.js'
import { byPages } from './pages.js'
import { rowByRow } from './row-by-row.js'

export type BaselineKind = 'a' | 'b' | 'd'

export type BaselineResult = {
  /** Time of the whole move; extrapolated where `share` is below 1. */
  ms: number
  /** Rows of the source. */
  rows: number
  /** How much of it was measured, 0..1. */
  share: number
}

export type BaselineJob = {
  kind: BaselineKind
  /** A private copy of the source, in rollback-journal mode. */
  source: string
  /** A file that is not there yet. */
  target: string
  /** About how long the measured part may take; absent: all of it is measured. */
  budgetMs?: number
}

/**
 * Runs one baseline in this process. Null where this way cannot move the data at all: a row that breaks a rule of the new
 * database ends it, or it asks for a column that an old database does not have.
 */
export function runBaseline(job: BaselineJob): BaselineResult | null {
  try {
    return moved(job)
  } catch (error) {
    if (/^SQLITE_(CONSTRAINT|MISMATCH|ERROR)/.test(codeOf(error))) return null
    throw error
  }
}

function moved({ kind, source, target, budgetMs }: BaselineJob): BaselineResult {
  switch (kind) {
    case 'a':
      return rowByRow(source, target, budgetMs)
    case 'b':
      return byPages(source, target, budgetMs)
    case 'd':
      return bareCopy(source, target)
  }
}
