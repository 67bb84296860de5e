/** What a file is, by its columns; and where each of them goes. */
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { planTables, type MappedTable } from '../../../src-main/engine/plan/tables.js'
import { sampleSchema } from '../../../src-main/engine/sample/schema.js'
import { recognise } from '../../../src-main/engine/sources/recognise.js'
import { affinityOf, canChange } from '../../../src-main/engine/sqlite/affinity.js'
import { APPLICATION_ID } from '../../../src-main/engine/target/schema/index.js'
import { tablesOf } from '../../../src-main/engine/sqlite/introspect.js'
import { quoteName, quoteText } from '../../../src-main/engine/sqlite/quote.js'
import { electronStartUp } from '../target/fixtures/electron-start-up.js'

let db: Database.Database
beforeEach(() => {
  db = new Database(':memory:')
  db.defaultSafeIntegers(true)
})
afterEach(() => {
  db.close()
})

const recognised = (...sql: string[]) => {
  for (const each of sql) db.exec(each)
  return recognise(tablesOf(db, 'main'))
}
const planned = (...sql: string[]) => {
  const recognition = recognised(...sql)
  return recognition ? planTables(recognition) : []
}
const conversations = 'CREATE TABLE conversations (id TEXT PRIMARY KEY, question, final_answer, source_of_truth)'

describe('recognise', () => {
  it.each(['confidence', 'weight'] as const)('knows every table of S-B (%s)', (variant) => {
    const recognition = recognised(...sampleSchema(variant))
    expect(recognition?.shape.name).toBe('S-B')
    expect(recognition?.unknown).toEqual([])
    expect(recognition?.recognised).toHaveLength(12)
  })

  it('parents come before children', () => {
    const names = recognised(...sampleSchema('weight'))?.recognised.map(({ table }) => table.name) ?? []
    expect(names.indexOf('conversations')).toBe(0)
    expect(names.indexOf('stage_confidence')).toBeGreaterThan(names.indexOf('stage_outputs'))
  })

  it.each([
    ['nothing', []],
    ['photos', ['CREATE TABLE photos (id)']],
    ['a table of a known name with other columns', ['CREATE TABLE conversations (id, title)']],
    ['the desktop app’s own', electronStartUp],
    [
      'a shared table beside conversations of another shape',
      ['CREATE TABLE conversations (id, title)', sampleSchema('weight')[9] ?? ''],
    ],
  ])('does not take %s for an old Hive', (_, sql) => {
    expect(recognised(...sql)).toBeNull()
  })

  it('goes by columns without regard to case, and leaves what it does not know', () => {
    const recognition = recognised(
      'CREATE TABLE Conversations (ID, Question, FINAL_ANSWER, source_of_truth)',
      'CREATE TABLE z (a)',
    )
    expect(recognition?.recognised.map(({ table }) => table.name)).toEqual(['Conversations'])
    expect(recognition?.unknown.map(({ name }) => name)).toEqual(['z'])
  })
})

