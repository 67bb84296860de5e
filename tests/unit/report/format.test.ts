import { describe, expect, it } from 'vitest'
import {
  formatBytes,
  formatDuration,
  formatInstant,
  formatNoun,
  formatSecondsRange,
} from '../../../src-main/engine/report/format.js'

describe('figures', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1.0 kB'],
    [302_120_960, '302.1 MB'],
    [999_960_000, '1.0 GB'],
  ])('%d bytes are %s', (bytes, words) => expect(formatBytes(bytes)).toBe(words))

  it.each([
    [0, '<1 ms'],
    [3, '3 ms'],
    [999.7, '1.0 s'],
    [59_960, '1 min 00 s'],
    [125_000, '2 min 05 s'],
    [4_200_000, '1 h 10 min'],
  ])('%d ms are %s', (ms, words) => expect(formatDuration(ms)).toBe(words))

  it.each([
    [{ low: 0.1, high: 0.9 }, 'less than a second'],
    [{ low: 0.4, high: 1.2 }, 'about 1 s'],
    [{ low: 5, high: 8 }, '5-8 s'],
    [{ low: 100, high: 130 }, 'about 2 min'],
    [{ low: 60, high: 200 }, '1-3 min'],
    [{ low: 7000, high: 7300 }, 'about 2 h'],
  ])('%o are %s', (range, words) => expect(formatSecondsRange(range)).toBe(words))

  it('speaks of one row and of many', () => {
    expect(formatNoun(1, 'row')).toBe('1 row')
    expect(formatNoun(12_345, 'row')).toBe('12,345 rows')
  })

  it('shows an instant in UTC, and leaves what is none alone', () => {
    expect(formatInstant('2026-11-22T23:41:07.512Z')).toBe('2026-11-22 23:41 UTC')
    expect(formatInstant('yesterday')).toBe('yesterday')
  })
})
