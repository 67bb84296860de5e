/** Sources of every kind: what is refused, with which code, and what moves all the same. Nothing changes where it is refused. */
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lostCells } from '../support/account-for.js'
import { engineOf, failureOf, makeWorld, plainRun, snapshot, type World } from '../support/engine.js'
import { changeDatabase, privateCopy } from '../support/old-database.js'
import { openElsewhere } from '../support/other-program.js'

let world: World
beforeEach(async () => {
  world = await makeWorld()
})
afterEach(() => {
  world.remove()
})

const emptyTables = (path: string) =>
  changeDatabase(path, (db) => {
    const names = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`).pluck()
    for (const name of names.all() as string[]) db.exec(`DELETE FROM ${name}`)
  })

/** Overwrites a page in the middle of the largest table, as a bad disk does. */
function spoilPage(path: string): void {
  const bytes = readFileSync(path)
  bytes.fill(0x5a, 4096 * 6, 4096 * 9)
  writeFileSync(path, bytes)
}

const refused: [string, (path: string) => void, code: string, exit: number][] = [
  ['missing', (path) => rmSync(path), 'HM-SOURCE-MISSING', 3],
  ['of zero bytes', (path) => truncateSync(path, 0), 'HM-SOURCE-EMPTY', 3],
  ['text', (path) => writeFileSync(path, 'Dear diary, '.repeat(400)), 'HM-SOURCE-NOT-A-DATABASE', 3],
  ['shorter than a header', (path) => writeFileSync(path, 'SQL'), 'HM-SOURCE-NOT-A-DATABASE', 3],
  ['only a header', (path) => writeFileSync(path, 'SQLite format 3\0'), 'HM-SOURCE-NOT-A-DATABASE', 3],
  ['gzip', (path) => writeFileSync(path, gzipSync(readFileSync(path))), 'HM-SOURCE-NOT-A-DATABASE', 3],
  ['an encrypted backup', (path) => writeFileSync(path, 'HIVEENC1 and then some bytes'), 'HM-SOURCE-NOT-A-DATABASE', 3],
  ['truncated', (path) => truncateSync(path, 4096 * 5), 'HM-SOURCE-CORRUPT', 3],
  ['damaged in the middle', spoilPage, 'HM-SOURCE-CORRUPT', 3],
  ['a database of something else', alien, 'HM-SOURCE-UNKNOWN-SHAPE', 3],
]

function alien(path: string): void {
  rmSync(path)
  const db = new Database(path)
  db.exec(`CREATE TABLE photos (id INTEGER PRIMARY KEY, taken TEXT); INSERT INTO photos VALUES (1, '2024')`)
  db.close()
}

describe.each(refused)('a source that is %s', (_, spoil, code, exit) => {
  it('is refused, named or found, and nothing changes', async () => {
    const { home, source, migrate, engine, environment } = world
    spoil(source)
    const before = snapshot(home)
    const named = await failureOf(migrate({ from: source }))
    expect(named).toMatchObject({ code, exit })
    expect(named.fix).not.toBe('')
    expect((await failureOf(migrate())).exit).toBe(3)
    expect(await failureOf(engine.preview({ from: source }))).toMatchObject({ code })
    await engine.analyze({})
    expect(snapshot(home)).toEqual(before)
    expect(snapshot(environment.tmpdir)).toEqual({})
    expect(snapshot(join(environment.stateHome, 'backups'))).toEqual({})
    expect(snapshot(join(environment.stateHome, 'runs'))).toEqual({})
  })
})

describe('a source that another program uses', () => {
  it('is refused while it is locked', async () => {
    const { home, source, migrate } = world
    const other = await openElsewhere(source, ['BEGIN EXCLUSIVE'])
    try {
      const before = snapshot(home)
      expect(await failureOf(migrate())).toMatchObject({ code: 'HM-SOURCE-LOCKED', exit: 4 })
      expect(snapshot(home)).toEqual(before)
    } finally {
      await other.end()
    }
    expect(await migrate()).toMatchObject({ status: 'migrated' })
  })

  it.each(['delete', 'wal'])(
    'is copied through SQLite while it is open in %s mode, with what was just written',
    async (mode) => {
      const { home, source, target, migrate, environment } = world
      const write = `INSERT INTO conversations (id, question, final_answer, source_of_truth) VALUES ('live', 'q', 'a', 's')`
      const other = await openElsewhere(source, [`PRAGMA journal_mode = ${mode}`, write])
      try {
        const copy = privateCopy(source, join(environment.tmpdir, 'old.db'))
        const before = snapshot(join(home, '.hive-ai'))
        const result = await migrate()
        expect(result).toMatchObject({ status: 'migrated', totals: { same: true }, verification: { passed: true } })
        expect(lostCells(copy, target)).toEqual([])
        const after = snapshot(join(home, '.hive-ai'))
        // The index of a live WAL belongs to its readers; the data does not change.
        for (const tree of [before, after]) delete tree['hive-ai-knowledge.db-shm']
        expect(after).toEqual(before)
        expect(await migrate()).toMatchObject({ status: 'nothing-to-do' })
      } finally {
        await other.end()
      }
    },
  )
})

it('a hot rollback journal is rolled back in the copy, never in the original', async () => {
  const { home, source, target, migrate, engine, environment } = world
  const steps = ['PRAGMA cache_size = 1', 'BEGIN', `UPDATE conversations SET question = 'half done'`]
  const other = await openElsewhere(source, [...steps, `UPDATE stage_outputs SET full_output = hex(zeroblob(20000))`])
  await other.end('kill')
  const before = snapshot(home)
  expect(Object.keys(before)).toContain('.hive-ai/hive-ai-knowledge.db-journal')
  const copy = privateCopy(source, join(environment.tmpdir, 'old.db'))
  expect(await engine.preview({})).toMatchObject({ source: { shapes: ['S-B'] } })
  expect(snapshot(home)).toEqual(before)
  expect(await migrate()).toMatchObject({ status: 'migrated', totals: { same: true } })
  expect(lostCells(copy, target)).toEqual([])
  const db = new Database(target, { readonly: true })
  expect(db.prepare(`SELECT count(*) FROM conversations WHERE question = 'half done'`).pluck().get()).toBe(0)
  db.close()
  for (const [path, what] of Object.entries(before)) expect(snapshot(home)[path]).toBe(what)
  expect(await engine.validate({ level: 'standard' })).toMatchObject({ passed: true })
  expect(await migrate()).toMatchObject({ status: 'nothing-to-do' })
})

describe('where it lies', () => {
  it.each([
    ['a file of any name in any folder', 'Ümläut & Co/some copy.bak'],
    ['a file of a known name of another shape', 'old/openrouter-data.db'],
  ])('%s moves with --from', async (_, name) => {
    const { home, source, target, migrate } = world
    const path = join(home, name)
    mkdirSync(join(path, '..'))
    renameSync(source, path)
    const result = await migrate({ from: path })
    expect(result).toMatchObject({
      status: 'migrated',
      source: { path },
      target: { path: target },
      totals: { same: true },
    })
  })

  it('a folder that holds the database itself', async () => {
    const { home, migrate } = world
    expect(await migrate({ from: join(home, '.hive-ai') })).toMatchObject({ status: 'migrated' })
  })

  it('a database reached by two names is one: ~/.hive-ai.db is a symlink to it', async () => {
    const { home, source, migrate, engine } = world
    symlinkSync(source, join(home, '.hive-ai.db'))
    const before = snapshot(home)
    expect((await engine.analyze({})).installs.flatMap(({ databases }) => databases)).toHaveLength(1)
    expect(await migrate()).toMatchObject({ status: 'migrated', totals: { same: true } })
    expect(snapshot(home)).toMatchObject(before)
  })

  it('a database behind a symlink, its -wal beside the real file', async () => {
    const { home, source, migrate, target, environment } = world
    const real = join(home, 'elsewhere.db')
    renameSync(source, real)
    symlinkSync(real, source)
    const other = await openElsewhere(real, [
      'PRAGMA journal_mode = WAL',
      `UPDATE conversations SET question = question || '!'`,
    ])
    await other.end('kill')
    const copy = privateCopy(real, join(environment.tmpdir, 'old.db'))
    const before = snapshot(home)
    expect(await migrate()).toMatchObject({ status: 'migrated', totals: { same: true } })
    expect(lostCells(copy, target)).toEqual([])
    expect(snapshot(home)).toMatchObject(before)
  })

  it('HIVE_DB_PATH names it, inside the home; one outside a named home is not touched', async () => {
    const { home, source, environment } = world
    const path = join(home, 'my.db')
    renameSync(source, path)
    const engine = engineOf({ ...environment, env: { HIVE_DB_PATH: path } })
    expect((await engine.analyze({})).installs[0]?.databases[0]?.path).toBe(path)
    expect(await engine.migrate(plainRun)).toMatchObject({ status: 'migrated', source: { path } })
    const outside = join(environment.tmpdir, 'theirs.db')
    renameSync(path, outside)
    const other = engineOf({ ...environment, stateHome: `${environment.stateHome}-2`, env: { HIVE_DB_PATH: outside } })
    expect((await other.analyze({})).installs).toEqual([])
  })

  it('two databases with rows come together, each conversation once; --from takes one alone', async () => {
    const { home, source, target, environment, migrate, engine } = world
    const other = join(home, '.hive', 'old.db')
    copyFileSync(source, other)
    const db = new Database(other)
    db.exec(`INSERT INTO conversations (id, question, final_answer, source_of_truth) VALUES ('other', 'q', 'a', 's')`)
    db.close()
    const before = snapshot(home)
    const copies = [source, other].map((path, index) => privateCopy(path, join(environment.tmpdir, `${index}.db`)))
    expect((await engine.analyze({})).installs.flatMap(({ databases }) => databases)).toHaveLength(2)
    const result = await migrate()
    expect(result).toMatchObject({ status: 'migrated', totals: { same: true } })
    const [first, second] = result.tables.filter(({ name }) => name === 'conversations')
    expect([first?.read, second?.read].sort()).toEqual([5, 6])
    for (const copy of copies) expect(lostCells(copy, target)).toEqual([])
    const count = () => {
      const now = new Database(target, { readonly: true })
      const found = now.prepare('SELECT count(*), count(DISTINCT id) FROM conversations').raw().get()
      now.close()
      return found
    }
    expect(count()).toEqual([6, 6])
    await engine.rollback({ backup: result.backup!.id })
    expect(snapshot(home)).toEqual(before)
    expect(await migrate({ from: source })).toMatchObject({ status: 'migrated', totals: { same: true } })
    expect(count()).toEqual([5, 5])
  })

  it('an empty file beside the real one does not stand in its way', async () => {
    const { home, migrate } = world
    writeFileSync(join(home, '.hive-ai', 'conversations.db'), '')
    expect(await migrate({ from: join(home, '.hive-ai') })).toMatchObject({ status: 'migrated' })
  })

  it.runIf(existsSync('/dev/shm'))(
    'a source on another volume than the temporary folder is looked at without a trace',
    async () => {
      const { home, environment } = world
      const tmpdir = mkdtempSync('/dev/shm/hive-')
      try {
        const engine = engineOf({ ...environment, tmpdir })
        const before = snapshot(home)
        expect((await engine.analyze({})).installs[0]?.databases).toMatchObject([{ shape: 'S-B', issues: [] }])
        expect([snapshot(home), snapshot(tmpdir)]).toEqual([before, {}])
      } finally {
        rmSync(tmpdir, { recursive: true })
      }
    },
  )
})

it('known tables without rows: done, and the configuration moves', async () => {
  const { source, target, migrate } = world
  emptyTables(source)
  expect(await migrate()).toMatchObject({ status: 'migrated', totals: { same: true, read: 0 } })
  const db = new Database(target, { readonly: true })
  expect(db.prepare(`SELECT count(*) FROM configurations`).pluck().get()).toBeGreaterThan(0)
  db.close()
  expect(await migrate()).toMatchObject({ status: 'nothing-to-do' })
})
