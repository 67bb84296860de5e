/** Numbers, sizes, times and dates in the reader's locale, and their words in the language of the page. */
import { language } from '../i18n/language.js'
import { t } from '../i18n/index.js'

/** One formatter per locale: making one is slow. */
function perLocale<T>(make: (locale: string) => T): () => T {
  const made = new Map<string, T>()
  return () => {
    const { locale } = language
    const formatter = made.get(locale) ?? make(locale)
    made.set(locale, formatter)
    return formatter
  }
}

const integer = perLocale((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }))
const oneDigit = perLocale((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }))
const dateTime = perLocale((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' }))
const toTheSecond = perLocale((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'medium' }))
const dateOnly = perLocale((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }))

export const count = (value: number): string => integer().format(value)

const byteUnits = ['units.bytes', 'units.kB', 'units.MB', 'units.GB', 'units.TB'] as const

/** Decimal units, as the file managers of macOS and Linux show them. */
export function bytes(value: number): string {
  let amount = value
  let unit = 0
  while (amount >= 999.5 && unit < byteUnits.length - 1) {
    amount /= 1000
    unit++
  }
  const text = (unit === 0 || amount >= 100 ? integer() : oneDigit()).format(amount)
  return t(byteUnits[unit] ?? 'units.bytes', { amount: text })
}

/** A factor or another figure that needs no more than a digit after the point; none from ten on. */
export const decimal = (value: number): string => (Math.abs(value) >= 10 ? integer() : oneDigit()).format(value)

export function percent(fraction: number): string {
  // 100 % is said only when it is really finished.
  const whole = fraction >= 1 ? 100 : Math.min(99, Math.floor(fraction * 100))
  return t('units.percent', { n: whole })
}

export const date = (iso: string): string => formatDate(dateTime(), iso)
/** For the log: short, and to the second. */
export const moment = (iso: string): string => formatDate(toTheSecond(), iso)
export const day = (iso: string): string => formatDate(dateOnly(), iso)

function formatDate(format: Intl.DateTimeFormat, iso: string): string {
  const time = Date.parse(iso)
  return Number.isNaN(time) ? iso : format.format(time)
}

/** A measured duration: `85 ms`, `2.4 s`, `3 min 12 s`; what was quicker than the clock tells is never 0. */
export function duration(ms: number): string {
  if (ms === 0) return t('units.underMs')
  if (ms > 0 && ms < 10) return t('units.ms', { amount: oneDigit().format(ms) })
  if (ms < 1000) return t('units.ms', { amount: count(ms) })
  if (ms < 60_000) return t('units.s', { amount: oneDigit().format(ms / 1000) })
  const seconds = Math.round(ms / 1000)
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return t('units.minSec', { minutes, seconds: seconds % 60 })
  return t('units.hourMin', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
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
  if (high <= 10) return t('units.fewSeconds')
  if (high < 60) return steps(low, high, 10, 'units.seconds')
  if (high < 5400) return steps(low / 60, high / 60, 1, 'units.minutes')
  return steps(low / 3600, high / 3600, 0.5, 'units.hours')
}

function steps(
  low: number,
  high: number,
  step: number,
  unit: 'units.seconds' | 'units.minutes' | 'units.hours',
): string {
  const from = Math.floor(low / step) * step
  const to = Math.max(step, Math.ceil(high / step) * step)
  const last = oneDigit().format(to)
  if (from === 0) return t('units.upTo', { amount: t(unit, { n: to, range: last }) })
  if (from === to) return t('units.about', { amount: t(unit, { n: to, range: last }) })
  return t(unit, { n: to, range: `${oneDigit().format(from)}–${last}` })
}

/** A path as people write it, with ~ for the home folder. */
export function shortPath(path: string, home: string | null): string {
  if (!home || !path.startsWith(home)) return path
  const rest = path.slice(home.length)
  return rest === '' || rest.startsWith('/') || rest.startsWith('\\') ? `~${rest}` : path
}

/** A sentence of the engine with ~ for the home folder wherever a path begins with it. */
export function shortPaths(text: string, home: string | null): string {
  if (!home) return text
  const literal = home.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&')
  return text.replaceAll(new RegExp(`(?<![\\w/\\\\.-])${literal}(?=[/\\\\])`, 'g'), '~')
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
