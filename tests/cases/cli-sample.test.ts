/** `--sample` as a stranger would run it: the whole job on made-up data, with a home full of somebody's own beside it. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Analysis, MigrationResult, Preview, RollbackResult, Status } from '../../src-main/engine/model/index.js'
import { makeSampleHome, type SampleHome } from '../support/sample-home.js'
import { makeStage, treeOf, type Stage } from './cli-command.js'

let own: SampleHome
let stage: Stage
let before: Record<string, string>
const folder = () => join(stage.state, 'sample')
const target = () => join(folder(), '.hive', 'hive-ai.db')

beforeAll(async () => {
  own = await makeSampleHome({ conversations: 3, seed: 7 })
  stage = await makeStage(null)
  before = treeOf(own.home)
})
afterAll(async () => {
  await stage.remove()
  await own.remove()
})

/** In a process whose own home, and whose HIVE_DB_PATH, hold an old Hive that must stay untouched. */
const run = (...args: string[]) =>
  stage.start(args, { env: { HOME: own.home, USERPROFILE: own.home, HIVE_DB_PATH: own.database } }).finished

describe('in this order', () => {
  it('analyze finds the 77 conversations of the sample and nothing else', async () => {
    const ran = await run('analyze', '--sample', '--json')
    expect(ran.exit).toBe(0)
    const { installs, target: place } = ran.json<Analysis>()
    const databases = installs.flatMap((install) => install.databases)
    expect(databases.map(({ path }) => path)).toEqual([join(folder(), '.hive-ai', 'hive-ai-knowledge.db')])
    expect(databases[0]?.tables).toContainEqual(expect.objectContaining({ name: 'conversations', rows: 77 }))
    expect(place.path).toBe(target())
  })

  it('preview says where it goes, to a person as well', async () => {
    const ran = await run('preview', '--sample', '--json')
    expect(ran.json<Preview>().target.path).toBe(target())
    expect((await run('preview', '--sample')).stdout).toContain(`Sample data in ${folder()}\n`)
  })

  it('quick migrates it; a second time there is nothing to do', async () => {
    const ran = await run('quick', '--sample', '--yes', '--json')
    expect(ran.exit).toBe(0)
    expect(ran.json<MigrationResult>()).toMatchObject({
      status: 'migrated',
      target: { path: target() },
      totals: { same: true },
      verification: { passed: true },
    })
    expect((await run('quick', '--sample', '--yes', '--json')).json()).toMatchObject({ status: 'nothing-to-do' })
  })

  it('the user’s own Hive counts as not migrated, and not a byte of it has changed', async () => {
    expect((await run('status', '--json')).json<Status>()).toMatchObject({ state: 'not-migrated', lastRun: null })
    expect(treeOf(own.home)).toEqual(before)
  })

  it('status says how it stands in words for a person', async () => {
    const ran = await run('status', '--health', '--json', '--home', folder())
    const { state, health } = ran.json<Status>()
    expect(state).toBe('migrated')
    expect(health).toContainEqual({ name: 'audit trail', ok: true, detail: '1 entry, the chain holds' })
    expect(health).toContainEqual({ name: 'new database', ok: true, detail: 'written by a migration' })
  })

  it('rollback takes the sample back', async () => {
    const ran = await run('rollback', '--confirm', '--json')
    expect(ran.json<RollbackResult>()).toMatchObject({ verified: true })
    expect(existsSync(target())).toBe(false)
    expect(treeOf(own.home)).toEqual(before)
  })
})

it('exits 2 beside a source, a target or a home', async () => {
  for (const other of [
    ['--from', own.path],
    ['--to', join(own.home, 'x.db')],
    ['--home', own.home],
  ])
    expect((await run('quick', '--sample', '--yes', '--json', ...other)).exit).toBe(2)
  expect((await run('preview', own.path, '--sample', '--json')).exit).toBe(2)
})
