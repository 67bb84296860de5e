/** Figures as people read them. Used by the report and by the command line, so that both say the same thing. */

const grouped = new Intl.NumberFormat('en-US')

/** `12345` becomes `12,345`. */
export function formatCount(value: number): string {
  return grouped.format(Math.round(value))
}

/** `1 row`, `12,345 rows`. */
export function formatNoun(value: number, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`
}

/** Decimal units, as file managers and disk makers count: `302.4 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  // 999.95 would be shown as 1,000.0: the next unit says it better.
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return unit === 0 ? formatNoun(value, 'byte') : `${value.toFixed(1)} ${units[unit]}`
}

/** `<1 ms`, `420 ms`, `3.2 s`, `2 min 05 s`, `1 h 10 min`. */
export function formatDuration(ms: number): string {
  if (ms < 1) return '<1 ms'
  if (ms < 999.5) return `${Math.round(ms)} ms`
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${pad(seconds % 60)} s`
  const minutes = Math.round(seconds / 60)
  return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} min`
}

/** A range of seconds as one honest phrase: `less than a second`, `5-8 s`, `about 2 min`, `1-3 min`. */
export function formatSecondsRange(range: { low: number; high: number }): string {
  if (range.high < 1) return 'less than a second'
  const [unit, size] = range.high < 90 ? ['s', 1] : range.high < 5400 ? ['min', 60] : ['h', 3600]
  const low = Math.max(1, Math.round(range.low / size))
  const high = Math.max(low, Math.round(range.high / size))
  return low === high ? `about ${high} ${unit}` : `${low}-${high} ${unit}`
}

/** `2026-11-22T23:39:52.000Z` as `2026-11-22 23:39 UTC`; anything else stays as it is. */
export function formatInstant(iso: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}):\d{2}(?:\.\d+)?Z$/.exec(iso)
  return match ? `${match[1]} ${match[2]} UTC` : iso
}

/** `identical of compared rows identical`: the sentence the whole run is about. */
export function formatIdentical(identical: number, compared: number): string {
  return `${formatCount(identical)} of ${formatNoun(compared, 'row')} identical`
}

/** What became of the rows that are not identical, for the same sentence: `, 41 repaired, 2 in quarantine`. */
export function formatRest(totals: { repaired: number; quarantined: number }): string {
  const parts: [number, string][] = [
    [totals.repaired, 'repaired'],
    [totals.quarantined, 'in quarantine'],
  ]
  return parts.map(([count, words]) => (count > 0 ? `, ${formatCount(count)} ${words}` : '')).join('')
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
