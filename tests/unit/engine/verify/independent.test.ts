/** The second comparison: every cell of the old database must be somewhere it may be, with its type and bytes. */
import Database from 'better-sqlite3'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { independentCheck } from '../../../../src-main/engine/verify/extra-checks.js'
import { compareIndependently } from '../../../../src-main/engine/verify/independent/compare.js'
import { openFilesBelow } from '../../../support/open-files.js'

let root: string
const path = (name: string) => join(root, `${name}.db`)
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hive-second-'))
})
afterEach(() => {
  expect(openFilesBelow(root)).toEqual([])
  rmSync(root, { recursive: true })
})

const ledger = `CREATE TABLE migration_carried (table_name, column_name, legacy_table, rows);
  CREATE TABLE migration_repairs (table_name, row_key, column_name, before, after, rule);
  CREATE TABLE migration_quarantine (table_name, row_key, column_name, value);`

function make(name: string, sql: string): void {
  const db = new Database(path(name))
  db.exec(`BEGIN; ${sql}; COMMIT`)
  db.close()
}
async function compare(old: string, now: string) {
  make('old', old)
  make('new', ledger + now)
  return compareIndependently(path('old'), path('new'), () => undefined)
}
const sound = { lost: 0, surplus: 0, first: null, waiting: 0 }
const notes = 'CREATE TABLE notes (id TEXT, body, n);'

describe('finds a cell in its own place', () => {
  const rows = `INSERT INTO notes VALUES ('a', 'Text ', 1), ('b', x'00ff', 2.5), ('c', NULL, ''), ('', 'x', -9223372036854775808)`

  it('with every type and byte', async () => {
    expect(await compare(notes + rows, notes + rows)).toEqual({ ...sound, cells: 12 })
  })

  it('whatever the case of the table’s and columns’ names, and by the new name of a column', async () => {
    const old = `CREATE TABLE Conversation_Topics (ID INTEGER PRIMARY KEY, Confidence REAL); INSERT INTO Conversation_Topics VALUES (1, 0.5);
      CREATE TABLE knowledge_conversations (id TEXT, question); INSERT INTO knowledge_conversations VALUES ('k', 'q')`
    const now = `CREATE TABLE conversation_topics (id INTEGER PRIMARY KEY, weight REAL); INSERT INTO conversation_topics VALUES (1, 0.5);
      CREATE TABLE knowledge_conversations (id TEXT, kc_id TEXT, question);
      INSERT INTO knowledge_conversations VALUES ('kc', 'k', 'q'), ('made', NULL, 'r')`
    expect(await compare(old, now)).toEqual({ ...sound, cells: 4 })
  })

  it.each([
    ['another case', `UPDATE notes SET body = 'text ' WHERE id = 'a'`, 'notes, row a, column body'],
    ['no trailing space', `UPDATE notes SET body = 'Text' WHERE id = 'a'`, 'notes, row a, column body'],
    ['another type of the same bytes', `UPDATE notes SET n = '1' WHERE id = 'a'`, 'notes, row a, column n'],
    ['a text for a BLOB', `UPDATE notes SET body = CAST(body AS TEXT) WHERE id = 'b'`, 'notes, row b, column body'],
    ['an empty text for NULL', `UPDATE notes SET body = '' WHERE id = 'c'`, 'notes, row c, column body'],
    ['NULL for an empty text', `UPDATE notes SET n = NULL WHERE id = 'c'`, 'notes, row c, column n'],
    ['the next number', `UPDATE notes SET n = n + 1 WHERE id = ''`, 'notes, row , column n'],
  ])('%s is a loss', async (_, change, first) => {
    expect(await compare(notes + rows, `${notes}${rows};${change}`)).toEqual({
      cells: 12,
      lost: 1,
      surplus: 0,
      first,
      waiting: 0,
    })
  })

  it('a row too few loses all its cells, a row too many is counted', async () => {
    expect(await compare(notes + rows, `${notes}${rows}; DELETE FROM notes WHERE id = 'a'`)).toMatchObject({ lost: 3, surplus: 0, first: 'notes, row a, column id' }) // prettier-ignore
  })

  it('a row too many is counted', async () => {
    expect(await compare(notes + rows, `${notes}${rows}; INSERT INTO notes VALUES ('d', 1, 1), ('e', 1, 1)`)).toMatchObject({ lost: 0, surplus: 2 }) // prettier-ignore
  })

  it('two rows exchanged are two losses', async () => {
    const change = `UPDATE notes SET id = CASE id WHEN 'a' THEN 'c' WHEN 'c' THEN 'a' ELSE id END`
    expect(await compare(notes + rows, `${notes}${rows};${change}`)).toMatchObject({ lost: 4, surplus: 0 })
  })

  it.each([
    ['a number', '1, 7', 'INTEGER'],
    ['a number that is no whole one', '0.1, 7', 'REAL'],
    ['bytes', `x'00ff', 7`, ''],
  ])('by a key that is %s', async (_, values, type) => {
    const table = `CREATE TABLE keyed (id ${type}, v); INSERT INTO keyed VALUES (${values})`
    expect(await compare(table, table)).toEqual({ ...sound, cells: 2 })
    rmSync(path('new'))
    make('new', `${ledger}${table}; UPDATE keyed SET v = 8`)
    expect(await compareIndependently(path('old'), path('new'), () => undefined)).toMatchObject({ lost: 1 })
  })
})

