/** What a look at the old Hive tells, before anything is moved: versions, sizes, scores, and every refusal in time. */
import { chmodSync, mkdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MigrateRequest } from '../../src-main/engine/model/index.js'
import { engineOf, failureOf, makeWorld, plainRun, snapshot, type World } from '../support/engine.js'
import { withoutRoot } from '../support/machine.js'
import { changeDatabase } from '../support/old-database.js'
import { openElsewhere } from '../support/other-program.js'

let world: World
beforeEach(async () => {
  world = await makeWorld({ conversations: 3 })
})
afterEach(() => {
  world.remove()
})

describe('the version of the npm package', () => {
  it.each([
    ['an old one', '{"version": "0.9.3"}', '0.9.3', ['HM-SOURCE-OLD']],
    ['a known one', '{"version": "1.7.2"}', '1.7.2', []],
    ['without a version', '{}', null, []],
    ['damaged', '{"version', null, []],
  ])('%s', async (_, content, version, codes) => {
    const folder = join(world.home, 'node_modules', '@hivetechs', 'hive-ai')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), content)
    const [install] = (await world.engine.analyze({})).installs
    expect(install).toMatchObject({ version })
    expect(install?.issues.map(({ code }) => code)).toEqual(codes)
  })
})

describe('how much there is to think of', () => {
  const complexity = async (env = {}) => {
    const { installs } = await engineOf({ ...world.environment, env }).analyze({})
    return installs[0]?.compatibility
  }

  it('nothing, for a database that moves as it is', async () => {
    expect(await complexity()).toEqual({ score: 1, complexity: 'simple' })
  })

  it('more with each table that nobody knows, and with what stands in the way afterwards', async () => {
    changeDatabase(world.source, (db) => {
      for (let n = 0; n < 120; n++) db.exec(`CREATE TABLE t${n} (a)`)
    })
    expect(await complexity()).toMatchObject({ complexity: 'simple', score: 0.82 })
    expect(await complexity({ HIVE_DB_PATH: world.source })).toMatchObject({ complexity: 'moderate', score: 0.77 })
  })

  it.each([
    [1, 'complex', 0.5],
    [3, 'expert', 0.25],
  ])('%i unreadable beside a sound one', async (damaged, expected, score) => {
    for (let n = 0; n < damaged; n++) writeFileSync(join(world.home, '.hive-ai', `copy${n}.db`), 'SQLite format 3\0')
    expect(await complexity()).toEqual({ score, complexity: expected })
  })
})

it('of several databases the latest use counts, whichever comes first', async () => {
  changeDatabase(world.source, (db) => db.exec('DELETE FROM stage_confidence'))
  const earlier = new Database(join(world.home, '.hive-ai', 'a.db'))
  earlier.exec('CREATE TABLE conversations (id, question, final_answer, source_of_truth)')
  earlier.close()
  const { installs } = await world.engine.analyze({})
  const times = installs[0]!.databases.map(({ modifiedAt }) => modifiedAt)
  expect(times).toHaveLength(2)
  expect(installs[0]?.lastUsed).toBe(times.sort().at(-1))
})

it('above 1 GB rows are estimated and the deep check waits, unless it is asked for', async () => {
  changeDatabase(world.source, (db) => {
    db.exec('CREATE TABLE bare (a PRIMARY KEY) WITHOUT ROWID')
    db.exec(`INSERT INTO bare VALUES ('x'), ('y')`)
    db.exec('DELETE FROM conversation_keywords WHERE id <> (SELECT max(id) FROM conversation_keywords)')
  })
  truncateSync(world.source, (1 << 30) + 4096)
  const before = snapshot(join(world.home, '.hive'))
  const tables = async (detailed: boolean) => {
    const { installs } = await world.engine.analyze({ detailed })
    const all = installs[0]?.databases[0]?.tables ?? []
    return Object.fromEntries(all.map(({ name, ...rest }) => [name, rest]))
  }
  const glance = await tables(false)
  expect(glance.bare).toEqual({ rows: 2 })
  expect(glance.conversations).toEqual({ rows: 3, approximate: true })
  expect(glance.conversation_keywords?.rows).toBeGreaterThan(1)
  const counted = await tables(true)
  expect(counted.conversation_keywords).toEqual({ rows: 1 })
  expect(snapshot(join(world.home, '.hive'))).toEqual(before)
})

