/** Characters of a value that a report shows. */
const length = 60

/** What looks like a key of a provider or a licence is masked whole (design 4). */
const secret = /(sk-[A-Za-z0-9_-]{4,}|xai-[A-Za-z0-9_-]{4,}|hive[_-][A-Za-z0-9-]{8,})/gi

/** A value as a report may show it: with its type, shortened, secrets masked. */
export function shown(value: unknown): string {
  if (value === null) return 'NULL'
  if (Buffer.isBuffer(value)) return `BLOB of ${value.length} bytes`
  if (typeof value === 'bigint') return `${value} (integer)`
  if (typeof value === 'number') return `${value} (real)`
  return excerpt(masked(value), 0)
}

/** Two values that differ, shown so that the difference can be seen: long texts from just before it. */
export function shownPair(a: unknown, b: unknown): [string, string] {
  const pair: [string, string] = [shown(a), shown(b)]
  if (pair[0] !== pair[1] || typeof a !== 'string' || typeof b !== 'string') return pair
  const [one, other] = [masked(a), masked(b)]
  let same = 0
  while (same < one.length && one[same] === other[same]) same++
  const from = Math.max(0, same - length / 3)
  return [excerpt(one, from), excerpt(other, from)]
}

function masked(value: unknown): string {
  return (typeof value === 'string' ? value : '').replace(secret, '[key]')
}

function excerpt(text: string, from: number): string {
  const end = from + length
  return JSON.stringify(`${from > 0 ? '…' : ''}${text.slice(from, end)}${end < text.length ? '…' : ''}`)
}
