/** Whatever is thrown reaches a person as a failure with words, and never as a wrong promise. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { codeOf, failureCodes, HiveError, toFailure } from '../../../src-main/engine/errors.js'
import { isConstraint, reasonOf } from '../../../src-main/engine/copy/quarantine.js'
import { systemError } from '../../support/machine.js'

it.each(['SQLITE_FULL', 'ENOSPC', 'EDQUOT'])('%s is a full disk', (code) => {
  expect(toFailure(systemError(code))).toMatchObject({ code: 'HM-DISK-FULL', exit: 6 })
})

it('a signal that was looked at anywhere is a cancel', () => {
  expect(toFailure(AbortSignal.abort().reason)).toMatchObject({ code: 'HM-CANCELLED', exit: 6 })
})

it.each([
  ['an error', new Error('odd'), 'odd'],
  ['a text', 'odd', 'odd'],
  ['nothing', undefined, 'undefined'],
  ['a number for a code', { code: 7 }, '[object Object]'],
])('%s that nobody expected keeps its words', (_, thrown, detail) => {
  expect(toFailure(thrown)).toMatchObject({ code: 'HM-INTERNAL', exit: 1, detail })
  expect(codeOf(thrown)).toBe('')
})

it.each(failureCodes)('%s says what happened, what is safe and what to do', (code) => {
  const failure = new HiveError(code, 'what happened').toFailure()
  expect(failure).toMatchObject({ code, detail: 'what happened' })
  for (const words of [failure.title, failure.safe, failure.fix]) expect(words).toMatch(/^.{5,}$/)
  expect(new HiveError(code, '', { fix: 'Do this.' }).toFailure().fix).toBe('Do this.')
})

describe('a row that SQLite refused', () => {
  it.each([
    ['FOREIGN KEY constraint failed', 'points to a row that does not exist'],
    ['NOT NULL constraint failed: a.b', 'a value is missing that the new Hive requires (a.b)'],
    ['UNIQUE constraint failed: a.b, a.c', 'the same key stands twice (a.b, a.c)'],
    ['CHECK constraint failed: a', 'a value is not one of those that the new Hive allows'],
    ['datatype mismatch', 'the key is not a whole number'],
    ['something new of SQLite', 'something new of SQLite'],
  ])('%s: %s', (message, reason) => {
    expect(reasonOf(new Error(message))).toBe(reason)
  })

  it.each([
    ['SQLITE_CONSTRAINT_UNIQUE', true],
    ['SQLITE_MISMATCH', true],
    ['SQLITE_FULL', false],
    ['SQLITE_CORRUPT', false],
  ])('%s is for what it holds: %s', (code, expected) => {
    expect(isConstraint(systemError(code))).toBe(expected)
  })
})

it('every failure is one that somebody meets: no code is left over', () => {
  const root = fileURLToPath(new URL('../../../src-main/', import.meta.url))
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts') && !/^words\/|^engine\/errors\.ts$/.test(file))
  const sources = files.map((file) => readFileSync(join(root, file), 'utf8')).join('\n')
  expect(failureCodes.filter((code) => !sources.includes(`'${code}'`))).toEqual([])
})
