import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ValidationLevel } from '../../src-main/engine/model/index.js'
import { makeWorld, type World } from '../support/engine.js'

const levels: ValidationLevel[] = ['basic', 'standard', 'strict', 'paranoid']

type Plant = {
  name: string
  /** The lowest level that promises to find it, and the name of the check that must say so. */
  level: ValidationLevel
  check: string
  plant: (db: Database.Database) => void
}

const run = (sql: string) => (db: Database.Database) => {
  db.exec(sql)
}

const plants: Plant[] = [
  {
    name: 'another value',
    level: 'standard',
    check: 'conversations',
    plant: run(`UPDATE conversations SET final_answer = final_answer || '!' WHERE rowid = 2`),
  },
  {
    name: 'a last bit of a REAL',
    level: 'standard',
    check: 'stage_outputs',
    plant: (db) => {
      const [id, value] = db.prepare('SELECT id, temperature FROM stage_outputs WHERE temperature > 0').raw().get() as [
        string,
        number,
      ]
      const bits = Buffer.alloc(8)
      bits.writeDoubleBE(value)
      bits.writeBigUInt64BE(bits.readBigUInt64BE() + 1n)
      db.prepare('UPDATE stage_outputs SET temperature = ? WHERE id = ?').run(bits.readDoubleBE(), id)
    },
  },
  {
    name: 'another type',
    level: 'standard',
    check: 'knowledge_base',
    plant: run(`UPDATE knowledge_base SET curator_content = CAST(curator_content AS BLOB) WHERE rowid = 1`),
  },
  {
    name: 'another case',
    level: 'standard',
    check: 'stage_outputs',
    plant: run(`UPDATE stage_outputs SET stage_name = upper(stage_name) WHERE rowid = 3`),
  },
  {
    name: 'a trailing space',
    level: 'standard',
    check: 'conversation_topics',
    plant: run(
      `UPDATE conversation_topics SET topic = topic || ' ' WHERE id = (SELECT min(id) FROM conversation_topics)`,
    ),
  },
  {
    name: 'an empty text for NULL',
    level: 'standard',
    check: 'conversations',
    plant: run(`UPDATE conversations SET conversation_context = '' WHERE rowid = (
      SELECT min(rowid) FROM conversations WHERE conversation_context IS NULL)`),
  },
  {
    name: 'a row too many',
    level: 'standard',
    check: 'conversation_keywords',
    plant: run(
      `INSERT INTO conversation_keywords (conversation_id, keyword) SELECT id, 'planted' FROM conversations LIMIT 1`,
    ),
  },
  {
    name: 'a row too few',
    level: 'basic',
    check: 'stage_evolution',
    plant: run(`DELETE FROM stage_evolution WHERE rowid = 1`),
  },
  {
    name: 'a message too few',
    level: 'standard',
    check: 'answer as a message',
    plant: run(`DELETE FROM messages WHERE role = 'assistant' AND rowid = (
      SELECT min(rowid) FROM messages WHERE role = 'assistant')`),
  },
  {
    name: 'a search document too few',
    level: 'standard',
    check: 'search of conversations',
    plant: run(`DELETE FROM conversations_fts WHERE rowid = 1`),
  },
  {
    name: 'a search index that has lost a segment',
    level: 'strict',
    check: 'full-text search is sound inside',
    plant: run(`DELETE FROM conversations_fts_data WHERE id = (SELECT max(id) FROM conversations_fts_data)`),
  },
  {
    name: 'an index out of step',
    level: 'strict',
    check: 'file structure and indexes',
    plant: (db) => {
      // Hides the index from SQLite while a row changes: what stands in it is then wrong.
      const row = db.prepare(`SELECT * FROM sqlite_schema WHERE name = 'idx_topics_topic'`).get() as Record<
        string,
        unknown
      >
      db.pragma('writable_schema = ON')
      db.prepare(`DELETE FROM sqlite_schema WHERE name = 'idx_topics_topic'`).run()
      db.pragma('writable_schema = RESET')
      db.exec(`DELETE FROM conversation_topics WHERE id = (SELECT max(id) FROM conversation_topics)`)
      db.pragma('writable_schema = ON')
      db.prepare(
        `INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES (@type, @name, @tbl_name, @rootpage, @sql)`,
      ).run(row)
      db.pragma('writable_schema = RESET')
    },
  },
  {
    name: 'a missing trigger',
    level: 'basic',
    check: 'tables, indexes and triggers',
    plant: run(`DROP TRIGGER conversations_fts_insert`),
  },
]

describe('validation levels', () => {
  let world: World
  let copies = 0

  beforeAll(async () => {
    world = await makeWorld({ conversations: 12 })
    const result = await world.migrate({ validation: 'paranoid' })
    expect(result.verification.checks.filter((check) => !check.passed)).toEqual([])
  })
  afterAll(() => {
    world.remove()
  })

  const copyOfTarget = () => {
    const folder = join(world.home, `copy-${++copies}`)
    mkdirSync(folder)
    const target = join(folder, 'elsewhere.db')
    copyFileSync(world.target, target)
    return target
  }

  it.each(levels)('%s accepts an untouched copy, wherever it lies', async (level) => {
    const found = await world.engine.validate({ source: world.source, target: copyOfTarget(), level })
    expect(found.checks.filter((check) => !check.passed)).toEqual([])
    expect(found.passed).toBe(true)
    if (level !== 'basic') expect(found.tables.every((table) => table.matching === table.source)).toBe(true)
  })

  it.each(plants)('$level finds $name', async ({ level, check, plant }) => {
    const target = copyOfTarget()
    const db = new Database(target)
    db.unsafeMode(true)
    plant(db)
    db.close()
    const found = await world.engine.validate({ source: world.source, target, level })
    expect(found.passed).toBe(false)
    expect(found.checks.filter((each) => !each.passed).map((each) => each.name)).toContain(check)
  })

  it('a sample compares the share that was asked for', async () => {
    const target = copyOfTarget()
    const found = await world.engine.validate({ source: world.source, target, level: 'standard', samplePercent: 30 })
    const rows = found.tables.reduce((sum, table) => sum + table.source, 0)
    const all = (await world.engine.validate({ source: world.source, target, level: 'standard' })).tables
    const total = all.reduce((sum, table) => sum + table.source, 0)
    expect(found.passed).toBe(true)
    expect(rows).toBeGreaterThan(total * 0.1)
    expect(rows).toBeLessThan(total * 0.5)
  })
})
