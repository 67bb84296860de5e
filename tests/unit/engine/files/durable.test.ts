/** Small files whose writing fails; renames and flushes where the system is not Linux: Windows holds files for a while, and cannot flush a folder. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { setFaultHook } from '../../../../src-main/engine/faults.js'
import { fsyncFolder, renameOver, writeDurably } from '../../../../src-main/engine/files/durable.js'
import { onOperation, onPlatform, systemError } from '../../../support/machine.js'

vi.mock('node:timers/promises', () => ({ setTimeout: () => Promise.resolve() }))

let folder: string
let from: string
let to: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hive-durable-'))
  ;[from, to] = [join(folder, 'new'), join(folder, 'old')]
  writeFileSync(from, 'new')
  writeFileSync(to, 'old')
})
afterEach(() => {
  setFaultHook(null)
  rmSync(folder, { recursive: true, force: true })
})

/** Refuses so many renames with a code; answers how many were asked for. */
function refuse(times: number, code: string): () => number {
  let asked = 0
  onOperation(() => {
    if (++asked <= times) throw systemError(code)
  })
  return () => asked
}

describe('a rename over a file', () => {
  it.each(['EPERM', 'EBUSY'])('that an antivirus holds on Windows (%s) is tried until it lets go', async (code) => {
    refuse(3, code)
    await onPlatform('win32', () => renameOver(from, to))
    expect([existsSync(from), readFileSync(to, 'utf8')]).toEqual([false, 'new'])
  })

  it('is given up after ten seconds, and both files are what they were', async () => {
    const asked = refuse(Infinity, 'EBUSY')
    await expect(onPlatform('win32', () => renameOver(from, to))).rejects.toMatchObject({ code: 'EBUSY' })
    expect(asked()).toBe(21)
    expect([readFileSync(from, 'utf8'), readFileSync(to, 'utf8')]).toEqual(['new', 'old'])
  })

  it.each([
    ['win32', 'ENOSPC'],
    ['linux', 'EPERM'],
    ['darwin', 'EBUSY'],
  ] as const)('on %s, %s will not pass by itself: it is said at once', async (platform, code) => {
    const asked = refuse(1, code)
    await expect(onPlatform(platform, () => renameOver(from, to))).rejects.toMatchObject({ code })
    expect(asked()).toBe(1)
  })
})

it.each([1, 2, 3])(
  'a small file whose writing fails (operation %i) is what it was, and nothing lies beside it',
  (nth) => {
    let asked = 0
    onOperation(() => {
      if (++asked === nth) throw systemError('ENOSPC')
    })
    expect(() => {
      writeDurably(to, 'newer')
    }).toThrow(expect.objectContaining({ code: 'ENOSPC' }))
    expect(readFileSync(to, 'utf8')).toBe('old')
    expect(readdirSync(folder).sort()).toEqual(['new', 'old'])
  },
)

it('a folder is flushed where the system can, and left alone where it cannot', async () => {
  const flushed: string[] = []
  onOperation((operation, path) => flushed.push(`${operation} ${path}`))
  await onPlatform('win32', () => {
    fsyncFolder(folder)
  })
  expect(flushed).toEqual([])
  fsyncFolder(folder)
  expect(flushed).toEqual([`fsync ${folder}`])
})