it('a preview says that the old Hive runs, which stops nothing', async () => {
  const app = await openElsewhere(world.source, ['SELECT count(*) FROM conversations'])
  try {
    const { issues } = await world.engine.preview({})
    expect(issues).toMatchObject([{ severity: 'warning', code: 'HM-SOURCE-IN-USE' }])
    expect(issues[0]?.message).toContain('has it open')
    expect(issues[0]?.fix).toContain('quit that program')
    // Of a stage, whose rows are counted in the same file, it says just that.
    const staged = await world.engine.preview({ type: 'staged', stage: { until: '2025-01-01' } })
    expect(staged.issues).toEqual(issues)
    expect(staged.stage?.conversations).not.toBeNull()
    expect(await world.engine.preflight({})).toMatchObject({ passed: true })
  } finally {
    await app.end()
  }
})

describe('refused in time, and nothing changes:', () => {
  async function expectRefused(code: string, ...asks: (() => Promise<unknown>)[]): Promise<void> {
    const before = snapshot(world.home)
    for (const ask of asks) expect(await failureOf(ask())).toMatchObject({ code })
    expect(snapshot(world.home)).toEqual(before)
    expect(snapshot(world.environment.tmpdir)).toEqual({})
  }

  it('no old Hive: says where it looked', async () => {
    rmSync(world.source)
    const { engine } = world
    const asks = [() => engine.preview({}), () => engine.preflight({}), () => engine.migrate(plainRun)]
    await expectRefused('HM-SOURCE-MISSING', ...asks)
    expect((await failureOf(engine.preflight({}))).detail).toContain(join(world.home, '.hive-ai'))
    await expectRefused('HM-SOURCE-MISSING', () => engine.analyze({ path: join(world.home, 'none.db') }))
  })

  it('a database without a table', async () => {
    const path = join(world.home, 'empty.db')
    const db = new Database(path)
    db.pragma('user_version = 1')
    db.close()
    const asks = [() => world.migrate({ from: path }), () => world.engine.preview({ from: path })]
    await expectRefused('HM-SOURCE-UNKNOWN-SHAPE', ...asks)
    expect((await failureOf(asks[0]!())).detail).toContain('holds no table')
  })

  const staged = { type: 'staged' as const }
  it.each<[string, Partial<MigrateRequest>]>([
    ['of another type', { type: 'fresh', stage: { since: '2024-01-01' } }],
    ['of no type', { stage: { parts: ['settings'] } }],
    ['with a date that is none', { ...staged, stage: { since: '2024-02-30' } }],
    ['with words for a date', { ...staged, stage: { until: 'yesterday' } }],
    ['that ends before it begins', { ...staged, stage: { since: '2024-02-02', until: '2024-02-02' } }],
    ['of parts that do not exist', { ...staged, stage: { parts: ['history' as 'settings'] } }],
    ['of nothing', { ...staged, stage: { parts: [] } }],
    ['with dates of settings', { ...staged, stage: { since: '2024-02-02', parts: ['settings'] } }],
  ])('a stage %s', async (_, request) => {
    await expectRefused('HM-USAGE', () => world.migrate(request), () => world.engine.preview(request)) // prettier-ignore
  })

  it('another old Hive where the new one goes', async () => {
    const to = join(world.home, '.hive-ai', 'hive-ai-knowledge.db')
    const other = await makeWorld({ conversations: 2 })
    const ask = () => world.migrate({ from: other.source, to })
    await expectRefused('HM-TARGET-HAS-DATA', ask)
    expect((await failureOf(ask())).detail).toContain('another old Hive')
    other.remove()
  })

  it('in its own place while the old Hive runs', async () => {
    const app = await openElsewhere(world.source, ['SELECT count(*) FROM conversations'])
    try {
      const ask = () => world.migrate({ to: world.source })
      await expectRefused('HM-TARGET-IN-USE', ask)
      expect((await failureOf(ask())).detail).toContain('the database that is to be replaced')
    } finally {
      await app.end()
    }
  })

  it('parallel in its own place, where both cannot stay', async () => {
    renameSync(world.source, world.target)
    await expectRefused('HM-USAGE', () => world.migrate({ type: 'parallel' }))
  })

  it.each([
    ['the database', '.hive-ai/hive-ai-knowledge.db'],
    ['config.json', '.hive/config.json'],
  ])('%s, which this user may not read', async (_, name) => {
    const { home, engine, environment } = world
    for (const path of [join(home, '..'), home, environment.tmpdir]) chmodSync(path, 0o777)
    for (const path of ['.hive-ai', '.hive']) chmodSync(join(home, path), 0o755)
    chmodSync(join(home, '.hive', 'config.json'), 0o644)
    chmodSync(join(home, name), 0)
    await withoutRoot(async () => {
      const failure = await failureOf(engine.preview({}))
      expect(failure).toMatchObject({ code: 'HM-SOURCE-UNREADABLE', exit: 4 })
      expect(failure.detail).toContain(join(home, name))
    })
  })
})
