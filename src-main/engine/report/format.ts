/** Figures as people read them, in English. Used by the report and by the command line, so that both say the same thing. */
import { figuresIn } from './figures.js'

const english = figuresIn({ language: 'en', locale: 'en' })

/** `12345` becomes `12,345`. */
export const formatCount = (value: number): string => english.count(value)

/** Decimal units, as file managers and disk makers count: `302.4 MB`. */
export const formatBytes = (bytes: number): string => english.bytes(bytes)

/** `<1 ms`, `420 ms`, `3.2 s`, `2 min 05 s`, `1 h 10 min`. */
export const formatDuration = (ms: number): string => english.duration(ms)

/** `2026-11-22T23:39:52.000Z` as `2026-11-22 23:39 UTC`; anything else stays as it is. */
export const formatInstant = (iso: string): string => english.instant(iso)

/** `1 row`, `12,345 rows`. */
export function formatNoun(value: number, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`
}

/** A range of seconds as one honest phrase: `less than a second`, `5-8 s`, `about 2 min`, `1-3 min`. */
export function formatSecondsRange(range: { low: number; high: number }): string {
  if (range.high < 1) return 'less than a second'
  const [unit, size] = range.high < 90 ? ['s', 1] : range.high < 5400 ? ['min', 60] : ['h', 3600]
  const low = Math.max(1, Math.round(range.low / size))
  const high = Math.max(low, Math.round(range.high / size))
  return low === high ? `about ${high} ${unit}` : `${low}-${high} ${unit}`
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
