/** A column's affinity, which decides what SQLite changes when a value is stored in it. */
export type Affinity = 'TEXT' | 'INTEGER' | 'REAL' | 'NUMERIC' | 'BLOB'

/** The affinity of a declared type, by SQLite's own five rules in their order (`''` means no type: BLOB). */
export function affinityOf(declaredType: string): Affinity {
  const type = declaredType.toUpperCase()
  if (type.includes('INT')) return 'INTEGER'
  if (type.includes('CHAR') || type.includes('CLOB') || type.includes('TEXT')) return 'TEXT'
  if (type.includes('BLOB') || type === '') return 'BLOB'
  if (type.includes('REAL') || type.includes('FLOA') || type.includes('DOUB')) return 'REAL'
  return 'NUMERIC'
}

/**
 * Whether a cell of a column of affinity `from` can change when it is stored in a column of affinity `to`. Equal
 * affinities cannot change anything, nor can storing into a column without a type.
 */
export function canChange(from: Affinity, to: Affinity): boolean {
  return from !== to && to !== 'BLOB'
}
