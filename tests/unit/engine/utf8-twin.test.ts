/** A UTF-16 database and its twin in UTF-8: every value the same by type and character, or kept as its bytes and noted. */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { decodeUtf16 } from '../../../src-main/engine/sources/utf16.js'
import { compareTwin } from '../../../src-main/engine/sources/twin-compare.js'
import { utf8Twin, wideEncoding } from '../../../src-main/engine/sources/utf8-twin.js'
import { openReadonly, openWritable } from '../../../src-main/engine/sqlite/open.js'
import { openFilesBelow } from '../../support/open-files.js'

let root: string
const at = (name: string) => join(root, name)
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hive-twin-'))
})
afterEach(() => {
  expect(openFilesBelow(root)).toEqual([])
  rmSync(root, { recursive: true })
})

type Encoding = 'UTF-16le' | 'UTF-16be'
const encodings: Encoding[] = ['UTF-16le', 'UTF-16be']

function make(encoding: string, sql: string, change: (db: Database.Database) => void = () => undefined): string {
  const db = new Database(at('wide.db'))
  db.pragma(`encoding = '${encoding}'`)
  db.exec(sql)
  change(db)
  db.close()
  return at('wide.db')
}

const twinOf = (path: string, encoding: Encoding) => utf8Twin(path, encoding, at('twin.db'), '/the/old.db')

function read(path: string, sql: string): unknown[] {
  const db = openReadonly(path)
  try {
    return db.prepare(sql).raw().all()
  } finally {
    db.close()
  }
}

it('knows which databases need one', () => {
  for (const encoding of encodings) {
    expect(wideEncoding(make(encoding, 'CREATE TABLE t (a)'))).toBe(encoding)
    rmSync(at('wide.db'))
  }
  expect(wideEncoding(make('UTF-8', 'CREATE TABLE t (a)'))).toBeNull()
})

