/** Where several databases come together: a row that none of them explains is found, wherever it stands. */
import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openReadonly } from '../../src-main/engine/sqlite/open.js'
import { fromSomewhere, type Origin } from '../../src-main/engine/verify/nowhere.js'
import { makeWorld, type World } from '../support/engine.js'
import { changeDatabase, privateCopy } from '../support/old-database.js'

let world: World
let sound: string
let origins: Origin[]
beforeAll(async () => {
  world = await makeWorld({ conversations: 4 })
  const { home, source, target, environment } = world
  const other = join(home, '.hive', 'old.db')
  copyFileSync(source, other)
  changeDatabase(other, (db) =>
    db.exec(`INSERT INTO conversations (id, question, final_answer, source_of_truth) VALUES ('theirs', 'q', 'a', 's');
      INSERT INTO conversation_keywords (id, conversation_id, keyword) VALUES (1000, 'theirs', 'k');
      INSERT INTO conversation_topics (conversation_id, topic) VALUES ('nowhere', 'orphan')`),
  )
  const used = new Database(target)
  used.exec(`CREATE TABLE conversations (id TEXT PRIMARY KEY, title TEXT, user_id TEXT);
    INSERT INTO conversations VALUES ('mine', 'of the new Hive', 'me')`)
  used.close()
  origins = [source, other, target].map((path, index): Origin => {
    const copy = privateCopy(path, join(environment.tmpdir, `${index}.db`))
    return { path: copy, source: path, role: path === target ? 'kept' : 'old' }
  })
  await world.migrate()
  sound = join(environment.tmpdir, 'sound.db')
  copyFileSync(target, sound)
})
afterAll(() => {
  world.remove()
})

function looked(change: string, without?: string) {
  const path = join(world.environment.tmpdir, 'changed.db')
  copyFileSync(sound, path)
  changeDatabase(path, (db) => db.exec(change))
  const db = openReadonly(path)
  try {
    return fromSomewhere(
      db,
      origins.filter(({ source }) => source !== without),
    )
  } finally {
    db.close()
    rmSync(path)
  }
}

it('passes on what came together, and leaves nothing attached', () => {
  expect(looked('SELECT 1')).toMatchObject({ passed: true, detail: 'no row comes from nowhere' })
})

describe('finds', () => {
  it.each([
    ['a conversation', `INSERT INTO conversations (id, title) VALUES ('ghost', 't')`, '1 in conversations'],
    ['a message of a conversation', `INSERT INTO messages (id, conversation_id, role, content) VALUES ('m', 'theirs', 'user', 'x')`, '1 in messages'], // prettier-ignore
    ['a message with the name of one that is made, elsewhere', `UPDATE messages SET conversation_id = 'mine' WHERE id = 'msg_theirs_question'`, '1 in messages'], // prettier-ignore
    ['a second row of usage', `INSERT INTO conversation_usage (user_id, conversation_id) SELECT user_id, conversation_id FROM conversation_usage LIMIT 1`, '1 in conversation_usage'], // prettier-ignore
    ['a row of usage of somebody', `INSERT INTO conversation_usage (user_id, conversation_id) VALUES ('me', 'theirs')`, '1 in conversation_usage'], // prettier-ignore
    ['a row of knowledge', `INSERT INTO knowledge_conversations (id, question) VALUES ('x', 'q')`, '1 in knowledge_conversations'], // prettier-ignore
    ['a keyword', `INSERT INTO conversation_keywords (conversation_id, keyword) VALUES ('theirs', 'k')`, '1 in conversation_keywords'], // prettier-ignore
    ['a fact', `INSERT INTO consensus_iterations (consensus_id, model_id, stage_name) VALUES ('c', 'm', 's')`, '1 in consensus_iterations'], // prettier-ignore
    ['a made parent without its record', `DELETE FROM migration_repairs WHERE rule = 'placeholder' AND table_name = 'conversations'`, '1 in conversations'], // prettier-ignore
    ['a number that no record tells', `UPDATE conversation_keywords SET id = 77777 WHERE conversation_id = 'theirs'`, '1 in conversation_keywords'], // prettier-ignore
  ])('%s', (_, sql, detail) => {
    expect(looked(sql)).toMatchObject({ passed: false, detail: `rows without a source: ${detail}` })
  })

  it.each([
    [
      'a made question with another text',
      `UPDATE messages SET content = 'x' WHERE id = 'msg_theirs_question'`,
      '1 in messages',
    ],
    [
      'a made answer at another time',
      `UPDATE messages SET timestamp = '2020-01-01 00:00:00' WHERE id = 'msg_theirs_answer'`,
      '1 in messages',
    ],
    [
      'a made answer that claims a model',
      `UPDATE messages SET model_used = 'm' WHERE id = 'msg_theirs_answer'`,
      '1 in messages',
    ],
    [
      'a made answer of another role',
      `UPDATE messages SET role = 'user' WHERE id = 'msg_theirs_answer'`,
      '1 in messages',
    ],
    [
      'a made answer that follows nothing',
      `UPDATE messages SET parent_message_id = NULL WHERE id = 'msg_theirs_answer'`,
      '1 in messages',
    ],
    [
      'a made message that claims tokens',
      `UPDATE messages SET tokens_used = 5 WHERE id = 'msg_theirs_question'`,
      '1 in messages',
    ],
    [
      'made knowledge with another answer',
      `UPDATE knowledge_conversations SET final_answer = 'x' WHERE id = 'kc_theirs'`,
      '1 in knowledge_conversations',
    ],
    [
      'made knowledge that claims a profile',
      `UPDATE knowledge_conversations SET profile_id = 'p' WHERE id = 'kc_theirs'`,
      '1 in knowledge_conversations',
    ],
    [
      'made usage at another time',
      `UPDATE conversation_usage SET timestamp = '2020-01-01 00:00:00' WHERE conversation_id = 'theirs'`,
      '1 in conversation_usage',
    ],
  ])('%s', (_, sql, detail) => {
    expect(looked(sql)).toMatchObject({ passed: false, detail: `rows without a source: ${detail}` })
  })

  it.each([
    ['a title', `UPDATE conversations SET title = 'x' WHERE id = 'theirs'`, '1 of conversations.title'],
    [
      'a question that was completed',
      `UPDATE conversations SET question = 'x' WHERE id = 'nowhere'`,
      '1 of conversations.question',
    ],
    [
      'an answer of nobody',
      `UPDATE conversations SET final_answer = 'x' WHERE id = 'nowhere'`,
      '1 of conversations.final_answer',
    ],
  ])('%s that no database says, and no rule makes', (_, sql, detail) => {
    const found = looked(sql)
    expect(found.passed).toBe(false)
    expect(found.detail).toContain(`texts that nobody says: ${detail}`)
  })

  it('what each of the databases brought alone', () => {
    const { target, home } = world
    expect(looked('SELECT 1', target).detail).toBe('rows without a source: 1 in conversations')
    expect(looked('SELECT 1', join(home, '.hive', 'old.db')).detail).toMatch(/^rows without a source: 1 in conversations, /) // prettier-ignore
  })
})
