/** Stages of every shape: two by date, the second brings all that the first left; and what a preview says of them. */
import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MigrationResult, StageChoice } from '../../src-main/engine/model/index.js'
import { CaseHome } from '../support/case/home.js'
import { expectFound } from '../support/case/invariants.js'
import { readDatabase } from '../support/case/oracle/read.js'
import { structuredConfig } from '../support/case/shapes/config.js'
import { unified } from '../support/case/shapes/s-a.js'
import { knowledge } from '../support/case/shapes/s-b.js'
import { titled } from '../support/case/shapes/s-d.js'
import { messagesAsJson } from '../support/case/shapes/s-f.js'
import { rustCore } from '../support/case/shapes/s-g.js'
import { hybrid } from '../support/case/shapes/s-h.js'
import { workingDatabase } from '../support/case/shapes/s-j.js'
import { failureOf, makeWorld, snapshot, type World } from '../support/engine.js'
import { privateCopy } from '../support/old-database.js'

let world: World
let home: CaseHome
let to: string
beforeEach(async () => {
  world = await makeWorld(null)
  home = new CaseHome(realpathSync(world.home))
  to = join(home.folder, 'new', 'hive-ai.db')
})
afterEach(() => {
  world.remove()
})

const staged = (stage?: StageChoice) => world.migrate({ type: 'staged', to, ...(stage ? { stage } : {}) })
const only = (...names: string[]) =>
  unified({ count: 6 }).filter((sql) =>
    names.some((name) => new RegExp(`^(CREATE TABLE|INSERT INTO) "${name}"`).test(sql)),
  )

/** Conversations 1 and 2 were begun before it, the others later. */
const border = '2025-03-08'
const context = '.hive-ai/hive-ai-context.db'

const homes: Record<string, () => void> = {
  'S-A': () => home.database('.hive/hive-ai.db', unified({ count: 6 })),
  'S-B': () => home.old(knowledge({ count: 6 })),
  'S-D': () => home.database('.hive-ai/titles.db', titled({ count: 6 })),
  'S-F': () => home.database('.hive-ai/hive-ai.db', messagesAsJson()),
  'S-G': () => home.database('.hive-ai/hive-ai.db', rustCore({ count: 6 })),
  'S-H': () => home.database('.hive-ai/hive-ai.db', hybrid({ count: 6 })),
  'S-J': () => home.database('.hive-ai/hive.db', workingDatabase({ count: 6 })),
  'several that share conversations': () => {
    home.database(context, only('consensus_profiles', 'conversations', 'messages'))
    home.database('.hive-ai/secure-pipeline.db', only('pipeline_profiles'))
    home.old(knowledge({ count: 6 }))
  },
  'one whose dates another has': () => {
    home.database(context, only('conversations'))
    home.database(
      '.hive-ai/usage.db',
      only('messages', 'conversation_usage', 'performance_metrics', 'conversation_topics'),
    )
  },
}

function sources() {
  return home
    .databases()
    .filter((name) => home.path(name) !== to)
    .map((name, index) => {
      const copy = privateCopy(home.path(name), join(world.environment.tmpdir, `raw-${index}.db`))
      return { name, realPath: home.path(name), tables: readDatabase(copy) }
    })
}

function ask(sql: string): unknown[][] {
  const db = new Database(to, { readonly: true })
  try {
    return db.prepare(sql).raw().all() as unknown[][]
  } finally {
    db.close()
  }
}

function expectSound(result: MigrationResult): void {
  expect(result).toMatchObject({ status: 'migrated', totals: { same: true }, verification: { passed: true } })
  expect(ask('PRAGMA foreign_key_check')).toEqual([])
}

describe.each(Object.keys(homes))('%s', (name) => {
  it('in two stages is whole, and the preview says before what comes', async () => {
    homes[name]!()
    const before = snapshot(home.folder)
    for (const stage of [{ until: border }, { since: border }]) {
      const seen = await world.engine.preview({ type: 'staged', to, stage })
      const result = await staged(stage)
      expectSound(result)
      expect(seen.stage).toEqual(result.stage)
      const rows = new Map(seen.tables.map((table) => [`${table.database} ${table.name}`, table]))
      for (const { database, name: table, read, left } of result.tables) {
        const previewed = rows.get(`${database} ${table}`)
        expect(previewed?.rows, table).toBe(read)
        // What an earlier stage brought is left, too, by the books.
        expect(previewed?.left, table).toBeLessThanOrEqual(left)
      }
    }
    expectFound(sources(), to, {})
    const after = snapshot(home.folder)
    expect(await staged({ since: border })).toMatchObject({ status: 'nothing-to-do' })
    expect(await world.migrate({ to })).toMatchObject({ status: 'nothing-to-do' })
    expect(snapshot(home.folder)).toEqual(after)
    const old = Object.entries(after).filter(([path]) => path in before && !path.endsWith('.'))
    expect(Object.fromEntries(old.filter(([, what]) => !what.includes('folder')))).toEqual(
      Object.fromEntries(Object.entries(before).filter(([, what]) => !what.includes('folder'))),
    )
  })
})

