import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasPython, independentCheck } from '../../support/independent-check.js'
import { referenceCopy } from '../../support/reference-copy.js'
import { makeSampleHome, type SampleHome } from '../../support/sample-home.js'

describe.skipIf(!hasPython)('the independent check', () => {
  let home: SampleHome
  let copy: string

  beforeAll(async () => {
    home = await makeSampleHome({ conversations: 30 })
    copy = join(home.home, 'copy.db')
    referenceCopy(home.database, copy).close()
  })
  afterAll(() => home.remove())

  it('accepts a right copy', () => {
    const result = independentCheck(home.database, copy)
    expect(result.differences).toEqual([])
    expect(result.valuesCompared).toBeGreaterThan(4000)
  })

  it('accepts the other variant of topics, with rows that lie in the -wal', async () => {
    const other = await makeSampleHome({ conversations: 30, topicsVariant: 'weight', walConversations: 10 })
    const target = join(other.home, 'copy.db')
    // Opening reads the -wal in, so a copy of both files is what each side reads.
    for (const suffix of ['', '-wal']) copyFileSync(other.database + suffix, join(other.home, `old.db${suffix}`))
    referenceCopy(other.database, target).close()
    expect(independentCheck(join(other.home, 'old.db'), target).differences).toEqual([])
    await other.remove()
  })

  it.each([
    ['one character', "UPDATE conversations SET final_answer = final_answer || ' ' WHERE rowid = 3"],
    ['a type', 'UPDATE stage_outputs SET full_output = CAST(full_output AS BLOB) WHERE rowid = 5'],
    ['a NULL', 'UPDATE conversations SET created_at = NULL WHERE rowid = 2'],
    ['a number', 'UPDATE conversation_keywords SET weight = weight + 1e-12 WHERE id = 1'],
    ['a blob', 'UPDATE knowledge_base SET semantic_embedding = zeroblob(3072) WHERE semantic_embedding IS NOT NULL'],
    ['a missing row', 'DELETE FROM conversation_threads WHERE id = 1'],
    [
      'an extra row',
      "INSERT INTO conversation_keywords (conversation_id, keyword) SELECT id, 'x' FROM conversations LIMIT 1",
    ],
    ['a missing message', "DELETE FROM messages WHERE role = 'user' AND rowid < 3"],
    [
      'a message twice',
      "INSERT INTO messages (id, conversation_id, role) SELECT 'x', conversation_id, role FROM messages LIMIT 1",
    ],
    ['a title', "UPDATE conversations SET title = 'x' WHERE rowid = 1"],
    ['a usage row dated today', 'UPDATE conversation_usage SET timestamp = CURRENT_TIMESTAMP WHERE id = 1'],
    ['a user', "UPDATE conversation_usage SET user_id = 'default' WHERE id = 1"],
    ['a lost carried row', 'DELETE FROM legacy_knowledge_conversations'],
    ['a lost carried column', 'UPDATE legacy_conversation_topics SET is_primary = NULL WHERE id = 1'],
    ['a lost carried table', 'DROP TABLE legacy_conversation_topics'],
    ['an orphan', "PRAGMA foreign_keys = OFF; UPDATE conversation_usage SET conversation_id = 'none' WHERE id = 1"],
  ])('finds %s', (_name, damage) => {
    const damaged = join(home.home, 'damaged.db')
    copyFileSync(copy, damaged)
    const db = new Database(damaged)
    db.exec(damage)
    db.close()
    const result = independentCheck(home.database, damaged)
    expect(result.passed).toBe(false)
    expect(result.differenceCount).toBeGreaterThan(0)
  })
})
