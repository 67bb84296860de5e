import { describe, expect, it } from 'vitest'
import { shown, shownPair } from '../../../../src-main/engine/verify/shown.js'

describe('a value in a report', () => {
  it.each([
    [null, 'NULL'],
    ['', '""'],
    ['a "quote"\n', '"a \\"quote\\"\\n"'],
    [5n, '5 (integer)'],
    [0.5, '0.5 (real)'],
    [Buffer.from([1, 2]), 'BLOB of 2 bytes'],
    ['x'.repeat(60), `"${'x'.repeat(60)}"`],
    ['x'.repeat(61), `"${'x'.repeat(60)}…"`],
    ['before sk-or-v1-abcdef after', '"before [key] after"'],
  ])('%s is shown as %s', (value, text) => {
    expect(shown(value)).toBe(text)
  })
})

describe('two values that differ', () => {
  const long = 'x'.repeat(200)

  it('are shown from their beginning when that tells them apart', () => {
    expect(shownPair('a', 'b')).toEqual(['"a"', '"b"'])
    expect(shownPair(`a${long}`, null)).toEqual([shown(`a${long}`), 'NULL'])
  })

  it('are shown around the difference when their beginnings are the same', () => {
    const [one, other] = shownPair(`${long}one${long}`, `${long}two${long}`)
    expect(one).toBe(`"…${'x'.repeat(20)}one${'x'.repeat(37)}…"`)
    expect(other).toBe(`"…${'x'.repeat(20)}two${'x'.repeat(37)}…"`)
    expect(shownPair(long, `${long} `)[1]).toBe(`"…${'x'.repeat(20)} "`)
    expect(shownPair(`${long} `, long)[1]).toBe(`"…${'x'.repeat(20)}"`)
  })

  it('show no key, even when only the key differs', () => {
    const pair = shownPair(`${long} sk-or-v1-aaaaaa ${long}`, `${long} sk-or-v1-bbbbbb ${long}`)
    expect(pair.join()).not.toContain('sk-')
    expect(shownPair('sk-or-v1-aaaaaa', 'sk-or-v1-bbbbbb')).toEqual(['"[key]"', '"[key]"'])
  })

  it('of the same length in bytes are still BLOBs', () => {
    expect(shownPair(Buffer.from('a'), Buffer.from('b'))).toEqual(['BLOB of 1 bytes', 'BLOB of 1 bytes'])
  })
})
