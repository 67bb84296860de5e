/** Numbers, sizes, times and dates in the reader's locale. */

const integer = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 })
const oneDigit = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 })
const dateTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'short' })
const dateOnly = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })

export const count = (value: number): string => integer.format(value)

/** `1 table`, `2 tables`; the plural is given where it is not the singular with an s. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${integer.format(value)} ${value === 1 ? one : many}`
}

/** Decimal units, as the file managers of macOS and Linux show them. */
export function bytes(value: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  let amount = value
  let unit = 0
  while (amount >= 999.5 && unit < units.length - 1) {
    amount /= 1000
    unit++
  }
  const text = unit === 0 || amount >= 100 ? integer.format(amount) : oneDigit.format(amount)
  return `${text} ${units[unit]}`
}

/** A factor or another figure that needs no more than a digit after the point; none from ten on. */
export const decimal = (value: number): string => (Math.abs(value) >= 10 ? integer : oneDigit).format(value)

export function percent(fraction: number): string {
  // 100 % is said only when it is really finished.
  const whole = fraction >= 1 ? 100 : Math.min(99, Math.floor(fraction * 100))
  return `${integer.format(whole)} %`
}

export const date = (iso: string): string => formatDate(dateTime, iso)
export const day = (iso: string): string => formatDate(dateOnly, iso)

function formatDate(format: Intl.DateTimeFormat, iso: string): string {
  const time = Date.parse(iso)
  return Number.isNaN(time) ? iso : format.format(time)
}

/** A measured duration: `85 ms`, `2.4 s`, `3 min 12 s`. */
export function duration(ms: number): string {
  if (ms > 0 && ms < 10) return `${oneDigit.format(ms)} ms`
  if (ms < 1000) return `${integer.format(ms)} ms`
  if (ms < 60_000) return `${oneDigit.format(ms / 1000)} s`
  const seconds = Math.round(ms / 1000)
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** A running clock: `0:07`, `12:40`, `1:02:09`. */
export function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  const two = (value: number): string => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

/** An estimate as an honest range in coarse words, so that it does not flicker: `a few seconds`, `1–2 minutes`. */
export function range(seconds: { low: number; high: number }): string {
  const { low, high } = seconds
  if (high <= 10) return 'a few seconds'
  if (high < 60) return steps(low, high, 10, 'seconds')
  if (high < 5400) return steps(low / 60, high / 60, 1, 'minutes', 'minute')
  return steps(low / 3600, high / 3600, 0.5, 'hours', 'hour')
}

function steps(low: number, high: number, step: number, many: string, one = many): string {
  const from = Math.floor(low / step) * step
  const to = Math.max(step, Math.ceil(high / step) * step)
  if (from === 0) return `up to ${oneDigit.format(to)} ${to === 1 ? one : many}`
  if (from === to) return `about ${oneDigit.format(to)} ${to === 1 ? one : many}`
  return `${oneDigit.format(from)}–${oneDigit.format(to)} ${many}`
}

/** A path as people write it, with ~ for the home folder. */
export function shortPath(path: string, home: string | null): string {
  if (!home || !path.startsWith(home)) return path
  const rest = path.slice(home.length)
  return rest === '' || rest.startsWith('/') || rest.startsWith('\\') ? `~${rest}` : path
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
