/** The repair of timestamps, and that verification, which says the rule a second time in SQL, agrees on every value. */
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { registerRepairs } from '../../../src-main/engine/copy/functions.js'
import { repairTimestamp, timestampSql } from '../../../src-main/engine/copy/timestamps.js'
import { expectedTimestamp } from '../../../src-main/engine/verify/expectations/knowledge.js'

const db = new Database(':memory:')
registerRepairs(db)
afterAll(() => {
  db.close()
})
const copied = db.prepare(`SELECT ${timestampSql('v')}, typeof(${timestampSql('v')}) FROM (SELECT ? AS v)`).raw()
const expected = db
  .prepare(`SELECT ${expectedTimestamp('v')}, typeof(${expectedTimestamp('v')}) FROM (SELECT ? AS v)`)
  .raw()

describe('repairTimestamp', () => {
  it.each([
    ['1700000000', '2023-11-14T22:13:20.000Z'],
    ['  1700000000 ', '2023-11-14T22:13:20.000Z'],
    [1700000000n, '2023-11-14T22:13:20.000Z'],
    ['1700000000123', '2023-11-14T22:13:20.123Z'],
    [1700000000123n, '2023-11-14T22:13:20.123Z'],
    ['99999999', null],
    ['170000000012345', null],
    ['-1700000000', null],
    ['1700000000.5', null],
    ['1700000000\n', null],
    ['yesterday', null],
    ['', null],
    [1700000000.5, null],
    [Buffer.from('1700000000'), null],
    [null, null],
  ])('%s becomes %s', (value, result) => {
    expect(repairTimestamp(value)).toBe(result)
  })
})

describe('copy and verification agree', () => {
  const readable = ['2024-01-15 10:00:00', '2024-01-15T10:00:00Z', '2025-09-01T10:00:00.123Z', '2025-09-01T10:00:00.123456789+00:00', '2024-01-15', '12:00', 'now', 2460000.5, 0] // prettier-ignore
  it.each(readable)('on %s, which stays as it is', (value) => {
    const [stored] = copied.get(value) as unknown[]
    if (value !== 'now') expect(stored).toBe(value)
    expect(copied.get(value)).toEqual(expected.get(value))
  })

  it('on any text, number and BLOB', () => {
    const digits = fc.stringMatching(/^ ?[0-9]{7,16} ?$/)
    const odd = fc.constantFrom('1700000000\0', '\0', ' ', '１７００００００００', '1700000000 ', '+1700000000', '1e9', '0x65000000', '000000000', '٠١٢٣٤٥٦٧٨') // prettier-ignore
    const value = fc.oneof(digits, odd, fc.string(), fc.maxSafeInteger().map(BigInt), fc.double({ noNaN: true }), fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes))) // prettier-ignore
    fc.assert(
      fc.property(value, (each) => {
        expect(copied.get(each)).toEqual(expected.get(each))
      }),
      { numRuns: 3000 },
    )
  })
})
