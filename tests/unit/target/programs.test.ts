import { afterAll, describe, expect, it } from 'vitest'
import { newTarget } from '../../support/target-database.js'
import { appStatements, type Statement } from './fixtures/app-statements.js'
import { electronColumnRepair, electronMemoryScript, electronStartUp } from './fixtures/electron-start-up.js'
import { rustStatements } from './fixtures/rust-statements.js'

const db = newTarget()
afterAll(() => db.close())

function run({ sql, values = [] }: Statement): unknown[] {
  const statement = db.prepare<(string | number | null)[]>(sql)
  if (statement.reader) return statement.all(...values)
  statement.run(...values)
  return []
}

const value = (sql: string) => db.prepare(sql).pluck().get()

describe('the desktop app at its start', () => {
  it('changes nothing in a file of ours', () => {
    const schema = () => db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all()
    const before = schema()
    for (const sql of [...electronStartUp, ...electronMemoryScript]) db.exec(sql)
    for (const [table, columns] of Object.entries(electronColumnRepair)) {
      const present = db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table)
      const missing = Object.keys(columns).filter((name) => !present.includes(name))
      expect(missing).toEqual([])
    }
    expect(schema()).toEqual(before)
  })
})

describe('statements of the desktop app, foreign keys on', () => {
  it.each(appStatements)('$name', (statement) => {
    expect(() => run(statement)).not.toThrow()
  })

  it('left what the app expects', () => {
    expect(value("SELECT final_answer FROM knowledge_conversations WHERE conversation_id = 'conv_1_abc'")).toBe(
      'second answer',
    )
    expect(value("SELECT count(*) FROM knowledge_conversations WHERE conversation_id = 'conv_1_abc'")).toBe(1)
    expect(value("SELECT total_duration FROM performance_metrics WHERE conversation_id = 'conv_1_abc'")).toBe(200)
    expect(value('SELECT group_concat(stage_name || stage_number) FROM stage_outputs')).toBe(
      'Generator1,Refiner2,Validator3,Curator4',
    )
    expect(value('SELECT launch_count FROM ai_tool_launches')).toBe(2)
    expect(value('SELECT count(*) FROM conversation_usage')).toBe(2)
  })
})

describe('statements of the Rust schema, foreign keys on', () => {
  it.each(rustStatements)('$name', (statement) => {
    const rows = run(statement)
    if (/^search|^memory/.test(statement.name)) expect(rows.length).toBeGreaterThan(0)
  })

  it('left what Rust expects', () => {
    expect(value("SELECT source_of_truth FROM conversations_fts WHERE conversations_fts MATCH 'ownership'")).toBe(
      'second truth',
    )
    expect(value('SELECT count(*) FROM curator_truths_fts')).toBe(0)
    expect(value('SELECT final_confidence FROM consensus_metrics')).toBe(0.9)
  })
})

describe('after both', () => {
  it('is sound, also after the clean-up’s VACUUM', () => {
    db.exec('VACUUM')
    expect(db.pragma('main.integrity_check', { simple: true })).toBe('ok')
    expect(db.pragma('main.foreign_key_check')).toEqual([])
  })

  it('deletes a conversation with its rows', () => {
    const children = db
      .prepare<[], { child: string; column: string }>(
        `SELECT t.name AS child, f."from" AS column FROM sqlite_schema t, pragma_foreign_key_list(t.name) f
         WHERE t.type = 'table' AND f."table" = 'conversations'`,
      )
      .all()
    db.exec(
      "DELETE FROM stage_confidence WHERE stage_output_id IN (SELECT id FROM stage_outputs WHERE conversation_id = 'r1')",
    )
    for (const { child, column } of children) db.exec(`DELETE FROM ${child} WHERE ${column} = 'r1'`)
    db.exec("DELETE FROM conversations WHERE id = 'r1'")
    expect(value("SELECT count(*) FROM conversations_fts WHERE conversations_fts MATCH 'ownership'")).toBe(0)
  })
})
