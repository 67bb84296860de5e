import { createHash } from 'node:crypto'
import { copyFile, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import { createSample, type SampleOptions } from '../../../src-main/engine/sample/index.js'
import { makeSampleHome, type SampleHome } from '../../support/sample-home.js'

const homes: SampleHome[] = []
afterAll(() => Promise.all(homes.map((home) => home.remove())))

async function sample(options: Omit<SampleOptions, 'directory'> = {}): Promise<SampleHome> {
  const home = await makeSampleHome(options)
  homes.push(home)
  return home
}

function read<T>(path: string, work: (db: Database.Database) => T): T {
  const db = new Database(path)
  try {
    return work(db)
  } finally {
    db.close()
  }
}

const tables = (db: Database.Database) =>
  db
    .prepare<[], string>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .pluck()
    .all()

const dump = (db: Database.Database) => {
  const hash = createHash('sha256')
  for (const table of tables(db))
    for (const row of db.prepare<[], unknown[]>(`SELECT * FROM ${table} ORDER BY rowid`).raw().iterate())
      for (const cell of row) hash.update(`${typeof cell}|`).update(Buffer.isBuffer(cell) ? cell : String(cell))
  return hash.digest('hex')
}

const counts = (db: Database.Database) =>
  Object.fromEntries(tables(db).map((name) => [name, db.prepare(`SELECT count(*) FROM ${name}`).pluck().get()]))

describe('sample data', () => {
  it('is the 77 conversations of facts 5.1, sound, with every table filled', async () => {
    const { database } = await sample()
    read(database, (db) => {
      const rows = counts(db)
      expect(rows).toMatchObject({ conversations: 77, stage_outputs: 308, stage_confidence: 308, knowledge_base: 77 })
      expect(Object.keys(rows)).toHaveLength(12)
      for (const count of Object.values(rows)) expect(count).toBeGreaterThan(0)
      expect(db.pragma('main.quick_check', { simple: true })).toBe('ok')
      expect(db.pragma('main.foreign_key_check')).toEqual([])
    })
  })

  it('has what real data has', async () => {
    const { database } = await sample({ conversations: 400 })
    read(database, (db) => {
      const value = (sql: string) => db.prepare<[], number>(sql).pluck().get()
      expect(value('SELECT count(DISTINCT created_at) FROM conversations')).toBe(28)
      expect(value('SELECT count(*) FROM conversations WHERE created_at IS NULL')).toBeGreaterThan(0)
      expect(value('SELECT count(*) FROM conversations WHERE last_updated IS NULL')).toBeGreaterThan(0)
      expect(value('SELECT min(length(final_answer)) FROM conversations')).toBeLessThan(10)
      expect(value('SELECT max(length(final_answer)) FROM conversations')).toBeGreaterThan(10_000)
      expect(value('SELECT count(*) FROM knowledge_base WHERE length(semantic_embedding) = 3072')).toBeGreaterThan(100)
      expect(value('SELECT count(*) FROM knowledge_conversations')).toBeGreaterThan(400)
      expect(value("SELECT count(*) FROM stage_outputs WHERE full_output GLOB '*🎉*'")).toBeGreaterThan(0)
      const bytes = value('SELECT sum(length(CAST(full_output AS BLOB))) FROM stage_outputs') ?? 0
      expect(bytes / 400).toBeGreaterThan(1500)
      expect(bytes / 400).toBeLessThan(3500)
    })
  })

  it('is the same for the same seed, and other for another', async () => {
    const [first, again, other] = await Promise.all([sample({ seed: 7 }), sample({ seed: 7 }), sample({ seed: 8 })])
    expect(read(again.database, dump)).toBe(read(first.database, dump))
    expect(read(other.database, dump)).not.toBe(read(first.database, dump))
    expect(await readFile(again.config, 'utf8')).toBe(await readFile(first.config, 'utf8'))
  })

  it.each([
    ['confidence', ['id', 'conversation_id', 'topic', 'confidence', 'is_primary']],
    ['weight', ['id', 'conversation_id', 'topic', 'weight', 'created_at']],
  ] as const)('has conversation_topics with %s', async (topicsVariant, expected) => {
    const { database } = await sample({ conversations: 5, topicsVariant })
    const columns = read(database, (db) =>
      db.prepare("SELECT name FROM pragma_table_info('conversation_topics')").pluck().all(),
    )
    expect(columns).toEqual(expected)
  })

  it('can have dates spread over time, none missing', async () => {
    const { database } = await sample({ conversations: 60, timestamps: 'spread', nullTimestamps: false })
    const distinct = 'SELECT count(DISTINCT datetime(created_at)) FROM conversations'
    expect(read(database, (db) => db.prepare(distinct).pluck().get())).toBe(60)
  })

  it('can leave rows only in the -wal, with the content that it would have without', async () => {
    const [plain, inWal] = await Promise.all([
      sample({ conversations: 50 }),
      sample({ conversations: 50, walConversations: 20 }),
    ])
    await expect(stat(`${inWal.database}.making`)).rejects.toThrow()
    const alone = join(inWal.home, 'without-wal.db')
    await copyFile(inWal.database, alone)
    expect(read(alone, counts)).toMatchObject({ conversations: 30, stage_outputs: 120 })
    expect(read(inWal.database, dump)).toBe(read(plain.database, dump))
  })

  it('can be left in WAL mode', async () => {
    const { database } = await sample({ conversations: 3, journalMode: 'wal' })
    expect((await readFile(database)).subarray(18, 20)).toEqual(Buffer.from([2, 2]))
  })

  it('replaces an older sample, and never anything else', async () => {
    const { home, database } = await sample({ conversations: 3 })
    await createSample({ directory: home, conversations: 4 })
    expect(read(database, counts)).toMatchObject({ conversations: 4 })

    const mine = await sample({ conversations: 1 })
    await writeFile(mine.database, 'mine')
    await rm(join(mine.home, 'hive-sample.txt'))
    await expect(createSample({ directory: mine.home })).rejects.toThrow(/not sample data/)
    expect(await readFile(mine.database, 'utf8')).toBe('mine')
  })
})
