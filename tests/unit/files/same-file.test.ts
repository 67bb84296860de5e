import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { hashIfSame } from '../../../src-main/engine/files/same-file.js'

const signal = new AbortController().signal
let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'hive-same-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const MiB = 1 << 20
const zeros = (bytes: number) => Buffer.alloc(bytes)
const withOne = (bytes: number, at: number) => {
  const content = zeros(bytes)
  content[at] = 1
  return content
}

it.each<[string, Buffer, Buffer, boolean]>([
  ['two empty files', zeros(0), zeros(0), true],
  ['a piece exactly', zeros(MiB), zeros(MiB), true],
  ['several pieces and a rest', zeros(2 * MiB + 7), zeros(2 * MiB + 7), true],
  ['a byte more', zeros(MiB), zeros(MiB + 1), false],
  ['nothing beside something', zeros(0), zeros(1), false],
  ['the first byte', withOne(MiB + 5, 0), zeros(MiB + 5), false],
  ['the last byte of a piece', withOne(MiB + 5, MiB - 1), zeros(MiB + 5), false],
  ['the last byte', withOne(MiB + 5, MiB + 4), zeros(MiB + 5), false],
])('%s', async (_, one, other, same) => {
  writeFileSync(join(folder, 'a'), one)
  writeFileSync(join(folder, 'b'), other)
  const expected = same ? createHash('sha256').update(one).digest('hex') : null
  expect(await hashIfSame(join(folder, 'a'), join(folder, 'b'), signal)).toBe(expected)
  expect(await hashIfSame(join(folder, 'b'), join(folder, 'a'), signal)).toBe(expected)
})

it('stops when it is told to', async () => {
  writeFileSync(join(folder, 'a'), '')
  await expect(hashIfSame(join(folder, 'a'), join(folder, 'a'), AbortSignal.abort())).rejects.toThrow()
})