describe('finds a cell that was set aside', () => {
  const old = `${notes} INSERT INTO notes VALUES ('a', '17', 1)`
  const now = `${notes} INSERT INTO notes VALUES ('a', 'changed', 1);`
  const loss = { lost: 1, surplus: 0, first: 'notes, row a, column body' }

  it('in the record of its repair', async () => {
    expect(await compare(old, `${now} INSERT INTO migration_repairs VALUES ('notes', 'a', 'body', '17', 'changed', 'a rule')`)).toMatchObject(sound) // prettier-ignore
  })

  it.each([
    ['table', `('other', 'a', 'body', '17', 'changed')`],
    ['row', `('notes', 'b', 'body', '17', 'changed')`],
    ['column', `('notes', 'a', 'n', '17', 'changed')`],
    ['value', `('notes', 'a', 'body', '18', 'changed')`],
    ['type', `('notes', 'a', 'body', 17, 'changed')`],
  ])('not in the record of a repair of another %s', async (_, repair) => {
    expect(
      await compare(
        old,
        `${now} INSERT INTO migration_repairs (table_name, row_key, column_name, before, after) VALUES ${repair}`,
      ),
    ).toMatchObject(loss)
  })

  it('in the row of the key that a row without one was given, and of the number that a row was given anew', async () => {
    const none = `${notes} INSERT INTO notes (rowid, id, body, n) VALUES (7, NULL, 'mine', 1);`
    const given = `${notes} INSERT INTO notes VALUES ('row_notes_7', 'mine', 1);`
    const repair = `INSERT INTO migration_repairs VALUES ('notes', 'row_notes_7', 'id', NULL, 'row_notes_7', 'missing key')`
    expect(await compare(none, given + repair)).toMatchObject(sound)
    rmSync(path('old'))
    rmSync(path('new'))
    expect(await compare(none, given.replace('mine', 'other') + repair)).toMatchObject({ lost: 1 })
    rmSync(path('old'))
    rmSync(path('new'))
    const numbered = 'CREATE TABLE notes (id INTEGER PRIMARY KEY, body);'
    const moved = `${numbered} INSERT INTO notes VALUES (1, 'theirs'), (9, 'mine');
      INSERT INTO migration_repairs VALUES ('notes', 1, 'id', 1, 9, 'new number')`
    expect(await compare(`${numbered} INSERT INTO notes VALUES (1, 'mine')`, moved)).toMatchObject({ lost: 0, surplus: 1 }) // prettier-ignore
  })

  it('a row that stands for one that nobody has is none too many', async () => {
    const placeholder = `INSERT INTO notes VALUES ('nobody', NULL, NULL);`
    expect(await compare(old, `${now} ${placeholder}`)).toMatchObject({ surplus: 1 })
    rmSync(path('old'))
    rmSync(path('new'))
    const repair = `INSERT INTO migration_repairs VALUES ('notes', 'nobody', 'id', NULL, 'nobody', 'placeholder')`
    expect(await compare(old, `${now} ${placeholder} ${repair}`)).toMatchObject({ surplus: 0 })
  })

  it('in quarantine, by its rowid', async () => {
    const aside = (row: string) =>
      `${notes} INSERT INTO migration_quarantine VALUES ('notes', 1, 'id', 'a'), ('notes', 1, 'body', '17'), ('notes', ${row}, 'n', 1)`
    expect(await compare(old, aside('1'))).toEqual({ ...sound, cells: 3 })
    rmSync(path('new'))
    make('new', ledger + aside('2'))
    expect(await compareIndependently(path('old'), path('new'), () => undefined)).toMatchObject({ lost: 1, first: 'notes, row a, column n' }) // prettier-ignore
  })

  it('in a legacy table: a column, or the whole table', async () => {
    const legacy = `CREATE TABLE legacy_notes (old_rowid INTEGER PRIMARY KEY, body); INSERT INTO legacy_notes VALUES (1, '17');
      INSERT INTO migration_carried VALUES ('notes', 'body', 'legacy_notes', 1);`
    expect(await compare(old, now + legacy)).toMatchObject(sound)
    rmSync(path('new'))
    make('new', `${ledger}${now}${legacy} UPDATE legacy_notes SET body = '18'`)
    expect(await compareIndependently(path('old'), path('new'), () => undefined)).toMatchObject(loss)
    rmSync(path('new'))
    // A table of that name which the new Hive made itself has none of these rows.
    make(
      'new',
      `${ledger}CREATE TABLE legacy_notes (old_rowid INTEGER PRIMARY KEY, id, body, n); INSERT INTO legacy_notes VALUES (1, 'a', '17', 1);
      INSERT INTO migration_carried VALUES ('notes', NULL, 'legacy_notes', 1); ${notes} INSERT INTO notes VALUES ('theirs', 1, 1)`,
    )
    expect(await compareIndependently(path('old'), path('new'), () => undefined)).toEqual({ ...sound, cells: 3 })
  })

  it('by the number of its row where the table has no rowid', async () => {
    const table = `CREATE TABLE pairs (b, a, v, PRIMARY KEY (a, b)) WITHOUT ROWID; INSERT INTO pairs VALUES ('x', 2, 'second'), ('x', 1, 'first')`
    const legacy = (first: string) => `CREATE TABLE legacy_pairs (old_rowid INTEGER PRIMARY KEY, a, b, v);
      INSERT INTO legacy_pairs VALUES (1, 1, 'x', '${first}'), (2, 2, 'x', 'second'); INSERT INTO migration_carried VALUES ('pairs', NULL, 'legacy_pairs', 2)`
    expect(await compare(table, legacy('first'))).toEqual({ ...sound, cells: 6 })
    rmSync(path('new'))
    make('new', ledger + legacy('other'))
    expect(await compareIndependently(path('old'), path('new'), () => undefined)).toMatchObject({ lost: 1 })
  })

  it.each([
    ['rowid taken', 'rowid, _rowid_, v', `'r', 's', 1`],
    ['a key that is the rowid', 'rowid INTEGER PRIMARY KEY, _rowid_, oid', `5, 's', 1`],
  ])('by the rowid under whatever name: %s', async (_, columns, values) => {
    const table = `CREATE TABLE odd (${columns}); INSERT INTO odd VALUES (${values})`
    const rowid = values.startsWith('5') ? 5 : 1
    const names = columns.replace(' INTEGER PRIMARY KEY', '')
    const legacy = `CREATE TABLE legacy_odd (hm_rowid INTEGER PRIMARY KEY, ${names}); INSERT INTO legacy_odd VALUES (${rowid}, ${values});
      INSERT INTO migration_carried VALUES ('odd', NULL, 'legacy_odd', 1)`
    expect(await compare(table, legacy)).toMatchObject(sound)
  })
})

