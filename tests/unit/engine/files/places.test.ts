/** Paths that are links, roots and neighbours; private folders of processes that live and that died. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isInside } from '../../../../src-main/engine/files/paths.js'
import { makePrivateFolder, removeAbandonedFolders } from '../../../../src-main/engine/files/private-folder.js'
import { linkOrCopy } from '../../../../src-main/engine/files/private-view.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hive-places-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

it.each([
  ['/home/ann', '/home/ann', true],
  ['/home/ann/.hive', '/home/ann', true],
  ['/home/ann/.hive', '/home/ann/', true],
  ['/home/annabel', '/home/ann', false],
  ['/home', '/home/ann', false],
  ['/etc', '/', true],
  ['C:\\Users\\ann\\.hive', 'C:\\Users\\ann', true],
  ['C:\\Users\\annabel', 'C:\\Users\\ann', false],
  ['C:\\Users', 'C:\\', true],
])('%s lies inside %s: %s', (path, outer, expected) => {
  expect(isInside(path, outer)).toBe(expected)
})

describe('private folders', () => {
  it('of a process that died are removed; those that are in use and everything else stay', () => {
    const dead = spawnSync(process.execPath, ['-e', '']).pid
    const own = makePrivateFolder(folder, 'view')
    expect(statSync(own).mode & 0o077).toBe(0)
    const others = ['hive-migrate-view-1-init', 'hive-migrate-view-x-y', 'hive-sample', `hive-migrate-view-${dead}-`]
    for (const name of others) mkdirSync(join(folder, name))
    for (const kind of ['view', 'trial']) {
      mkdirSync(join(folder, `hive-migrate-${kind}-${dead}-abc`))
      writeFileSync(join(folder, `hive-migrate-${kind}-${dead}-abc`, 'backup.db'), 'mine')
    }
    removeAbandonedFolders(folder)
    expect(readdirSync(folder).sort()).toEqual([...others, own.slice(folder.length + 1)].sort())
  })
})

it('where the file system cannot link, a copy serves', () => {
  writeFileSync(join(folder, 'a'), 'bytes')
  linkOrCopy(join(folder, 'a'), join(folder, 'b'))
  expect(statSync(join(folder, 'b')).ino).toBe(statSync(join(folder, 'a')).ino)
  const elsewhere = '/dev/shm'
  if (!existsSync(elsewhere) || statSync(elsewhere).dev === statSync(folder).dev) return
  const other = mkdtempSync(join(elsewhere, 'hive-places-'))
  linkOrCopy(join(folder, 'a'), join(other, 'b'))
  expect(statSync(join(other, 'b')).size).toBe(5)
  rmSync(other, { recursive: true })
})