describe.each(encodings)('%s', (encoding) => {
  it('every value arrives with its type, its characters and its rowid', () => {
    const values = `(1, 'ä🎉ключ'), (-5, 'a' || char(0) || 'b'), (9223372036854775807, char(65279) || 'bom'), (4, ''),
      (5, NULL), (6, 9007199254740993), (7, 1.0), (8, 9e999), (9, -9e999), (10, x'00ff'), (11, x''), (12, '007'), (13, '1e3'),
      (14, char(55295, 57344, 65535, 1114111)), (15, 0.1), (16, -9223372036854775808)`
    const path = make(encoding, `CREATE TABLE plain (a); INSERT INTO plain (rowid, a) VALUES ${values}`, (db) =>
      db.prepare('INSERT INTO plain (rowid, a) VALUES (17, ?)').run(-0),
    )
    const { path: twin, notes } = twinOf(path, encoding)
    expect(notes).toBeNull()
    const sql = 'SELECT rowid, typeof(a), a FROM plain ORDER BY rowid'
    expect(read(twin, sql)).toEqual(read(path, sql))
    expect(read(twin, 'PRAGMA encoding')).toEqual([['UTF-8']])
    expect(read(twin, `SELECT hex(a) FROM plain WHERE rowid = 1`)).toEqual([[Buffer.from('ä🎉ключ').toString('hex').toUpperCase()]]) // prettier-ignore
    expect(Object.is((read(twin, 'SELECT a FROM plain WHERE rowid = 17') as [[number]])[0][0], -0)).toBe(true)
    expect(statSync(twin).mode & 0o777).toBe(0o600)
  })

  it('a text that is none is kept as its bytes, and noted with its row', () => {
    const odd = { high: '00d8', low: '00dc', pair: '3cd889df' }
    const swapped = (hex: string) => (encoding === 'UTF-16le' ? hex : (hex.match(/..(..)?/g) ?? []).map((each) => each.match(/../g)!.reverse().join('')).join('')) // prettier-ignore
    const path = make(
      encoding,
      `CREATE TABLE texts (id TEXT PRIMARY KEY, body TEXT);
       INSERT INTO texts VALUES ('high', CAST(x'${swapped(odd.high)}' AS TEXT)), ('low', CAST(x'${swapped(odd.low)}' AS TEXT)),
         ('pair', CAST(x'${swapped(odd.pair)}' AS TEXT))`,
    )
    const { path: twin, notes } = twinOf(path, encoding)
    expect(read(twin, 'SELECT id, typeof(body) FROM texts ORDER BY id')).toEqual([['high', 'blob'], ['low', 'blob'], ['pair', 'text']]) // prettier-ignore
    expect(read(twin, `SELECT lower(hex(body)) FROM texts WHERE id <> 'pair' ORDER BY id`)).toEqual([[swapped(odd.high)], [swapped(odd.low)]]) // prettier-ignore
    expect(read(twin, `SELECT body FROM texts WHERE id = 'pair'`)).toEqual([['🎉']])
    expect(read(notes!, 'SELECT table_name, row, column_name FROM cells ORDER BY row')).toEqual([['texts', 1n, 'body'], ['texts', 2n, 'body']]) // prettier-ignore
  })

  it('odd tables: no rowid, names that hide it, generated columns, STRICT, a full-text table, an unknown collation', () => {
    const path = make(
      encoding,
      `CREATE TABLE pairs (a TEXT, b INTEGER, c, PRIMARY KEY (b DESC, a)) WITHOUT ROWID;
       INSERT INTO pairs VALUES ('😀', 1, 'x'), (char(65535), 1, 'y'), ('a', -1, NULL);
       CREATE TABLE hidden (rowid, _rowid_, oid); INSERT INTO hidden VALUES ('a', 1, NULL), ('a', 1, NULL);
       CREATE TABLE keyed (k INTEGER PRIMARY KEY, rowid, _rowid_, oid); INSERT INTO keyed VALUES (-3, 9, 8, 'ü');
       CREATE TABLE sums (a, b, total AS (a || b) STORED, bytes AS (hex(a))); INSERT INTO sums (a, b) VALUES ('ä', 2);
       CREATE TABLE strictly (a TEXT, b ANY) STRICT; INSERT INTO strictly VALUES ('é', 1);
       CREATE VIRTUAL TABLE diary USING fts5(text); INSERT INTO diary VALUES ('mine');
       CREATE TABLE "it's ""odd"" ü" ("a""b" "odd type(1)"); INSERT INTO "it's ""odd"" ü" VALUES ('7');
       CREATE TABLE checked (a INTEGER CHECK (a > 0), b TEXT NOT NULL UNIQUE); INSERT INTO checked VALUES (1, 'one'), (2, 'two');
       CREATE TABLE martian (a TEXT, b); INSERT INTO martian VALUES ('x', 'y');
       CREATE VIEW v AS SELECT * FROM nowhere; CREATE TRIGGER t AFTER INSERT ON checked BEGIN DELETE FROM checked; END`,
      (db) => {
        db.unsafeMode()
        db.pragma('writable_schema = ON')
        db.exec(`UPDATE sqlite_schema SET sql = replace(sql, 'a TEXT, b)', 'a TEXT COLLATE martian, b)') WHERE name = 'martian';
          UPDATE checked SET a = -1 WHERE 0`)
        db.pragma('ignore_check_constraints = ON')
        db.exec('UPDATE checked SET a = -1 WHERE a = 1')
      },
    )
    const { path: twin } = twinOf(path, encoding)
    for (const sql of [
      'SELECT * FROM pairs ORDER BY c', 'SELECT * FROM hidden', 'SELECT * FROM keyed', 'SELECT a, b, total, bytes FROM sums',
      'SELECT * FROM strictly', 'SELECT * FROM diary_content', `SELECT * FROM "it's ""odd"" ü"`, 'SELECT * FROM checked', 'SELECT * FROM martian NOT INDEXED',
    ]) expect(read(twin, sql), sql).toEqual(read(path, sql)) // prettier-ignore
    expect(read(twin, `SELECT type, name FROM sqlite_schema WHERE type IN ('view', 'trigger') OR name = 'diary'`)).toEqual([]) // prettier-ignore
    const types = (table: string) => `SELECT name, type, "notnull", pk FROM pragma_table_info('${table}')`
    for (const table of ['pairs', 'keyed', 'strictly', 'checked', `it''s "odd" ü`])
      expect(read(twin, types(table)), table).toEqual(read(path, types(table)))
  })

  it('the numbers that were given out, and whose file it is', () => {
    const path = make(
      encoding,
      `CREATE TABLE counted (id INTEGER PRIMARY KEY AUTOINCREMENT, a); INSERT INTO counted VALUES (41, 'x'); DELETE FROM counted;
       INSERT INTO sqlite_sequence VALUES ('gone', 7); PRAGMA application_id = 77; PRAGMA user_version = 5`,
    )
    const { path: twin } = twinOf(path, encoding)
    expect(read(twin, 'SELECT name, seq FROM sqlite_sequence ORDER BY name')).toEqual([['counted', 41n], ['gone', 7n]]) // prettier-ignore
    expect([read(twin, 'PRAGMA application_id'), read(twin, 'PRAGMA user_version')]).toEqual([[[77n]], [[5n]]])
  })

  it('many columns and many rows', () => {
    const names = Array.from({ length: 900 }, (_, index) => `c${index}`)
    const path = make(
      encoding,
      `CREATE TABLE wide (${names.join(', ')}); INSERT INTO wide VALUES (${names.map((_, index) => `'ü${index}'`).join(', ')});
       CREATE TABLE many (a TEXT, b); INSERT INTO many WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT 'ж' || i, i FROM n`, // prettier-ignore
    )
    const { path: twin } = twinOf(path, encoding)
    expect(read(twin, 'SELECT * FROM wide')).toEqual(read(path, 'SELECT * FROM wide'))
    const sums = `SELECT count(*), sum(b), sum(length(a)), max(a) FROM many`
    expect(read(twin, sums)).toEqual(read(path, sums))
  })

  it.each([
    ['a changed character', `UPDATE t SET a = 'B' WHERE rowid = 2`, 'row 2 of t'],
    ['another type', `UPDATE t SET b = '2' WHERE rowid = 2`, 'row 2 of t'],
    ['a row too few', 'DELETE FROM t WHERE rowid = 1', 'the number of rows of t'],
    ['a row under another key', `UPDATE k SET id = 'c' WHERE id = 'a'`, 'row 1 of k'],
    ['a BLOB for a text', `UPDATE t SET a = CAST('b' AS BLOB) WHERE rowid = 2`, 'row 2 of t'],
  ])('%s is found, and named', (_, sql, where) => {
    const path = make(
      encoding,
      `CREATE TABLE t (a TEXT, b); INSERT INTO t VALUES ('a', 1), ('b', 2);
       CREATE TABLE k (id TEXT PRIMARY KEY, v) WITHOUT ROWID; INSERT INTO k VALUES ('a', 1), ('b', 2)`,
    )
    const { path: twin } = twinOf(path, encoding)
    const [from, to] = [openReadonly(path), openWritable(twin)]
    try {
      compareTwin(from, to, encoding, '/the/old.db')
      to.exec(sql)
      expect(() => {
        compareTwin(from, to, encoding, '/the/old.db')
      }).toThrow(expect.objectContaining({ code: 'HM-SOURCE-ENCODING', message: expect.stringContaining(`/the/old.db stores its texts in ${encoding}, and ${where}`) as string })) // prettier-ignore
    } finally {
      from.close()
      to.close()
    }
  })
})

it('decodes what is a text, and nothing else', () => {
  const le = (text: string) => Buffer.from(text, 'utf16le')
  for (const text of ['', 'a', 'ä🎉', '\0', '\uFEFFx', '\uFFFE']) {
    expect(decodeUtf16(le(text), 'UTF-16le')).toBe(text)
    expect(decodeUtf16(le(text).swap16(), 'UTF-16be')).toBe(text)
  }
  for (const bytes of ['00d8', '00dc', '41', '00d84100', '00dc00d8']) {
    expect(decodeUtf16(Buffer.from(bytes, 'hex'), 'UTF-16le')).toBeNull()
  }
})
