/** The order in which backups are listed. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { listBackups } from '../../../../src-main/engine/backup/list.js'
import { writeManifest } from '../../../../src-main/engine/backup/manifest.js'
import { Run } from '../../../../src-main/engine/journal/run.js'
import type { StateHome } from '../../../../src-main/engine/journal/state-home.js'

let root: string
let home: StateHome
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hive-list-'))
  const inRoot = (name: string) => join(root, name)
  home = { root, backups: inRoot('backups'), runs: inRoot('runs'), audit: inRoot('audit'), lock: inRoot('lock.db') }
  mkdirSync(home.runs)
})
afterEach(() => {
  rmSync(root, { recursive: true })
})

function backUp(folder: string, id: string, createdAt: string): void {
  mkdirSync(join(folder, id), { recursive: true })
  const places = { source: '/s', target: '/t', files: [], absentFolders: [] }
  writeManifest(join(folder, id), { version: 1, id, runId: 'r1', kind: 'migration', createdAt, ...places })
}

it('is by the second of the id, and within one second by the moment, wherever they lie', () => {
  const elsewhere = join(root, 'my backups')
  backUp(elsewhere, '20261122-150001-ffffff', '2026-11-22T15:00:01.100Z')
  backUp(home.backups, '20261122-150001-000000', '2026-11-22T15:00:01.900Z')
  // The clock was set back meanwhile.
  backUp(home.backups, '20261122-150002-aaaaaa', '2026-11-22T14:00:00.000Z')
  const run = Run.create(home, '20261122-150000-bbbbbb', { kind: 'migrate' })
  run.record('backed-up', { backup: join(elsewhere, '20261122-150001-ffffff') })
  expect(listBackups(home).map(({ id }) => id)).toEqual([
    '20261122-150002-aaaaaa',
    '20261122-150001-000000',
    '20261122-150001-ffffff',
  ])
})