it('reads plain tables only, and says how far it came', async () => {
  const many = `${notes} WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1234) INSERT INTO notes SELECT 'k' || i, i, i FROM n;
    CREATE VIEW seen AS SELECT * FROM notes; CREATE TABLE counted (id INTEGER PRIMARY KEY AUTOINCREMENT); CREATE VIRTUAL TABLE f USING fts5(x)`
  make('old', many)
  make('new', ledger + many)
  const steps: number[] = []
  const result = await compareIndependently(path('old'), path('new'), (rows) => steps.push(rows))
  expect(result).toMatchObject(sound)
  expect(steps).toEqual([500, 500])
  const stop = compareIndependently(path('old'), path('new'), () => {
    throw new Error('stopped')
  })
  await expect(stop).rejects.toThrow('stopped')
})

describe('of one of several databases', () => {
  const ofSource = (
    sql: string,
  ) => `DROP TABLE migration_carried; DROP TABLE migration_repairs; DROP TABLE migration_quarantine;
    CREATE TABLE migration_carried (source, table_name, column_name, legacy_table, rows);
    CREATE TABLE migration_repairs (source, table_name, row_key, column_name, before, after, rule);
    CREATE TABLE migration_quarantine (source, table_name, row_key, column_name, value); ${sql}`
  const row = `${notes} INSERT INTO notes VALUES ('a', 'before', 1)`
  const compareAs = async (source: string, now: string) => {
    await compare(row, ofSource(now))
    return compareIndependently(path('old'), path('new'), () => undefined, null, source)
  }

  it.each([
    ['repair', `INSERT INTO migration_repairs VALUES ('mine', 'notes', 'a', 'body', 'before', 'after', 'r')`],
    ['quarantine', `INSERT INTO migration_quarantine VALUES ('mine', 'notes', 1, 'body', 'before')`],
    [
      'carried column',
      `INSERT INTO migration_carried VALUES ('mine', 'notes', 'body', 'legacy_notes', 1);
       CREATE TABLE legacy_notes (hm_rowid INTEGER PRIMARY KEY, body); INSERT INTO legacy_notes VALUES (1, 'before')`,
    ],
  ])('its own %s counts, another one’s does not', async (_, record) => {
    const now = `${notes} INSERT INTO notes VALUES ('a', 'after', 1); ${record}`
    expect(await compareAs('mine', now)).toMatchObject({ lost: 0 })
    for (const name of ['old', 'new']) rmSync(path(name))
    expect(await compareAs('another', now)).toMatchObject({ lost: 1, first: 'notes, row a, column body' })
  })

  it('is looked for in its place where another one’s table was carried whole', async () => {
    const now = `${row}; INSERT INTO migration_carried VALUES ('another', 'notes', NULL, 'legacy_notes', 1);
      CREATE TABLE legacy_notes (hm_rowid INTEGER PRIMARY KEY)`
    expect(await compareAs('mine', now)).toMatchObject({ lost: 0 })
  })

  it('goes by its own number where another one’s row of that number got a new one', async () => {
    const now = `${row}; INSERT INTO migration_repairs VALUES ('another', 'notes', 'a', 'id', 'a', 'b', 'new number')`
    expect(await compareAs('mine', now)).toMatchObject({ lost: 0 })
  })
})

