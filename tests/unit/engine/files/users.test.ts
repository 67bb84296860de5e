/** Who has a file open, as each system tells it. */
import { chmodSync, mkdtempSync, openSync, closeSync, rmSync, writeFileSync, type PathLike } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { usersOf } from '../../../../src-main/engine/files/users.js'

/** Paths that another handle holds, as Windows would see it. */
const held = new Set<PathLike>()
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>()
  const open: typeof fs.openSync = (path, flags, mode) => {
    if (flags === 0x10000000 && held.has(path)) throw Object.assign(new Error('busy'), { code: 'EBUSY' })
    return fs.openSync(path, flags, mode)
  }
  return { ...fs, openSync: open }
})

let folder: string
const path = process.env.PATH
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hive-users-'))
})
afterEach(() => {
  held.clear()
  process.env.PATH = path
  rmSync(folder, { recursive: true, force: true })
})

describe('on macOS, by lsof', () => {
  function answer(script: string): void {
    const program = join(folder, 'lsof')
    writeFileSync(program, `#!/bin/sh\n${script}\n`)
    chmodSync(program, 0o755)
    process.env.PATH = folder
  }

  it('programs by number and name, without this one and its parent', () => {
    answer(`printf 'p41\\ncHive\\np${process.pid}\\ncnode\\np${process.ppid}\\ncnode\\np42\\ncsqlite3\\n'`)
    expect(usersOf(['/a'], 'darwin')).toEqual([
      { pid: 41, name: 'Hive' },
      { pid: 42, name: 'sqlite3' },
    ])
  })

  it('a program without a name is a program', () => {
    answer(`printf 'p41\\n'`)
    expect(usersOf(['/a'], 'darwin')).toEqual([{ pid: 41, name: 'a program' }])
  })

  it('nobody (lsof ends with 1), and a Mac without lsof', () => {
    answer('exit 1')
    expect(usersOf(['/a'], 'darwin')).toEqual([])
    rmSync(join(folder, 'lsof'))
    expect(usersOf(['/a'], 'darwin')).toEqual([])
  })
})

it('on Windows, by an open that wants the file alone', () => {
  const [free, busy] = [join(folder, 'free'), join(folder, 'busy')]
  for (const file of [free, busy]) writeFileSync(file, '')
  held.add(busy)
  expect(usersOf([free, busy, join(folder, 'absent')], 'win32')).toEqual([{ pid: 0, name: 'another program' }])
})

it.runIf(process.platform === 'linux')('on Linux this process is not its own user', () => {
  const file = join(folder, 'mine')
  const handle = openSync(file, 'w')
  expect(usersOf([file])).toEqual([])
  closeSync(handle)
})
