/** Who has a file open, as each system tells it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, closeSync, linkSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { PathLike } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { withoutRoot } from '../../../support/machine.js'
import { openWriter } from '../../../support/writer.js'
import { usersInWords, usersOf } from '../../../../src-main/engine/files/users.js'

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

it('on Windows, the Hives that run are the likeliest to have it open', () => {
  const busy = join(folder, 'busy')
  writeFileSync(busy, '')
  held.add(busy)
  const running = () => [
    { pid: 7_000_001, parent: 1, words: ['C:\\Program Files\\Hive Consensus\\Hive Consensus.exe'] },
    { pid: 7_000_002, parent: 1, words: ['C:\\Windows\\explorer.exe'] },
  ]
  expect(usersOf([busy], 'win32', running)).toEqual([{ pid: 7_000_001, name: 'the new Hive' }])
})

it('in words, with numbers where there are some', () => {
  const users = [
    { pid: 12, name: 'the new Hive' },
    { pid: 0, name: 'another program' },
    { pid: 13, name: 'the other' },
  ]
  expect(usersInWords(users)).toBe('The new Hive (process 12), another program, the other (process 13)')
  expect(usersInWords([{ pid: 5, name: 'node' }])).toBe('node (process 5)')
})

describe.runIf(process.platform === 'linux')('on Linux', () => {
  it.each(['hive-ai', 'sleep'])('a program that has a file open by another name of it: %s', async (argv0) => {
    const [file, other] = [join(folder, 'a.db'), join(folder, 'b.db')]
    writeFileSync(file, '')
    linkSync(file, other)
    const handle = openSync(other, 'r')
    const program = spawn('sleep', ['60'], { argv0, stdio: [handle, 'ignore', 'ignore'] })
    closeSync(handle)
    await once(program, 'spawn')
    try {
      const name = argv0 === 'sleep' ? 'sleep' : 'the old Hive’s command line'
      expect(usersOf([file])).toEqual([{ pid: program.pid, name }])
    } finally {
      program.kill('SIGKILL')
      await once(program, 'close')
    }
    expect(usersOf([file])).toEqual([])
  })
})

it.runIf(process.platform === 'linux' && process.getuid?.() === 0)(
  'on Linux, a program of somebody else that holds a lock on it is seen, though not what it has open',
  async () => {
    const file = join(folder, 'locked.db')
    chmodSync(folder, 0o755)
    const writer = await openWriter(file, ['PRAGMA journal_mode = WAL', 'CREATE TABLE t (a)'])
    try {
      expect(await withoutRoot(() => usersOf([file, `${file}-shm`]).map(({ pid }) => pid))).toEqual([writer.pid])
    } finally {
      await writer.end()
    }
  },
)

it.runIf(process.platform === 'linux')('on Linux, whoever holds a lock in a list that was read ahead', () => {
  const file = join(folder, 'locked.db')
  writeFileSync(file, '')
  const { dev, ino } = statSync(file, { bigint: true })
  const hex = (number: bigint) => number.toString(16).padStart(2, '0')
  const device = `${hex((dev >> 8n) & 0xfffn)}:${hex((dev & 0xffn) | ((dev >> 12n) & ~0xffn))}`
  const lock = (pid: number, number: bigint) => `1: POSIX  ADVISORY  WRITE ${pid} ${device}:${number} 0 EOF\n`
  const locks = () => lock(1, ino) + lock(2, ino + 1n) + lock(process.pid, ino)
  expect(usersOf([file], 'linux', () => [], locks).map(({ pid }) => pid)).toEqual([1])
})

it.runIf(process.platform === 'linux')('on Linux this process is not its own user', () => {
  const file = join(folder, 'mine')
  const handle = openSync(file, 'w')
  expect(usersOf([file])).toEqual([])
  closeSync(handle)
})
