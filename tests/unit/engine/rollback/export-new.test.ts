/** What a rollback keeps of the new Hive, if it is asked to: the conversations that were made since, and no others. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createBackup, type BackupItem } from '../../../../src-main/engine/backup/create.js'
import { exportNewData } from '../../../../src-main/engine/rollback/export-new.js'
import { unifiedConversations } from '../../../support/case/shapes/s-c.js'
import { titled } from '../../../support/case/shapes/s-d.js'
import { openFilesBelow } from '../../../support/open-files.js'
import { makeDatabase, rowsOf } from '../../../support/small-database.js'

let root: string
const at = (name: string) => join(root, name)
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hive-export-'))
  mkdirSync(at('tmp'))
})
afterEach(() => {
  expect(openFilesBelow(root)).toEqual([])
  rmSync(root, { recursive: true })
})

const newHive = (
  ...ids: string[]
) => `CREATE TABLE conversations (id TEXT PRIMARY KEY, user_id, title, total_cost, created_at);
  CREATE TABLE messages (id TEXT PRIMARY KEY, conversation_id TEXT, role, content);
  ${ids.map((id) => `INSERT INTO conversations (id, title) VALUES ('${id}', 'of ${id}');`).join('\n')}
  ${ids.map((id) => `INSERT INTO messages VALUES ('m-${id}', '${id}', 'user', 'hello');`).join('\n')}`

/** Backs the files up and answers the ids of what is exported of `new.db`; null where there is no file. */
async function exported(...backedUp: [name: string, role: BackupItem['role']][]): Promise<unknown[] | null> {
  const items = backedUp.map(([name, role]) => ({ role, path: at(name), database: true, replaced: false }))
  const names = { id: 'b', kind: 'migration' as const, runId: 'r', source: at('old.db'), target: at('new.db') }
  const signal = new AbortController().signal
  const manifest = await createBackup({ ...names, items, absentFolders: [], signal, folder: at('b') })
  const rows = exportNewData(at('b'), manifest, at('new.db'), at('since.db'), at('tmp'))
  expect(existsSync(at('since.db'))).toBe(rows > 0)
  if (rows === 0) return null
  const ids = rowsOf(at('since.db'), 'SELECT id FROM conversations ORDER BY id').flat()
  const messages = rowsOf(at('since.db'), 'SELECT conversation_id FROM messages ORDER BY 1').flat()
  expect(messages).toEqual(ids)
  expect(rows).toBe(2 * ids.length)
  return ids
}

it('what any of several old databases knows is not new', async () => {
  makeDatabase(at('old.db'), titled({ count: 2 }).join(';'))
  const renamed = `UPDATE unified_conversations SET conversation_id = 'doc-' || rowid`
  const documents = ['PRAGMA foreign_keys = OFF', ...unifiedConversations(), renamed]
  makeDatabase(at('older.db'), documents.join(';'))
  const old = rowsOf(at('old.db'), 'SELECT id FROM conversations').flat() as string[]
  const older = rowsOf(at('older.db'), 'SELECT conversation_id FROM unified_conversations').flat() as string[]
  expect(older).toContain('doc-1')
  makeDatabase(at('new.db'), newHive(...old, ...older, 'since'))
  expect(await exported(['old.db', 'source'], ['older.db', 'source'])).toEqual(['since'])
})

it('a number as an id is the text that it became', async () => {
  makeDatabase(
    at('old.db'),
    `CREATE TABLE conversations (id INTEGER PRIMARY KEY, title, metadata);
    INSERT INTO conversations VALUES (7, 'seven', NULL)`,
  )
  makeDatabase(at('new.db'), newHive('7'))
  expect(await exported(['old.db', 'source'])).toBeNull()
})

it('what the new Hive had before the migration comes back with it, and is not new', async () => {
  makeDatabase(at('old.db'), titled({ count: 1 }).join(';'))
  makeDatabase(at('before.db'), newHive('mine'))
  makeDatabase(at('new.db'), newHive('mine', 'since'))
  expect(await exported(['old.db', 'source'], ['before.db', 'target'])).toEqual(['since'])
})

it('what the migration made for rows that nobody has is not new', async () => {
  makeDatabase(at('old.db'), titled({ count: 1 }).join(';'))
  makeDatabase(
    at('new.db'),
    `${newHive('gone', 'row_conversations_3', 'since')};
    CREATE TABLE migration_repairs (table_name, row_key, rule, before, after);
    INSERT INTO migration_repairs VALUES ('conversations', 'gone', 'placeholder', NULL, NULL),
      ('conversations', NULL, 'missing key', NULL, 'row_conversations_3')`,
  )
  expect(await exported(['old.db', 'source'])).toEqual(['since'])
})

it('of a damaged old database what cannot be read counts as new', async () => {
  makeDatabase(at('old.db'), titled({ count: 1 }).join(';'))
  const bytes = readFileSync(at('old.db'))
  bytes.fill(0xff, 100, 4096)
  writeFileSync(at('old.db'), bytes)
  makeDatabase(at('new.db'), newHive('a'))
  expect(await exported(['old.db', 'source'])).toEqual(['a'])
})

it('where the new database is gone there is nothing to keep', async () => {
  makeDatabase(at('old.db'), titled({ count: 1 }).join(';'))
  expect(await exported(['old.db', 'source'])).toBeNull()
})
