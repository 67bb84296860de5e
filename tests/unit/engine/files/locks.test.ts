/** Linux's list of locks, read ahead: as it is, and never older than it may be. */
import * as fs from 'node:fs'
import { mkdtempSync, rmSync, writeFileSync, type PathLike } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readLocks, readLocksAhead } from '../../../../src-main/engine/files/locks.js'

/** What stands for /proc/locks. */
let list: string
vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>()
  const moved = (path: PathLike) => (path === '/proc/locks' ? list : path)
  const openSync: typeof real.openSync = (path, flags, mode) => real.openSync(moved(path), flags, mode)
  const readFileSync = (path: PathLike, encoding: BufferEncoding) => real.readFileSync(moved(path), encoding)
  return { ...real, openSync: vi.fn(openSync), closeSync: vi.fn(real.closeSync), readFileSync }
})

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hive-locks-'))
  list = join(folder, 'locks')
  vi.mocked(fs.openSync).mockClear()
  vi.mocked(fs.closeSync).mockClear()
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

const line = (number: number) => `${number}: POSIX  ADVISORY  WRITE ${1000 + number} fe:00:${number} 0 EOF\n`
const lines = (count: number) => Array.from({ length: count }, (_, index) => line(index + 1)).join('')

describe('read ahead', () => {
  it.each([0, 1, 5000])('a list of %i locks is whole, and its file is closed', async (count) => {
    writeFileSync(list, lines(count))
    const locks = await readLocksAhead()
    writeFileSync(list, 'somewhat later')
    expect(locks()).toBe(lines(count))
    expect(fs.openSync).toHaveBeenCalledTimes(1)
    expect(fs.closeSync).toHaveBeenCalledTimes(1)
  })

  it('one that has become old is read anew', async () => {
    writeFileSync(list, lines(1))
    const locks = await readLocksAhead()
    writeFileSync(list, lines(2))
    const now = performance.now()
    vi.spyOn(performance, 'now').mockReturnValue(now + 1000)
    expect(locks()).toBe(lines(2))
  })

  it('where it cannot be opened, it is looked for when it is asked for', async () => {
    const locks = await readLocksAhead()
    expect(locks()).toBe('')
    writeFileSync(list, lines(1))
    expect(locks()).toBe(lines(1))
  })

  it.skipIf(process.platform === 'win32')(
    'where it cannot be read, its file is closed and nobody hears of it',
    async () => {
      list = folder
      const locks = await readLocksAhead()
      expect(fs.closeSync).toHaveBeenCalledTimes(1)
      expect(locks()).toBe('')
    },
  )
})

describe('read at once', () => {
  it('what is there, and nothing on a system without it', () => {
    expect(readLocks()).toBe('')
    writeFileSync(list, lines(3))
    expect(readLocks()).toBe(lines(3))
  })
})
