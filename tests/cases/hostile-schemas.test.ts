/** Schemas that somebody made to do harm: a clear error or a whole migration, and nothing of the schema is executed. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { toFailure } from '../../src-main/engine/errors.js'
import { lostCells } from '../support/account-for.js'
import { makeWorld, snapshot, type World } from '../support/engine.js'
import { changeDatabase, privateCopy } from '../support/old-database.js'

let world: World
beforeEach(async () => {
  world = await makeWorld({ conversations: 3 })
})
afterEach(() => {
  world.remove()
})

type Db = Database.Database

/** Writes a row of the schema itself, as no statement could. */
function forge(db: Db, type: string, name: string, root: number, sql: string | null): void {
  db.unsafeMode(true)
  db.pragma('writable_schema = ON')
  db.prepare('INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES (?, ?, ?, ?, ?)').run(
    ...[type, name, name, root, sql],
  )
}

const slow = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) AS id FROM n'

const whole: [string, (db: Db) => void][] = [
  [
    'triggers that destroy, on every table and event',
    (db) => {
      for (const event of ['INSERT', 'UPDATE', 'DELETE']) {
        db.exec(`CREATE TRIGGER wreck_${event} AFTER ${event} ON conversations BEGIN DELETE FROM stage_outputs; END`)
      }
      db.exec(
        `CREATE TRIGGER "conversations_fts_insert" AFTER INSERT ON stage_outputs BEGIN SELECT RAISE(ABORT, 'no'); END`,
      )
    },
  ],
  ['an endless view', (db) => db.exec(`CREATE VIEW knowledge_index AS ${slow}`)],
  ['a view of itself', (db) => forge(db, 'view', 'own', 0, 'CREATE VIEW own AS SELECT * FROM own')],
  [
    'a view of functions that nobody has',
    (db) => db.exec('CREATE VIEW v AS SELECT load_extension(1), nosuch(id) FROM topics_of'),
  ],
  [
    'views that double at each step',
    (db) => {
      db.exec('CREATE VIEW v0 AS SELECT 1 AS a FROM conversations, conversations AS b')
      for (let step = 1; step < 40; step++) {
        db.exec(`CREATE VIEW v${step} AS SELECT max(x.a) AS a FROM v${step - 1} AS x, v${step - 1} AS y`)
      }
    },
  ],
  [
    'a CHECK that takes for ever',
    (db) => {
      db.exec(`CREATE TABLE checked (a, CHECK (length(hex(zeroblob(400000000))) > 0 OR a > 0))`)
      db.pragma('ignore_check_constraints = ON')
      const insert = db.prepare('INSERT INTO checked VALUES (?)')
      for (let row = 0; row < 400; row++) insert.run(row)
    },
  ],
  [
    'rows that break a CHECK',
    (db) => {
      db.exec('CREATE TABLE checked (a CHECK (a > 0))')
      db.pragma('ignore_check_constraints = ON')
      db.exec('INSERT INTO checked VALUES (-1)')
    },
  ],
  [
    'a DEFAULT that takes for ever',
    (db) => db.exec('CREATE TABLE d (a, b DEFAULT (hex(zeroblob(900000000)))); INSERT INTO d VALUES (1, 2)'),
  ],
  [
    'an index on an expensive expression',
    (db) =>
      db.exec('CREATE TABLE i (a); CREATE INDEX i_x ON i (hex(zeroblob(a * 900000000))); INSERT INTO i VALUES (0)'),
  ],
  [
    'an index on a function that nobody has',
    (db) => {
      db.function('theirs', { deterministic: true }, (_of: unknown) => 1)
      db.exec('CREATE TABLE i (a); CREATE INDEX i_theirs ON i (theirs(a)); INSERT INTO i VALUES (5)')
    },
  ],
  [
    'a virtual table of an unknown module',
    (db) => forge(db, 'table', 'ghost', 0, 'CREATE VIRTUAL TABLE ghost USING nosuch(a)'),
  ],
  ['a virtual table over our own', (db) => db.exec('CREATE VIRTUAL TABLE conversations_fts USING fts5(body)')],
  [
    'names that are ours',
    (db) => {
      const ours = [
        'migration_history',
        'migration_checkpoints',
        'migration_quarantine',
        'migration_repairs',
        'migration_carried',
      ]
      const more = [
        'legacy_conversations',
        'legacy_config',
        'conversations_fts_docs',
        'settings',
        'users',
        'configurations',
        'messages',
      ]
      for (const name of [...ours, ...more])
        db.exec(`CREATE TABLE "${name}" (id, value); INSERT INTO "${name}" VALUES (1, 'theirs')`)
    },
  ],
  [
    'names that are aliases, keywords and injections',
    (db) => {
      const names = [
        'main',
        'temp',
        'old',
        'select',
        '"; DROP TABLE conversations; --',
        `'; DELETE FROM x; --`,
        '[x]',
        '`y`',
        '%s ${x} ?1 @a',
      ]
      for (const name of [...names, 'a\nb', 'tab\there', 'naïve ünï 🐝', ' ', '']) {
        const quoted = `"${name.replaceAll('"', '""')}"`
        db.exec(
          `CREATE TABLE ${quoted} (id INTEGER PRIMARY KEY, ${quoted} TEXT); INSERT INTO ${quoted} VALUES (1, 'x')`,
        )
      }
    },
  ],
  ['statistics', (db) => db.exec('ANALYZE')],
  [
    'statistics that lie',
    (db) => {
      db.exec('ANALYZE')
      db.exec(`UPDATE sqlite_stat1 SET stat = '9223372036854775807 1 1 unordered sz=0 noskipscan'`)
    },
  ],
  [
    'huge sequences',
    (db) => {
      const set = db.prepare('UPDATE sqlite_sequence SET seq = ?')
      set.run(9223372036854775807n)
      db.exec(`INSERT INTO sqlite_sequence VALUES ('stage_outputs', 'many'), ('conversations', -1e308), (NULL, NULL)`)
    },
  ],
  [
    'a table WITHOUT ROWID',
    (db) =>
      db.exec(
        `CREATE TABLE w (a TEXT, b, PRIMARY KEY (a, b)) WITHOUT ROWID; INSERT INTO w VALUES ('x', 1), ('y', x'00')`,
      ),
  ],
  [
    'a STRICT table',
    (db) => db.exec(`CREATE TABLE s (a ANY, b INT) STRICT; INSERT INTO s VALUES (x'00', 1), ('t', NULL)`),
  ],
  [
    'three hundred tables',
    (db) =>
      db.transaction(() => {
        for (let n = 0; n < 300; n++) db.exec(`CREATE TABLE t${n} (a); INSERT INTO t${n} VALUES (${n})`)
      })(),
  ],
  [
    '1,900 columns',
    (db) =>
      db.exec(
        `CREATE TABLE wide (${Array.from({ length: 1900 }, (_, n) => `c${n}`).join(', ')}); INSERT INTO wide (c0, c1899) VALUES (1, 2)`,
      ),
  ],
  [
    'names of 100 KB',
    (db) => db.exec(`CREATE TABLE "${'n'.repeat(100_000)}" (a); INSERT INTO "${'n'.repeat(100_000)}" VALUES (1)`),
  ],
  [
    'a name of 1 MB',
    (db) => db.exec(`CREATE TABLE "${'n'.repeat(1_000_000)}" (a); INSERT INTO "${'n'.repeat(1_000_000)}" VALUES (1)`),
  ],
]

