/** The figures of a live test, by name: the end of the name is the unit (engine/model/bench.ts). */
import { t, tNamed } from '../i18n/index.js'
import { bytes, capital, count, decimal, duration, percent } from './format.js'

type Figure = { label: string; value: string }

/** A figure as a person reads it: `rowsPerSecond: 9812` is `Speed: 9,812 per second`. */
export function figure(name: string, value: number): Figure {
  return { label: tNamed('figures', name) ?? words(name), value: withUnit(name, value) }
}

function withUnit(name: string, value: number): string {
  if (name.endsWith('Ms')) return duration(value)
  if (name.endsWith('Bytes')) return bytes(value)
  if (name.endsWith('PerSecond')) return t('figureWords.perSecond', { n: value })
  if (/^(factor|share)/.test(name)) return t('figureWords.times', { factor: decimal(value) })
  return Number.isInteger(value) ? count(value) : decimal(value)
}

/** `rowsPerSecond` without its unit, in words: `Rows`. */
function words(name: string): string {
  const bare = name.replace(/(Ms|Bytes|PerSecond)$/, '')
  return capital(bare.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`))
}

/** How long another way takes beside ours, in words. */
export function ratioWords(ratio: number): string {
  if (ratio > 1.05) return t('performance.timesAsLong', { factor: decimal(ratio) })
  if (ratio >= 0.95) return t('performance.asLong')
  return t('performance.ofOurTime', { share: percent(ratio) })
}

/** How much quicker something became: `12 % less time`; null where there is no difference to speak of. */
export function gainWords(beforeMs: number, afterMs: number): string | null {
  if (afterMs <= 0 || beforeMs / afterMs < 1.005) return null
  return t('performance.lessTime', { share: percent(1 - afterMs / beforeMs) })
}
