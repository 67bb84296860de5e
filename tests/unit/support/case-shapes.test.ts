/** The made-up old databases of tests/support/case/shapes are sound, and say what hive-facts 1.7 says of them. */
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { unified } from '../../support/case/shapes/s-a.js'
import { knowledge } from '../../support/case/shapes/s-b.js'
import { unifiedConversations } from '../../support/case/shapes/s-c.js'
import { titled } from '../../support/case/shapes/s-d.js'
import { clustered } from '../../support/case/shapes/s-e.js'
import { messagesAsJson } from '../../support/case/shapes/s-f.js'
import { rustCore } from '../../support/case/shapes/s-g.js'
import { hybrid } from '../../support/case/shapes/s-h.js'
import { afterMigrations } from '../../support/case/shapes/s-i.js'
import { desktopDatabase, profilesOfSix, simpleDatabase, workingDatabase } from '../../support/case/shapes/s-j.js'
import { newApp } from '../../support/case/shapes/s-k.js'

/** Shape, its SQL, how many tables it has by the facts, and tables that have no row. */
const shapes: [string, string[], number, string[]][] = [
  ['S-A', unified(), 31, []],
  ['S-B', knowledge(), 12, []],
  ['S-B′', knowledge({ topics: 'confidence' }), 12, []],
  ['S-C', unifiedConversations(), 7, []],
  ['S-D', titled(), 3, []],
  ['S-E', clustered(), 6, []],
  ['S-F', messagesAsJson(), 3, []],
  ['S-G', rustCore(), 17, []],
  ['S-H', hybrid(), 35, []],
  ['S-I', afterMigrations(), 35, []],
  ['S-J working', workingDatabase(), 7, []],
  ['S-J simple', simpleDatabase(), 4, []],
  ['S-J desktop', desktopDatabase(), 1, []],
  ['S-J profiles', profilesOfSix(), 1, []],
  [
    'S-K',
    newApp(),
    24,
    [
      ...['consensus_profiles_v2', 'conversation_continuity', 'memory_context_logs', 'model_aliases'],
      ...['openrouter_models', 'openrouter_providers'],
    ],
  ],
]

it.each(shapes)('%s', (_, statements, tables, empty) => {
  const db = new Database(':memory:')
  db.pragma('foreign_keys = OFF')
  for (const sql of statements) db.exec(sql)
  const names = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1`).pluck().all() as string[] // prettier-ignore
  expect(names).toHaveLength(tables)
  expect(names.filter((name) => db.prepare(`SELECT count(*) FROM "${name}"`).pluck().get() === 0)).toEqual(empty)
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  db.close()
})
