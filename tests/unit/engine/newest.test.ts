/** The newest conversation of an old database: by its index or its last row, in one line, without keys, never by a scan. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newestConversation } from '../../../src-main/engine/detect/newest.js'
import { tablesOf } from '../../../src-main/engine/sqlite/introspect.js'
import { openReadonly } from '../../../src-main/engine/sqlite/open.js'
import { makeWorld } from '../../support/engine.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hive-newest-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const plain = 'CREATE TABLE conversations (id TEXT PRIMARY KEY, question TEXT, created_at TEXT);'
const indexed = `${plain} CREATE INDEX by_day ON conversations (created_at);`
const row = (id: string, question: string, created: string) =>
  `INSERT INTO conversations VALUES ('${id}', '${question}', ${created});`

function newest(sql: string) {
  const path = join(folder, 'old.db')
  const made = new Database(path)
  made.exec(sql)
  made.close()
  const db = openReadonly(path)
  try {
    return newestConversation(db, tablesOf(db, 'main'))
  } finally {
    db.close()
  }
}

describe('the newest is', () => {
  it('the last one that was written', () => {
    expect(newest(plain + row('a', 'First', `'2025-01-01'`) + row('b', 'Second', `'2025-02-01 10:00:00'`))).toEqual({
      ...{ at: '2025-02-01T10:00:00.000Z', question: 'Second' },
    })
  })

  it('the last one by its moment, where an index says it', () => {
    const rows = row('a', 'Late', `'2025-03-01T00:00:00Z'`) + row('b', 'Early', `'2025-01-01T00:00:00Z'`)
    expect(newest(indexed + rows)?.question).toBe('Late')
    expect(newest(`DROP TABLE conversations; ${plain}${rows}`)?.question).toBe('Early')
  })

  it('by the moment, not by how it is written: numbers sort before texts', () => {
    const rows = row('a', 'Text', `'2025-01-01'`) + row('b', 'Number', '1752671520')
    const affinity = indexed.replace('created_at TEXT', 'created_at')
    expect(newest(affinity + rows)).toEqual({ at: '2025-07-16T13:12:00.000Z', question: 'Number' })
  })
})

it.each([
  ['a moment that nobody can read', row('a', 'Said', `'yesterday'`), { at: null, question: 'Said' }],
  ['no moment', row('a', 'Said', 'NULL'), { at: null, question: 'Said' }],
  ['milliseconds', row('a', '', '1752671520000'), { at: '2025-07-16T13:12:00.000Z', question: '' }],
  ['neither', row('a', '  ', `'0'`), null],
  ['lines and tabs', row('a', 'One\n\n two\tthree ', 'NULL'), { at: null, question: 'One two three' }],
  ['a key in the question', row('a', 'Use sk-or-v1-0123456789abcdef', 'NULL'), { at: null, question: 'Use [key]' }],
  ['a question too long to be read', row('a', 'x'.repeat(70_000), `'2025-01-01'`), { at: '2025-01-01T00:00:00.000Z', question: '' }], // prettier-ignore
  ['no conversation', '', null],
])('%s', (_, sql, expected) => {
  expect(newest(plain + sql)).toEqual(expected)
})

it('is cut between characters, never in one', () => {
  const question = newest(plain + row('a', '🐝'.repeat(300), 'NULL'))?.question
  expect(question).toBe(`${'🐝'.repeat(160)}…`)
})

it.each([
  ['no such table', 'CREATE TABLE other (a)'],
  ['no rowid', 'CREATE TABLE conversations (id TEXT PRIMARY KEY, question TEXT) WITHOUT ROWID'],
])('nothing where there is %s', (_, sql) => {
  expect(newest(sql)).toBeNull()
})

it('is only told to who asks: the command line does not', async () => {
  const world = await makeWorld({ conversations: 2 })
  try {
    const of = async (request: { newest?: boolean }) => (await world.engine.analyze(request)).installs[0]?.databases[0]
    expect(await of({})).not.toHaveProperty('newest')
    expect((await of({ newest: true }))?.newest?.question).toMatch(/\w/)
  } finally {
    world.remove()
  }
})