it('a stage by date moves the conversations of all databases that say so', async () => {
  homes['one whose dates another has']!()
  const result = await staged({ until: border })
  expect(result.stage).toMatchObject({ conversations: { chosen: 2, left: 4 } })
  const owners = `SELECT DISTINCT conversation_id FROM messages`
  expect(ask(`SELECT count(*) FROM conversations`)).toEqual([[2]])
  expect(ask(`SELECT count(*) FROM (${owners})`)).toEqual([[2]])
  expect(ask(`SELECT count(*) FROM (${owners} EXCEPT SELECT id FROM conversations)`)).toEqual([[0]])
})

it('fresh brings the profiles of an old pipeline, and nothing that was said', async () => {
  home.database(context, only('consensus_profiles', 'conversations', 'messages'))
  home.database('.hive-ai/secure-pipeline.db', only('pipeline_profiles'))
  expectSound(await world.migrate({ type: 'fresh', to }))
  expect(ask('SELECT (SELECT count(*) FROM conversations) + (SELECT count(*) FROM messages)')).toEqual([[0]])
  expect(ask('SELECT count(*) > 0 FROM consensus_profiles')).toEqual([[1]])
})

it('fresh in the place of the old database archives it, and its backup gives the history later', async () => {
  const path = '.hive/hive-ai.db'
  home.database(path, unified({ count: 3 }))
  const [before, raw] = [
    snapshot(home.folder),
    readDatabase(privateCopy(home.path(path), join(home.folder, '..', 'raw.db'))),
  ]
  const fresh = await world.migrate({ type: 'fresh' })
  expect(fresh).toMatchObject({ status: 'migrated', stage: { conversations: { chosen: 0, left: 3 } } })
  const files = join(fresh.backup!.path, 'files')
  const archived = readdirSync(files).find((name) => statSync(join(files, name)).size > 100_000)
  to = home.path(path)
  expect(ask('SELECT count(*) FROM conversations')).toEqual([[0]])
  expectSound(await world.migrate({ from: join(files, archived!) }))
  expectFound([{ name: 'archive', realPath: realpathSync(join(files, archived!)), tables: raw }], to, {})
  const { id } = (await world.engine.backups({})).find(({ kind }) => kind === 'migration')!
  await world.engine.rollback({ backup: id })
  await world.engine.rollback({ backup: fresh.backup!.id })
  expect(snapshot(home.folder)).toEqual(before)
})

it('no stage where the new database would take the place of the old one', async () => {
  const path = '.hive/hive-ai.db'
  home.database(path, unified({ count: 2 }))
  const before = snapshot(home.folder)
  for (const more of [{}, { to: home.path(path) }]) {
    expect(await failureOf(world.migrate({ type: 'staged', ...more }))).toMatchObject({ code: 'HM-USAGE', exit: 2 })
  }
  expect(snapshot(home.folder)).toEqual(before)
})

it('parallel leaves the old Hive, its database and its settings, as it was', async () => {
  home.old(knowledge({ count: 2 }))
  home.write('.hive-ai/.env', 'HIVE_LOG=debug\n')
  home.write('.hive/config.json', structuredConfig)
  const before = snapshot(home.folder)
  expectSound(await world.migrate({ type: 'parallel', to }))
  const after = snapshot(home.folder)
  for (const [path, what] of Object.entries(before)) expect(after[path], path).toBe(what)
  expect(readdirSync(join(home.folder, 'new')).sort()).toEqual(['config.toml', 'hive-ai.db'])
  expect(existsSync(home.path('.hive/config.toml'))).toBe(false)
  // The old program writes on, the new one knows nothing of it.
  home.database('.hive-ai/hive-ai-knowledge.db', `UPDATE conversations SET question = 'asked again'`)
  expect(ask(`SELECT count(*) FROM conversations WHERE question = 'asked again'`)).toEqual([[0]])
})
