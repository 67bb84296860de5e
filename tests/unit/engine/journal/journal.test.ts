/** The state folder: what a run writes into it, and what is tidied away when a run is dead. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { setFaultHook } from '../../../../src-main/engine/faults.js'
import { Run } from '../../../../src-main/engine/journal/run.js'
import { readSettings, writeSettings } from '../../../../src-main/engine/journal/settings.js'
import {
  isId,
  makeStateHome,
  newId,
  stateHome,
  type StateHome,
} from '../../../../src-main/engine/journal/state-home.js'
import { tidy } from '../../../../src-main/engine/journal/tidy.js'
import type { Environment } from '../../../../src-main/engine/model/index.js'
import { failing } from '../../../support/failing.js'
import { recordRequests } from '../../../support/requests.js'

let root: string
let home: StateHome
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hive-journal-'))
  home = stateHome(environmentAt(join(root, 'state')))
  makeStateHome(home)
})
afterEach(() => {
  setFaultHook(null)
  rmSync(root, { recursive: true })
})

const environmentAt = (stateHomePath: string): Environment => {
  return { platform: 'linux', home: '/nobody', homeGiven: true, env: {}, stateHome: stateHomePath, tmpdir: tmpdir() }
}
const modeOf = (path: string) => statSync(path).mode & 0o777

describe('the state folder', () => {
  it('belongs to its owner alone, and may be there already', () => {
    for (const folder of [home.root, home.backups, home.runs]) expect(modeOf(folder)).toBe(0o700)
    makeStateHome(home)
  })

  it('that cannot be made is refused by its name', () => {
    writeFileSync(join(root, 'a file'), '')
    const place = join(root, 'a file', 'state')
    const failure = failing(() => {
      makeStateHome(stateHome(environmentAt(place)))
    })
    expect(failure.code).toBe('HM-STATE-UNWRITABLE')
    expect(failure.detail).toContain(place)
  })

  it('keeps backups elsewhere when that is asked for, and nothing else', () => {
    const other = stateHome(environmentAt('/s'), '/elsewhere')
    expect(other).toEqual({ ...stateHome(environmentAt('/s')), backups: '/elsewhere' })
  })
})

describe('ids', () => {
  const noon = new Date('2026-03-04T12:00:00.000Z')

  it('say when they were given', () => {
    expect(newId(home, noon)).toMatch(/^20260304-120000-[0-9a-f]{6}$/)
  })

  it.each(['runs', 'backups'] as const)(
    'follow one another within a second and when the clock goes back: %s',
    (kind) => {
      const first = newId(home, noon)
      mkdirSync(join(home[kind], first))
      expect(newId(home, noon)).toMatch(/^20260304-120001-/)
      expect(newId(home, new Date('2025-01-01T00:00:00.000Z'))).toMatch(/^20260304-120001-/)
      expect(newId(home, new Date('2026-03-04T13:00:00.000Z'))).toMatch(/^20260304-130000-/)
    },
  )

  it('do not follow what is no id, or no time', () => {
    for (const name of ['notes', '20991231-235959', 'x20991231-235959-abcdef', '20269999-999999-abcdef'])
      mkdirSync(join(home.runs, name))
    expect(newId(home, noon)).toMatch(/^20260304-120000-/)
    expect(['20991231-235959-abcdef', '20991231-235959-ABCDEF', '20991231-235959-abcdef0'].map(isId)).toEqual([true, false, false]) // prettier-ignore
  })
})

describe('a run', () => {
  const plan = { kind: 'migrate' as const }

  it('has a private folder for its work, and its plan in it before anything else', () => {
    const run = Run.create(home, 'r1', plan)
    expect([run.folder, run.work].map(modeOf)).toEqual([0o700, 0o700])
    expect(JSON.parse(readFileSync(join(run.folder, 'plan.json'), 'utf8'))).toEqual(plan)
    expect(run).toMatchObject({ state: 'planned', isFinal: false })
    expect(Run.open(home, 'r1')?.startedAt).toBe(run.startedAt)
    expect(Date.parse(run.startedAt)).toBeGreaterThan(0)
  })

  it('is found after a power cut: its folder and the folder of all runs are flushed when it is there', () => {
    const requests = recordRequests()
    const { folder } = Run.create(home, 'r1', plan)
    const after = requests.slice(requests.lastIndexOf(`fsync ${join(folder, 'journal.ndjson')}`))
    expect(after).toEqual(expect.arrayContaining([`fsync ${folder}`, `fsync ${home.runs}`]))
  })

  it('remembers the states it came to, and what it noted last in each', () => {
    const run = Run.create(home, 'r1', plan)
    run.record('backed-up', { backup: 'first' })
    run.record('cancelled')
    run.record('backed-up', { backup: 'second' })
    const again = Run.open(home, 'r1')!
    expect(again.dataOf('backed-up')).toEqual({ backup: 'second' })
    expect(again.dataOf('cancelled')).toBeUndefined()
    expect(again.reached('cancelled')).toBe(true)
    expect(again.reached('done')).toBe(false)
    expect(again).toMatchObject({ state: 'backed-up', isFinal: false })
    expect(readFileSync(join(again.folder, 'journal.ndjson'), 'utf8')).not.toContain('undefined')
  })

  it.each(['done', 'nothing-to-do', 'failed', 'undone'] as const)('is over when it is %s', (state) => {
    const run = Run.create(home, 'r1', plan)
    run.record(state)
    expect(Run.open(home, 'r1')).toMatchObject({ state, isFinal: true })
  })

  it('without a journal has not begun; without a folder of runs there are none', () => {
    const run = Run.create(home, 'r1', plan)
    rmSync(join(run.folder, 'journal.ndjson'))
    expect(Run.open(home, 'r1')).toMatchObject({ state: 'planned', startedAt: '', isFinal: false })
    rmSync(home.runs, { recursive: true })
    expect(Run.all(home)).toEqual([])
  })

  it('comes before the ones that were made later', () => {
    for (const id of ['20260101-000000-bbbbbb', '20250101-000000-cccccc', '20260101-000000-aaaaaa'])
      Run.create(home, id, plan)
    expect(Run.all(home).map(({ id }) => id)).toEqual(['20250101-000000-cccccc', '20260101-000000-aaaaaa', '20260101-000000-bbbbbb']) // prettier-ignore
  })
})

describe('tidying', () => {
  const ids = ['20260101-000000-000001', '20260101-000000-000002', '20260101-000000-000003'] as const
  const place = (id: string) => join(home.backups, id)
  function partOfBackup(id: string, ...files: string[]): void {
    mkdirSync(join(place(id), 'files'), { recursive: true })
    for (const name of ['files/000-db', ...files]) writeFileSync(join(place(id), name), '{}')
  }
  const tidied = () => {
    tidy(home, root)
  }

  it('removes a run that died before its plan was whole, with all that is in it, and no other', () => {
    Run.create(home, ids[0], { kind: 'migrate' })
    Run.create(home, ids[1], { kind: 'migrate' })
    rmSync(join(home.runs, ids[1], 'plan.json'))
    writeFileSync(join(home.runs, ids[1], 'plan.json.partial'), '{')
    tidied()
    expect(existsSync(join(home.runs, ids[0], 'work'))).toBe(true)
    expect(existsSync(join(home.runs, ids[1]))).toBe(false)
  })

  it('removes a backup without a manifest that no open run speaks of', () => {
    partOfBackup(ids[0])
    partOfBackup(ids[1], 'manifest.json')
    partOfBackup(ids[2])
    const over = Run.create(home, ids[0], { kind: 'migrate', backup: { path: place(ids[2]) } })
    over.record('failed')
    tidied()
    expect(ids.map((id) => existsSync(place(id)))).toEqual([false, true, false])
  })

  it('leaves what an open run is going to finish, and what nobody of us put there', () => {
    partOfBackup(ids[0])
    partOfBackup(ids[1])
    partOfBackup('my own notes')
    Run.create(home, ids[0], { kind: 'migrate', backup: { path: place(ids[0]) } })
    Run.create(home, ids[1], { kind: 'rollback', backup: { path: '/elsewhere' }, keep: { path: place(ids[1]) } })
    tidied()
    expect([ids[0], ids[1], 'my own notes'].map((id) => existsSync(place(id)))).toEqual([true, true, true])
  })

  it('removes the temporary folders of processes that died', () => {
    const dead = join(root, 'hive-migrate-view-999999999-abc')
    mkdirSync(dead)
    tidied()
    expect(existsSync(dead)).toBe(false)
  })
})

describe('the settings', () => {
  const file = () => join(home.root, 'settings.json')

  it('are kept, and every backup is while there are none', () => {
    expect(readSettings(home)).toEqual({ keepBackups: null })
    writeSettings(home, { keepBackups: 1 })
    expect(readSettings(home)).toEqual({ keepBackups: 1 })
  })

  it.each([
    '{',
    '"text"',
    '{}',
    '{"keepBackups":0}',
    '{"keepBackups":-2}',
    '{"keepBackups":1.5}',
    '{"keepBackups":"3"}',
  ])('that say nothing sensible keep every backup: %s', (content) => {
    writeFileSync(file(), content)
    expect(readSettings(home)).toEqual({ keepBackups: null })
  })
})
