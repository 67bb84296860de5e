import type { ValidationLevel } from '../model/index.js'

/** What a level adds to the ones below it. */
export type Depth = {
  /** Every row and value, and not only counts. */
  values: boolean
  /** Integrity of indexes, use by both programs on a throw-away copy, the questions of the old database. */
  use: boolean
  /** A second comparison from the original files, hashes of source and backup again, a rehearsal of the rollback. */
  independent: boolean
}

const order: ValidationLevel[] = ['basic', 'standard', 'strict', 'paranoid']

/** How deep a validation level looks (facts 4.3; ours are real). */
export function depthOf(level: ValidationLevel): Depth {
  const rank = order.indexOf(level)
  return { values: rank >= 1, use: rank >= 2, independent: rank >= 3 }
}
