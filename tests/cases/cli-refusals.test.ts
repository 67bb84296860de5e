/** What cannot be migrated: the right exit status, an error with code and fix, and nothing changed. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSample } from '../../src-main/engine/sample/index.js'
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

describe('a mistake on the command line: exit 2, the error as JSON and in words, and the help of that very command', () => {
  it.each([
    [['quick', '--from', 'a', '--from', 'b', '--yes'], 'given more than once', 'quick --help'],
    [['quick', '--since', '2024-01-01', '--yes'], 'migration type staged only', 'quick --help'],
    [['preview', '--parts', 'settings'], 'migration type staged only', 'preview --help'],
    [['quick', '--migration-type', 'staged', '--since', '2024-02-01', '--until', '2024-01-01', '--yes'], 'ends before it begins', 'quick --help'], // prettier-ignore
    [['validate', '--sample', '-5'], 'above 0', 'validate --help'],
    [['test', '--timeout', '0'], 'above 0', 'test --help'],
    [['wizard'], 'no terminal', 'quick --yes --json'],
    [['rollback'], 'no terminal', 'rollback --list'],
    [['quick'], 'no terminal', 'quick --yes'],
    [['status', '--progress', 'xml'], 'Allowed choices are json', 'status --help'],
    [['help', 'nope'], "Unknown command 'nope'", '--help'],
  ])('%j', async (args, words, fix) => {
    const before = treeOf(home)
    const json = await stage.run(...args, '--json')
    expect(json.exit).toBe(2)
    const { error } = json.json<{ error: { code: string; detail: string; fix: string } }>()
    expect(error).toMatchObject({ code: 'HM-USAGE', detail: expect.stringContaining(words) as string })
    expect(error.fix).toContain(fix)
    const human = await stage.run(...args)
    expect(human).toMatchObject({ exit: 2, stdout: '' })
    expect(human.stderr.replaceAll(/\s+/g, ' ')).toContain(words)
    expect(treeOf(home)).toEqual(before)
  })
})

it.each([
  ['analyze', [], 'hive-migrate analyze PATH'],
  ['preview', [], 'hive-migrate preview PATH'],
  ['validate', ['--source'], '--source'],
  ['test', ['--from'], '--from'],
])('%s of a path that does not exist: exit 3, and the way to name another', async (command, option, fix) => {
  const ran = await stage.run(command, ...option, join(home, 'nowhere'), '--json')
  expect(ran.exit).toBe(3)
  const { error } = ran.json<{ error: { code: string; fix: string } }>()
  expect(error.code).toBe('HM-SOURCE-MISSING')
  expect(error.fix).toContain(fix)
})

it('validate before anything was migrated: exit 4, in words of its own', async () => {
  await createSample({ directory: home, conversations: 1 })
  const ran = await stage.run('validate', '--json')
  expect(ran.exit).toBe(4)
  const { error } = ran.json<{ error: { code: string; title: string; detail: string; fix: string } }>()
  expect(error).toMatchObject({ code: 'HM-TARGET-FOREIGN', title: 'There is no migrated database to compare with' })
  expect(error.detail).toContain('does not exist')
  expect(error.fix).toContain('`hive-migrate quick`')
  expect((await stage.run('validate')).stderr).toContain('There is no migrated database')
})