describe('a schema with', () => {
  // What takes a moment: an endless view, or a gigabyte of zeros, would not be done in the time that any test has.
  it.each(whole)('%s moves whole', async (_, change) => {
    const { source, target, migrate, engine, environment } = world
    changeDatabase(source, change)
    const copy = privateCopy(source, join(environment.tmpdir, 'old.db'))
    const before = snapshot(world.home)
    await engine.analyze({})
    const result = await migrate()
    expect(result).toMatchObject({ status: 'migrated', totals: { same: true }, verification: { passed: true } })
    expect(lostCells(copy, target)).toEqual([])
    expect(snapshot(world.home)).toMatchObject(before)
    const db = new Database(target, { readonly: true })
    expect(
      db.prepare(`SELECT count(*) FROM sqlite_schema WHERE name LIKE 'wreck%' OR type = 'view'`).pluck().get(),
    ).toBe(0)
    db.close()
  })
})

const either: [string, (db: Db) => void][] = [
  [
    'a generated column that makes a gigabyte',
    (db) => {
      db.exec('CREATE TABLE g (a); INSERT INTO g (a) VALUES (900000000)')
      db.unsafeMode(true)
      db.pragma('writable_schema = ON')
      db.exec(`UPDATE sqlite_schema SET sql = 'CREATE TABLE g (a, b AS (hex(zeroblob(a))))' WHERE name = 'g'`)
    },
  ],
  [
    'a generated column of a function that nobody has',
    (db) => {
      db.function('theirs', { deterministic: true }, (_of: unknown) => 1)
      db.exec('CREATE TABLE g (a, b AS (theirs(a))); INSERT INTO g (a) VALUES (1)')
    },
  ],
  [
    '2,000 columns',
    (db) =>
      db.exec(
        `CREATE TABLE wide (${Array.from({ length: 2000 }, (_, n) => `c${n}`).join(', ')}); INSERT INTO wide (c0) VALUES (1)`,
      ),
  ],
  ['a table whose description is no SQL', (db) => forge(db, 'table', 'broken', 3, 'CREATE TABLE broken (a, ')],
  ['a table whose description creates another', (db) => forge(db, 'table', 'alias', 3, 'CREATE TABLE other (a)')],
  ['a table on the page of another', (db) => forge(db, 'table', 'again', 3, 'CREATE TABLE again (a, b, c)')],
  ['a table on a page that is not there', (db) => forge(db, 'table', 'beyond', 99_999, 'CREATE TABLE beyond (a)')],
  ['a table without a page', (db) => forge(db, 'table', 'nowhere', 0, 'CREATE TABLE nowhere (a)')],
  ['a table with a negative page', (db) => forge(db, 'table', 'minus', -5, 'CREATE TABLE minus (a)')],
  ['an index without a table', (db) => forge(db, 'index', 'lone', 4, 'CREATE INDEX lone ON nosuch (a)')],
  ['a row of an unknown kind', (db) => forge(db, 'spell', 'magic', 0, 'DROP TABLE conversations')],
  ['a name twice, differing in case', (db) => forge(db, 'table', 'CONVERSATIONS', 3, 'CREATE TABLE CONVERSATIONS (a)')],
  ['a statement as a description', (db) => forge(db, 'table', 'run', 3, 'DELETE FROM conversations')],
]

describe('a schema with', () => {
  it.each(either)('%s moves whole or is refused in words', async (_, change) => {
    const { source, target, migrate, engine, environment } = world
    changeDatabase(source, change)
    const copy = privateCopy(source, join(environment.tmpdir, 'old.db'))
    const before = snapshot(world.home)
    await engine.analyze({})
    const result = await migrate().catch((error: unknown) => toFailure(error))
    if ('code' in result) {
      expect(result).toMatchObject({ exit: 3, code: expect.stringMatching(/^HM-SOURCE-(CORRUPT|SCHEMA)$/) as string })
      expect(result.detail.length).toBeLessThan(2000)
      expect(snapshot(world.home)).toEqual(before)
      expect(existsSync(target)).toBe(false)
      return
    }
    expect(result).toMatchObject({ status: 'migrated', totals: { same: true }, verification: { passed: true } })
    expect(lostCells(copy, target)).toEqual([])
    expect(snapshot(world.home)).toMatchObject(before)
  })
})
