/** Figures in the reader's language and locale: counts, sizes, times and moments. English is what `format.ts` has. */
import type { Spoken } from '../../words/language.js'

export type Figures = {
  /** `12,345`. */
  readonly count: (value: number) => string
  /** Decimal units, as file managers and disk makers count: `302.4 MB`. */
  readonly bytes: (bytes: number) => string
  /** `<1 ms`, `420 ms`, `3.2 s`, `2 min 05 s`, `1 h 10 min`. */
  readonly duration: (ms: number) => string
  /** `2026-11-22T23:39:52.000Z` as `2026-11-22 23:39 UTC`; anything else stays as it is. */
  readonly instant: (iso: string) => string
}

/** What a language writes in its own way. */
type Style = {
  whole: (value: number) => string
  tenth: (value: number) => string
  byte: (value: number) => string
  /** Between a figure and its unit. */
  gap: string
  moment: (date: Date) => string
}

const grouped = new Intl.NumberFormat('en-US')
const englishBytes = (value: number): string => `${grouped.format(value)} ${value === 1 ? 'byte' : 'bytes'}`

const english: Style = {
  whole: (value) => grouped.format(value),
  tenth: (value) => value.toFixed(1),
  byte: englishBytes,
  gap: ' ',
  moment: (date) => date.toISOString().slice(0, 16).replace('T', ' '),
}

/** Of `en` alone nobody knows the country: days are written as every country reads them. */
function styleOf({ language, locale }: Spoken): Style {
  if (locale === 'en') return english
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const tenth = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })
  return {
    whole: (value) => whole.format(value),
    tenth: (value) => tenth.format(value),
    byte: language === 'de' ? (value) => `${whole.format(value)}\u00a0Byte` : englishBytes,
    gap: '\u00a0',
    moment: (date) => moment.format(date),
  }
}

const two = (value: number): string => String(value).padStart(2, '0')

/** The figures of a reader. */
export function figuresIn(spoken: Spoken): Figures {
  const { whole, tenth, byte, gap, moment } = styleOf(spoken)
  return {
    count: (value) => whole(Math.round(value)),
    bytes(bytes) {
      const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
      let value = bytes
      let unit = 0
      // 999.95 would be shown as 1,000.0: the next unit says it better.
      while (value >= 999.95 && unit < units.length - 1) {
        value /= 1000
        unit += 1
      }
      return unit === 0 ? byte(value) : `${tenth(value)}${gap}${units[unit]}`
    },
    duration(ms) {
      if (ms < 1) return `<1${gap}ms`
      if (ms < 999.5) return `${Math.round(ms)}${gap}ms`
      if (ms < 59_950) return `${tenth(ms / 1000)}${gap}s`
      const seconds = Math.round(ms / 1000)
      if (seconds < 3600) return `${Math.floor(seconds / 60)}${gap}min ${two(seconds % 60)}${gap}s`
      const minutes = Math.round(seconds / 60)
      return `${Math.floor(minutes / 60)}${gap}h ${two(minutes % 60)}${gap}min`
    },
    instant(iso) {
      const isInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/.test(iso)
      const date = new Date(iso)
      return isInstant && !Number.isNaN(date.getTime()) ? `${moment(date)} UTC` : iso
    },
  }
}
