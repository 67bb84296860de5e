/** The whole job with the engine itself: nothing changes before it, everything is there after it, a second run does nothing. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import type { SampleOptions } from '../../src-main/engine/sample/index.js'
import { lostCells } from '../support/account-for.js'
import { makeWorld, snapshot, type World } from '../support/engine.js'
import { hasPython, independentCheck } from '../support/independent-check.js'
import { privateCopy } from '../support/old-database.js'
import { openElsewhere } from '../support/other-program.js'
import { appStatements } from '../unit/target/fixtures/app-statements.js'

const worlds: World[] = []
async function world(sample: Omit<SampleOptions, 'directory'> = {}): Promise<World> {
  const made = await makeWorld(sample)
  worlds.push(made)
  return made
}
afterEach(() => {
  for (const each of worlds.splice(0)) each.remove()
})

const variants: [string, Omit<SampleOptions, 'directory'>][] = [
  ['topics with confidence', { conversations: 77, topicsVariant: 'confidence' }],
  ['topics with weight', { conversations: 77, topicsVariant: 'weight' }],
  ['rows only in the -wal', { conversations: 30, walConversations: 12 }],
  ['every row in the -wal', { conversations: 9, walConversations: 9 }],
  ['WAL mode without side files', { conversations: 20, journalMode: 'wal' }],
]

describe.each(variants)('an install with %s', (_, sample) => {
  it('moves whole, and its own folder does not change by a byte', async () => {
    const { home, source, target, migrate, environment, engine } = await world(sample)
    const before = snapshot(home)
    const copy = privateCopy(source, join(environment.tmpdir, 'old.db'))
    const result = await migrate()

    expect(result).toMatchObject({ status: 'migrated', totals: { same: true, left: 0 }, verification: { passed: true, mismatches: 0 } }) // prettier-ignore
    for (const row of result.tables) expect(row.read).toBe(row.migrated + row.quarantined + row.carried)
    const after = snapshot(home)
    const mine = Object.keys(after).filter((path) => !(path in before))
    expect(mine.sort()).toEqual(['.hive/config.toml', '.hive/hive-ai.db'])
    for (const path of Object.keys(before)) expect(after[path]).toBe(before[path])
    expect(statSync(target).mode & 0o777).toBe(0o600)

    expect(lostCells(copy, target)).toEqual([])
    if (hasPython) expect(independentCheck(copy, target)).toMatchObject({ differences: [], passed: true })
    const validated = await engine.validate({ level: 'strict' })
    expect(validated.checks.filter((check) => !check.passed)).toEqual([])
    expect(readdirSync(environment.tmpdir)).toEqual(['old.db', 'old.db-wal'].filter((name) => readdirSync(environment.tmpdir).includes(name))) // prettier-ignore
  })

  it('is looked at without a trace', async () => {
    const { home, engine, environment } = await world(sample)
    const before = snapshot(home)
    const analysis = await engine.analyze({})
    expect(analysis.installs[0]?.databases).toMatchObject([{ shape: 'S-B', issues: [] }])
    await engine.analyze({ path: home, detailed: true })
    expect((await engine.preview({})).tables).not.toEqual([])
    expect(await engine.preflight({})).toMatchObject({ passed: true })
    await engine.status({ health: true })
    expect(snapshot(home)).toEqual(before)
    expect(readdirSync(environment.tmpdir)).toEqual([])
    expect(readdirSync(join(home, '..')).sort()).toEqual(['home', 'tmp'])
  })
})

describe('a second run', () => {
  it('finds nothing to do and changes no byte', async () => {
    const { home, migrate } = await world({ walConversations: 2 })
    await migrate()
    const before = snapshot(home)
    const again = await migrate()
    expect(again).toMatchObject({ status: 'nothing-to-do', totals: { same: true, migrated: 0 }, backup: null })
    expect(await migrate({ resume: true })).toMatchObject({ status: 'nothing-to-do' })
    expect(snapshot(home)).toEqual(before)
  })

  it('does so after the new app has used the file in WAL mode, with its side files still there', async () => {
    const { home, target, migrate, engine } = await world()
    await migrate()
    const app = await openElsewhere(target, ['PRAGMA journal_mode = WAL', 'PRAGMA foreign_keys = ON', ...appStatements])
    try {
      const before = snapshot(home)
      expect(Object.keys(before)).toContain('.hive/hive-ai.db-wal')
      expect(await migrate()).toMatchObject({ status: 'nothing-to-do' })
      expect(await engine.validate({ level: 'strict' })).toMatchObject({ passed: true })
      expect(snapshot(home)).toEqual(before)
      await app.end('kill')
      expect(await migrate()).toMatchObject({ status: 'nothing-to-do' })
      expect(await engine.validate({ level: 'strict' })).toMatchObject({ passed: true })
      expect(snapshot(home)).toEqual(before)
    } finally {
      await app.end()
    }
  })

  it('compares every value when the old file changed in bytes only', async () => {
    const { home, source, migrate } = await world({ walConversations: 3 })
    await migrate()
    // Opening and closing folds the -wal: other bytes, the same rows.
    const reader = new Database(source)
    reader.prepare('SELECT count(*) FROM conversations').get()
    reader.close()
    const before = snapshot(home)
    expect(await migrate()).toMatchObject({ status: 'nothing-to-do' })
    expect(snapshot(home)).toEqual(before)
  })

  it('moves what is new in the old Hive, and nothing twice', async () => {
    const { home, source, target, migrate, engine } = await world()
    await migrate()
    const old = new Database(source)
    old.exec(`INSERT INTO conversations (id, question, final_answer, source_of_truth) VALUES ('new', 'q', 'a', 's')`)
    old.close()
    const rows = () => {
      const db = new Database(target, { readonly: true })
      const found = ['conversations', 'stage_outputs', 'messages', 'conversation_usage', 'knowledge_conversations'].map(
        (table) => db.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[],
      )
      db.close()
      return found
    }
    const before = rows()
    const tree = snapshot(home)
    const result = await migrate()
    expect(result).toMatchObject({ status: 'migrated', totals: { same: true } })
    const conversations = result.tables.find(({ name }) => name === 'conversations')
    expect(conversations).toMatchObject({ read: 6, migrated: 1, left: 5, quarantined: 0, carried: 0 })
    const added = rows().map((now, index) => {
      const was = new Set(before[index]!.map((row) => JSON.stringify(row)))
      const more = now.filter((row) => !was.has(JSON.stringify(row)))
      expect(now.length - more.length).toBe(was.size)
      return more
    })
    expect(added.map(({ length }) => length)).toEqual([1, 0, 2, 1, 1])
    expect(added[0]).toMatchObject([{ id: 'new', question: 'q', final_answer: 'a', source_of_truth: 's', title: 'q' }])
    const after = snapshot(home)
    expect(await migrate()).toMatchObject({ status: 'nothing-to-do' })
    expect(snapshot(home)).toEqual(after)
    await engine.rollback({ backup: result.backup!.id })
    expect(snapshot(home)).toEqual(tree)
  })
})

it('gives the same rows and ids when it is run again after being taken back', async () => {
  const { environment, target, migrate, engine } = await world()
  const dump = () => {
    const db = new Database(target, { readonly: true })
    const rows = ['messages', 'knowledge_conversations', 'conversation_usage'].map((table) => db.prepare(`SELECT * FROM ${table}`).all()) // prettier-ignore
    db.close()
    return JSON.stringify(rows)
  }
  const first = await migrate()
  const rows = dump()
  await engine.rollback({ backup: first.backup!.id })
  await migrate()
  expect(dump()).toBe(rows)
  expect(readFileSync(join(environment.stateHome, 'audit.ndjson'), 'utf8').trim().split('\n')).toHaveLength(3)
})
