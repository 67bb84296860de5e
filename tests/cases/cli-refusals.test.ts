/** What cannot be migrated: the right exit status, an error with code and fix, and nothing changed. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeStage, treeOf, type Stage } from './cli-command.js'

let home: string
let stage: Stage
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'hive-home-'))
  stage = await makeStage(home)
})
afterEach(async () => {
  await stage.remove()
  rmSync(home, { recursive: true, force: true })
})

function place(content: string | Buffer): string {
  mkdirSync(join(home, '.hive-ai'), { recursive: true })
  const path = join(home, '.hive-ai', 'hive-ai-knowledge.db')
  writeFileSync(path, content)
  return path
}

function alien(): string {
  mkdirSync(join(home, '.hive-ai'), { recursive: true })
  const path = join(home, '.hive-ai', 'photos.db')
  const database = new Database(path)
  database.exec('CREATE TABLE photos (id INTEGER PRIMARY KEY, taken TEXT)')
  database.close()
  return path
}

describe.each([
  ['missing', () => join(home, 'nowhere.db'), 3, 'HM-SOURCE-MISSING'],
  ['empty', () => place(''), 3, 'HM-SOURCE-EMPTY'],
  [
    'not a database',
    () => place('no database at all, but long enough to have a header '.repeat(9)),
    3,
    'HM-SOURCE-NOT-A-DATABASE',
  ],
  ['of no known shape', alien, 3, 'HM-SOURCE-UNKNOWN-SHAPE'],
] as const)('a source that is %s', (_, prepare, exit, code) => {
  it('is refused by quick, in JSON and in words', async () => {
    const path = prepare()
    const before = treeOf(home)
    const json = await stage.run('quick', '--from', path, '--yes', '--json')
    expect(json.json()).toMatchObject({ status: 'failed', error: { code } })
    expect(json.exit).toBe(exit)
    const human = await stage.run('quick', '--from', path, '--yes')
    expect(human).toMatchObject({ exit, stdout: '', stderr: expect.stringContaining(code) as string })
    expect(treeOf(home)).toEqual(before)
  })
})

it('a home without a Hive: quick exits 3; analyze says where it looked', async () => {
  const ran = await stage.run('quick', '--yes', '--json')
  expect(ran.exit).toBe(3)
  expect(ran.json()).toMatchObject({ error: { code: 'HM-SOURCE-MISSING' } })
  expect((await stage.run('analyze')).stdout).toContain(join(home, '.hive-ai'))
  expect((await stage.run('status', '--json')).json()).toMatchObject({ state: 'nothing-found' })
})

it('a backup that does not exist: exit 3', async () => {
  const ran = await stage.run('rollback', '--backup', 'none', '--confirm', '--json')
  expect(ran.exit).toBe(3)
  expect(ran.json()).toMatchObject({ error: { code: 'HM-BACKUP-UNKNOWN' } })
})
