import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, it } from 'vitest'
import { removeEmpty } from '../../../../src-main/engine/files/remove-empty.js'

const root = mkdtempSync(join(tmpdir(), 'hive-empty-'))
const place = join(root, 'place')
afterEach(() => rmSync(place, { recursive: true, force: true }))
afterAll(() => rmSync(root, { recursive: true }))

it('removes an empty folder, and says so', () => {
  mkdirSync(place)
  expect(removeEmpty(place)).toBe(true)
  expect(existsSync(place)).toBe(false)
})

it.each([
  ['one that has something in it', () => mkdirSync(join(place, 'theirs'), { recursive: true })],
  ['a file', () => writeFileSync(place, '')],
])('leaves %s', (_, make) => {
  make()
  expect(removeEmpty(place)).toBe(false)
  expect(existsSync(place)).toBe(true)
})

it('takes one that is gone as it is', () => expect(removeEmpty(place)).toBe(false))
