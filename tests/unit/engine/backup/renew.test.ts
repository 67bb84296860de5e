/** A backup some of whose files are copied again: whole before, whole after, and never anything in between. */
import { mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBackup, type BackupItem } from '../../../../src-main/engine/backup/create.js'
import { filesFolder, readManifest, type Manifest } from '../../../../src-main/engine/backup/manifest.js'
import { renewBackup } from '../../../../src-main/engine/backup/renew.js'
import { verifyBackup } from '../../../../src-main/engine/backup/verify.js'
import { failureOf } from '../../../support/engine.js'
import { onOperation, once } from '../../../support/machine.js'
import { setFaultHook } from '../../../../src-main/engine/faults.js'

let root: string
let backup: string
let manifest: Manifest
const signal = new AbortController().signal
const at = (name: string) => join(root, name)
const item = (name: string): BackupItem => ({ role: 'config', path: at(name), database: false, replaced: false })
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'hive-renew-'))
  backup = at('backup')
  for (const name of ['a', 'b', 'c']) writeFileSync(at(name), `${name} then`)
  manifest = await createBackup({
    ...{ id: 'b', kind: 'migration', runId: 'r', source: 's', target: 't', folder: backup, absentFolders: [], signal },
    items: ['a', 'b', 'c'].map(item),
  })
})
afterEach(() => {
  setFaultHook(null)
  rmSync(root, { recursive: true, force: true })
})

const renew = (names: string[], prove = () => Promise.resolve()) =>
  renewBackup({ folder: backup, manifest, items: names.map(item), signal, prove })
const held = () => readManifest(backup).files.map(({ file }) => readFileSync(join(filesFolder(backup), file), 'utf8'))
const expectWhole = async () => {
  const { files } = await verifyBackup(backup)
  expect(readdirSync(filesFolder(backup)).sort()).toEqual(files.map(({ file }) => file).sort())
}

it('what changed is there as it is now, the rest as it was, and nothing else', async () => {
  for (const name of ['a', 'b']) writeFileSync(at(name), `${name} now`)
  const renewed = await renew(['a'])
  expect(renewed.id).toBe('b')
  expect(renewed).toEqual(readManifest(backup))
  expect(held()).toEqual(['a now', 'b then', 'c then'])
  await expectWhole()
  manifest = renewed
  await renew(['b', 'a'])
  expect(held()).toEqual(['a now', 'b now', 'c then'])
  await expectWhole()
})

it('until it is proven the old one is the backup; what cannot be is not left behind', async () => {
  writeFileSync(at('a'), 'a now')
  const refuse = async () => {
    expect(held()).toEqual(['a then', 'b then', 'c then'])
    await verifyBackup(backup)
    throw new Error('worse than before')
  }
  await expect(renew(['a'], refuse)).rejects.toThrow('worse than before')
  expect(held()).toEqual(['a then', 'b then', 'c then'])
  await expectWhole()
})

it('what is gone keeps the copy that there is', async () => {
  rmSync(at('a'))
  writeFileSync(at('b'), 'b now')
  await renew(['a', 'b'])
  expect(held()).toEqual(['a then', 'b now', 'c then'])
  await expectWhole()
})

it('copies that a death left go first', async () => {
  writeFileSync(join(filesFolder(backup), '007-stray'), 'x')
  await renew(['a'])
  await expectWhole()
})

describe('refused, and the backup is what it was:', () => {
  it('a file that changes once more while it is copied', async () => {
    once('renew:copied', () => {
      writeFileSync(at('a'), 'a later')
    })
    writeFileSync(at('a'), 'a now')
    expect(await failureOf(renew(['a']))).toMatchObject({ code: 'HM-SOURCE-BUSY', exit: 4 })
    expect(held()).toEqual(['a then', 'b then', 'c then'])
    await expectWhole()
  })

  it('a file that goes while it is copied', async () => {
    once('renew:copied', () => {
      rmSync(at('a'))
    })
    expect(await failureOf(renew(['a']))).toMatchObject({ code: 'HM-SOURCE-BUSY' })
    await expectWhole()
  })

  it('something that is no file any more', async () => {
    rmSync(at('a'))
    mkdirSync(at('a'))
    expect(await failureOf(renew(['a']))).toMatchObject({ code: 'HM-SOURCE-UNREADABLE' })
    await expectWhole()
  })

  it('a manifest that cannot be put in place', async () => {
    writeFileSync(at('a'), 'a now')
    onOperation((operation, path) => {
      if (operation === 'rename' && path.endsWith('manifest.json')) throw new Error('refused')
    })
    await expect(renew(['a'])).rejects.toThrow('refused')
    expect(held()).toEqual(['a then', 'b then', 'c then'])
    await expectWhole()
  })
})
