/** Where a page of the list ended, as the page sends it back. */

/**
 * `n.<row>.<moment>`, `o<database>.<row>.<moment>`: where a page ended; `o<database>` is before its first row. The new database
 * is listed first, then what is only in an old one, one after the other.
 */
export type Cursor = { database: number | null; from: { row: bigint; moment: string | null } | null }

/** Null for the beginning, and for what is no cursor. */
export function parseCursor(text: string): Cursor | null {
  const [, part, row, moment] = /^(n|o\d{1,3})(?:\.(-?\d{1,19})\.([0-9a-f]*))?$/.exec(text) ?? []
  if (part === undefined) return null
  const from = row === undefined ? null : { row: BigInt.asIntN(64, BigInt(row)), moment: moment || null }
  return { database: part === 'n' ? null : Number(part.slice(1)), from }
}

/** `database` is the old one's number, null for the new one. */
export function cursorText({ database, from }: Cursor): string {
  const part = database === null ? 'n' : `o${database}`
  return from === null ? part : `${part}.${from.row}.${from.moment ?? ''}`
}