describe('as a check', () => {
  const check = (live: boolean) => independentCheck(path('old'), path('new'), live, new AbortController().signal)

  it('says what it found, and how long it took', async () => {
    await compare(
      `${notes} INSERT INTO notes VALUES ('a', 1, 1)`,
      `${notes} INSERT INTO notes VALUES ('a', 1, 1), ('b', 1, 1)`,
    )
    const started = performance.now()
    const lively = await check(true)
    expect(lively).toMatchObject({ passed: true, detail: '3 values of the original file found again by a second, independent comparison' }) // prettier-ignore
    expect(lively.ms).toBeLessThanOrEqual(performance.now() - started + 1)
    expect(await check(false)).toMatchObject({ passed: false, detail: '0 values not found (none), 1 rows too many' })
  })

  it('fails for a lost value, live or not', async () => {
    await compare(`${notes} INSERT INTO notes VALUES ('a', 1, 1)`, `${notes} INSERT INTO notes VALUES ('a', 2, 1)`)
    for (const live of [true, false])
      expect(await check(live)).toMatchObject({ passed: false, detail: '1 values not found (notes, row a, column body), 0 rows too many' }) // prettier-ignore
  })

  it('stops when it is told to', async () => {
    await compare(`${notes} WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600) INSERT INTO notes SELECT i, i, i FROM n`, notes) // prettier-ignore
    await expect(independentCheck(path('old'), path('new'), false, AbortSignal.abort())).rejects.toThrow('abort')
  })
})

describe.each(['UTF-16le', 'UTF-16be'])('an old database in %s', (encoding) => {
  const rows = `CREATE TABLE notes (id TEXT, body, n);
    INSERT INTO notes VALUES ('ä', '🎉', 17), ('b', x'00ff', 2.5), (7, NULL, -9223372036854775808);`
  const pairs = `CREATE TABLE pairs (k TEXT PRIMARY KEY, v) WITHOUT ROWID; INSERT INTO pairs VALUES ('😀', 1), (char(65535), 2);`
  const legacy = `CREATE TABLE legacy_pairs (hm_rowid INTEGER PRIMARY KEY, k, v);
    INSERT INTO migration_carried VALUES ('pairs', NULL, 'legacy_pairs', 2);`
  const inUtf8 = `INSERT INTO legacy_pairs VALUES (1, char(65535), 2), (2, '😀', 1);`

  it('is compared by its characters, in the order that its keys have in UTF-8', async () => {
    const wide = (sql: string) => `COMMIT; PRAGMA encoding = '${encoding}'; BEGIN; ${sql}`
    expect(await compare(wide(rows + pairs), `${rows} ${legacy} ${inUtf8}`)).toMatchObject({ ...sound, cells: 13 })
    rmSync(path('old'))
    rmSync(path('new'))
    const changed = `${rows.replace('🎉', '🎊')} ${legacy} ${inUtf8}`
    expect(await compare(wide(rows + pairs), changed)).toMatchObject({ lost: 1, first: 'notes, row ä, column body' })
  })

  it('a text that is none is looked for as its bytes', async () => {
    const half = encoding === 'UTF-16le' ? '00d8' : 'd800'
    const wide = `COMMIT; PRAGMA encoding = '${encoding}'; BEGIN; ${notes} INSERT INTO notes VALUES ('a', CAST(x'${half}' AS TEXT), 1)`
    expect(await compare(wide, `${notes} INSERT INTO notes VALUES ('a', x'${half}', 1)`)).toMatchObject(sound)
    rmSync(path('old'))
    rmSync(path('new'))
    expect(await compare(wide, `${notes} INSERT INTO notes VALUES ('a', '�', 1)`)).toMatchObject({ lost: 1 })
  })
})
