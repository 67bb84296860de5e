/** The figures of a live test, by name: the end of the name is the unit (engine/model/bench.ts). */
import { bytes, capital, count, decimal, duration, percent } from './format.js'

const labels: Partial<Record<string, string>> = {
  migrateMs: 'Migration',
  spreadMs: 'Spread',
  rowsPerSecond: 'Speed',
  rowByRowMs: 'Row by row',
  factorOverRowByRow: 'As fast as row by row',
  bareCopyMs: 'A bare copy',
  shareOfBareCopy: 'Beside a bare copy',
  peakBytes: 'Memory at most',
  limitBytes: 'Memory allowed',
  atRestBytes: 'Memory at rest',
  largestValueBytes: 'Largest value',
  valueBytes: 'The answer',
  writtenBytes: 'Written',
  rowsCompared: 'Rows compared',
  valuesCompared: 'Values compared',
}

type Figure = { label: string; value: string }

/** A figure as a person reads it: `rowsPerSecond: 9812` is `Speed: 9,812 per second`. */
export function figure(name: string, value: number): Figure {
  return { label: labels[name] ?? words(name), value: withUnit(name, value) }
}

function withUnit(name: string, value: number): string {
  if (name.endsWith('Ms')) return duration(value)
  if (name.endsWith('Bytes')) return bytes(value)
  if (name.endsWith('PerSecond')) return `${count(value)} per second`
  if (/^(factor|share)/.test(name)) return `${decimal(value)} times`
  return Number.isInteger(value) ? count(value) : decimal(value)
}

/** `rowsPerSecond` without its unit, in words: `Rows`. */
function words(name: string): string {
  const bare = name.replace(/(Ms|Bytes|PerSecond)$/, '')
  return capital(bare.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`))
}

/** How long another way takes beside ours, in words. */
export function ratioWords(ratio: number): string {
  if (ratio > 1.05) return `${decimal(ratio)} times as long`
  if (ratio >= 0.95) return 'As long as ours'
  return `${percent(ratio)} of our time`
}

/** How much quicker something became: `12 % less time`; null where there is no difference to speak of. */
export function gainWords(beforeMs: number, afterMs: number): string | null {
  if (afterMs <= 0 || beforeMs / afterMs < 1.005) return null
  return `${percent(1 - afterMs / beforeMs)} less time`
}
