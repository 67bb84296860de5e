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
  const text = (typeof value === 'string' ? value : '').replace(secret, '[key]')
  return JSON.stringify(text.length > length ? `${text.slice(0, length)}…` : text)
}