describe('planTables', () => {
  const of = (tables: ReturnType<typeof planned>, name: string) =>
    tables.find((table) => table.name === name) as MappedTable

  it('confidence is called weight; what has no column is kept', () => {
    const topics = of(planned(...sampleSchema('confidence')), 'conversation_topics')
    expect(topics.columns).toContainEqual({
      from: 'confidence',
      to: 'weight',
      affinityChanges: false,
      timestamp: false,
    })
    expect(topics.carriedColumns).toEqual(['is_primary'])
    expect(topics.legacy).toBe('legacy_conversation_topics')
  })

  it('where two columns could fill one, the one of its own name does and the other is carried', () => {
    const topics = of(planned(conversations, 'CREATE TABLE conversation_topics (id, conversation_id, topic, confidence, weight)'), 'conversation_topics') // prettier-ignore
    expect(topics.columns.find(({ to }) => to === 'weight')?.from).toBe('weight')
    expect(topics.carriedColumns).toEqual(['confidence'])
  })

  it('says which columns may change a value', () => {
    const stages = of(planned(conversations, 'CREATE TABLE stage_outputs (id TEXT, conversation_id, stage_name VARCHAR, stage_number NUMERIC, full_output)'), 'stage_outputs') // prettier-ignore
    expect(Object.fromEntries(stages.columns.map(({ from, affinityChanges }) => [from, affinityChanges]))).toEqual({
      ...{ id: false, conversation_id: true, stage_name: false, stage_number: true, full_output: true },
    })
  })

  it('names of carried tables never collide, without regard to case', () => {
    const tables = planned(
      conversations,
      'CREATE TABLE x (a)',
      'CREATE TABLE legacy_x (a)',
      'CREATE TABLE config (a)',
      'CREATE TABLE "x " (a)',
    )
    const names = tables.map(({ legacy }) => legacy.toLowerCase()).filter(Boolean)
    expect(new Set(names).size).toBe(names.length)
    expect(names).toEqual(expect.arrayContaining(['legacy_x', 'legacy_legacy_x', 'legacy_config_2']))
  })
})

describe('introspection', () => {
  it('finds a name for the rowid, or that there is none', () => {
    db.exec(`CREATE TABLE a (rowid, x); CREATE TABLE b (rowid, _rowid_, oid); CREATE TABLE c (k INTEGER PRIMARY KEY, rowid, _rowid_, OID);
      CREATE TABLE d (k PRIMARY KEY) WITHOUT ROWID; CREATE TABLE e (k INT PRIMARY KEY, rowid, _rowid_, oid)`)
    expect(tablesOf(db, 'main').map(({ name, rowid }) => [name, rowid])).toEqual([['a', '_rowid_'], ['b', null], ['c', '"k"'], ['d', null], ['e', null]]) // prettier-ignore
  })

  it('sees no view, no virtual table and no index of one; what stands only there is a table like others', () => {
    db.exec(
      'CREATE TABLE t (a); CREATE VIEW v AS SELECT 1; CREATE VIRTUAL TABLE f USING fts5(x); CREATE VIRTUAL TABLE conversations_fts USING fts5(y)',
    )
    // A search of the name of ours may hold what stands nowhere else, unless the file is one that we made.
    expect(tablesOf(db, 'main').map(({ name }) => name)).toEqual(['conversations_fts_content', 'f_content', 't'])
    db.pragma(`application_id = ${APPLICATION_ID}`)
    expect(tablesOf(db, 'main').map(({ name }) => name)).toEqual(['f_content', 't'])
  })

  it.each([
    ['INTEGER', 'INTEGER'],
    ['VARCHAR(10)', 'TEXT'],
    ['CHARINT', 'INTEGER'],
    ['', 'BLOB'],
    ['DOUBLE', 'REAL'],
    ['DATETIME', 'NUMERIC'],
    ['BOOLEAN', 'NUMERIC'],
    ['floating point', 'INTEGER'],
  ])('the affinity of %j is %s', (type, affinity) => {
    expect(affinityOf(type)).toBe(affinity)
    db.exec(`CREATE TABLE one (x ${type}); INSERT INTO one VALUES ('1')`)
    const stored = { INTEGER: 'integer', NUMERIC: 'integer', REAL: 'real', TEXT: 'text', BLOB: 'text' }[affinity]
    expect(db.prepare('SELECT typeof(x) FROM one').pluck().get()).toBe(stored)
  })

  it('storing can change a value unless the affinity is the same or none', () => {
    expect([canChange('TEXT', 'TEXT'), canChange('TEXT', 'BLOB'), canChange('BLOB', 'TEXT'), canChange('INTEGER', 'REAL')]).toEqual([false, false, true, true]) // prettier-ignore
  })

  it('quotes names and texts', () => {
    expect([quoteName('a"b'), quoteText("it's")]).toEqual(['"a""b"', "'it''s'"])
  })
})
