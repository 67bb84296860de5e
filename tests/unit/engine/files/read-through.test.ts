/** Reading a file through: all of it where it is not in memory, nothing of it where it is, and never an error. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readThrough } from '../../../../src-main/engine/files/read-through.js'

const bytes = 33 << 20
let folder: string
let file: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hive-read-'))
  file = join(folder, 'old.db')
  writeFileSync(file, Buffer.alloc(bytes, 7))
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** Bytes that this process has read from files until now. */
const readUntilNow = () => Number(/rchar: (\d+)/.exec(readFileSync('/proc/self/io', 'utf8'))?.[1])

function readBy(work: () => void): number {
  const before = readUntilNow()
  work()
  return readUntilNow() - before
}

describe.runIf(process.platform === 'linux')('what is read', () => {
  it('is the whole file where it is on the disk alone', () => {
    expect(readBy(() => { readThrough(file, bytes, () => false) })).toBeGreaterThanOrEqual(bytes) // prettier-ignore
  })

  it('is nothing where it is in memory, or too small to be worth it', () => {
    expect(readBy(() => { readThrough(file, bytes, () => true) })).toBeLessThan(1 << 20) // prettier-ignore
    expect(readBy(() => { readThrough(file, 16 << 20, () => false) })).toBeLessThan(1 << 20) // prettier-ignore
  })
})

it('is left to SQLite to complain of where it cannot be read', () => {
  for (const path of [join(folder, 'absent.db'), folder]) {
    expect(() => {
      readThrough(path, bytes, () => false)
    }).not.toThrow()
  }
})
