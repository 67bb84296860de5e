import { describe, expect, it } from 'vitest'
import { columnsOf, tableNames } from '../../../src-main/engine/target/schema/index.js'
import { newTarget } from '../../support/target-database.js'
import { expectedIndexes, expectedTables } from './fixtures/expected-names.js'

const db = newTarget()
const columns = (table: string) =>
  db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table)

describe('names that other programs use', () => {
  it.each(Object.entries(expectedTables))('table %s has its columns', (table, expected) => {
    expect(columns(table)).toEqual(expect.arrayContaining(expected.split(' ')))
  })

  it('every index name exists', () => {
    const names = db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'index'").pluck().all()
    expect(names).toEqual(expect.arrayContaining(expectedIndexes))
  })

  it('no index of whole answers holds them', () => {
    const indexed = db.prepare<[string], string>('SELECT name FROM pragma_index_info(?)').pluck()
    expect(indexed.all('idx_conversations_source_search')).not.toContain('source_of_truth')
    expect(indexed.all('idx_messages_content_search')).not.toContain('content')
  })
})

describe('the rules of the union', () => {
  it('has ordinary rowid tables only', () => {
    const without = db.prepare(
      'SELECT name FROM pragma_table_list WHERE wr = 1 AND name IN (SELECT value FROM json_each(?))',
    )
    expect(without.all(JSON.stringify(tableNames))).toEqual([])
  })

  it.each([
    ['conversations', 'total_cost'],
    ['conversations', 'total_tokens_input'],
    ['conversations', 'total_tokens_output'],
    ['messages', 'tokens_used'],
    ['messages', 'cost'],
    ['stage_outputs', 'tokens_used'],
    ['stage_outputs', 'cost'],
    ['stage_outputs', 'stage_number'],
  ])('%s.%s has no default', (table, column) => {
    const value = db.prepare('SELECT dflt_value FROM pragma_table_info(?) WHERE name = ?').pluck().get(table, column)
    expect(value).toBeNull()
  })

  it.each([
    ['migration_repairs', ['row_key', 'before', 'after']],
    ['migration_quarantine', ['row_key', 'value']],
    ['migration_checkpoints', ['last_key']],
  ] as const)('%s keeps a user’s values in columns without a type', (table, names) => {
    const untyped = columnsOf(table).filter(({ type }) => type === '')
    expect(untyped.map(({ name }) => name)).toEqual(names)
  })

  it('describes a table as SQLite sees it', () => {
    expect(columnsOf('stage_outputs').slice(0, 3)).toEqual([
      { name: 'id', type: 'TEXT', notNull: false, key: 1 },
      { name: 'conversation_id', type: 'TEXT', notNull: true, key: 0 },
      { name: 'stage_name', type: 'TEXT', notNull: true, key: 0 },
    ])
    expect(columnsOf('conversations').find(({ name }) => name === 'question')?.notNull).toBe(false)
  })

  it('accepts both spellings of a stage and no other', () => {
    db.exec("INSERT INTO conversations (id) VALUES ('stages')")
    const insert = db.prepare('INSERT INTO stage_outputs (conversation_id, stage_name, model) VALUES (?, ?, ?)')
    for (const stage of ['generator', 'Generator', 'CURATOR']) insert.run('stages', stage, 'm')
    expect(() => insert.run('stages', 'summary', 'm')).toThrow(/CHECK/)
    expect(db.prepare('SELECT stage_name, stage_number, length(id) AS idLength FROM stage_outputs').all()).toEqual([
      { stage_name: 'generator', stage_number: 1, idLength: 32 },
      { stage_name: 'Generator', stage_number: 1, idLength: 32 },
      { stage_name: 'CURATOR', stage_number: 4, idLength: 32 },
    ])
  })

  it('lets users share an address', () => {
    const insert = db.prepare("INSERT INTO users (id, email) VALUES (?, 'default@hive.ai')")
    expect(() => ['a', 'b'].forEach((id) => insert.run(id))).not.toThrow()
  })
})
