/** Verification finds what was planted: every kind of difference fails, and is named. */
import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { attach, openReadonly } from '../../src-main/engine/sqlite/open.js'
import { verify, type VerifyOutcome } from '../../src-main/engine/verify/verify.js'
import { makeWorld, type World } from '../support/engine.js'
import { changeDatabase } from '../support/old-database.js'

let world: World
let sound: string
beforeAll(async () => {
  world = await makeWorld({ conversations: 6 })
  changeDatabase(world.source, (db) =>
    db.exec(`INSERT INTO conversations (id, question, final_answer, source_of_truth, created_at, last_updated)
        VALUES ('odd', 'Text ', '', 's', '1700000000', 'garbage'), (NULL, 'no id', 'a', 's', NULL, NULL);
      INSERT INTO stage_outputs (id, conversation_id, stage_name, stage_number, provider, model, full_output, character_count,
        word_count, temperature) VALUES ('so', 'odd', 'generator', 1, 'p', 'm', x'00ff', 5, 6, 0.5), ('unheard', 'odd', 'summary', 1, 'p', 'm', 'aside', 5, 6, 0.5);
      INSERT INTO conversation_topics (conversation_id, topic) VALUES ('nowhere', 'orphan');
      CREATE TABLE notes (body, n); INSERT INTO notes VALUES ('keep', 1), ('me', 2.5);
      ALTER TABLE stage_outputs ADD COLUMN extra; UPDATE stage_outputs SET extra = 'e' || rowid`),
  )
  await world.migrate()
  sound = join(world.environment.tmpdir, 'sound.db')
  copyFileSync(world.target, sound)
})
afterAll(() => {
  world.remove()
})

async function verified(change: string): Promise<VerifyOutcome> {
  const path = join(world.environment.tmpdir, 'changed.db')
  copyFileSync(sound, path)
  changeDatabase(path, (db) => {
    db.unsafeMode()
    db.exec(change)
  })
  const db = openReadonly(path)
  try {
    attach(db, world.source, 'old')
    const nobody = { onRows: () => undefined, onCheck: () => undefined, signal: new AbortController().signal }
    return await verify({
      db,
      level: 'standard',
      source: world.source,
      role: 'old',
      structure: true,
      live: false,
      ...nobody,
    })
  } finally {
    db.close()
    rmSync(path)
  }
}

const first = `WHERE id = 'odd'`
const anyMessage = `WHERE id = 'msg_odd_question'`

const planted: [what: string, sql: string, found: string][] = [
  [
    'a changed text',
    `UPDATE conversations SET final_answer = 'other' WHERE id <> 'odd' AND rowid = 1`,
    'conversations',
  ],
  ['another case', `UPDATE conversations SET question = 'text ' ${first}`, 'conversations'],
  ['a trailing space gone', `UPDATE conversations SET question = 'Text' ${first}`, 'conversations'],
  ['an empty text become NULL', `UPDATE conversations SET final_answer = NULL ${first}`, 'conversations'],
  ['a NULL become an empty text', `UPDATE conversations SET profile_id = '' ${first}`, 'conversations'],
  [
    'a BLOB become a text',
    `UPDATE stage_outputs SET full_output = CAST(full_output AS TEXT) WHERE id = 'so'`,
    'stage_outputs',
  ],
  ['a number changed', `UPDATE stage_outputs SET word_count = 7 WHERE id = 'so'`, 'stage_outputs'],
  ['a last bit', `UPDATE stage_outputs SET temperature = 0.5000000000000001 WHERE id = 'so'`, 'stage_outputs'],
  [
    'a case that its column forgives',
    `UPDATE stage_outputs SET stage_name = 'Generator' WHERE id = 'so'`,
    'stage_outputs',
  ],
  ['a row too many', `INSERT INTO stage_outputs SELECT 'new', conversation_id, stage_name, stage_number, provider, model, 1, 1, 1, 1, 1, 1, created_at, 'x' FROM stage_outputs LIMIT 1`, 'stage_outputs'], // prettier-ignore
  [
    'a row missing',
    `DELETE FROM conversation_keywords WHERE id = (SELECT max(id) FROM conversation_keywords)`,
    'conversation_keywords',
  ],
  [
    'a row under another id',
    `UPDATE conversation_topics SET id = 999 WHERE id = (SELECT max(id) FROM conversation_topics)`,
    'conversation_topics',
  ],
  [
    'two rows exchanged',
    `UPDATE stage_evolution SET id = CASE id WHEN (SELECT min(id) FROM stage_evolution) THEN 'tmp' ELSE id END`,
    'stage_evolution',
  ],
  [
    'a repair that says another value before',
    `UPDATE migration_repairs SET before = '1700000001' WHERE before = '1700000000'`,
    'conversations',
  ],
  [
    'a repair that says another value after',
    `UPDATE migration_repairs SET after = 'now' WHERE before = 'garbage'`,
    'conversations',
  ],
  ['a repair without its record', `DELETE FROM migration_repairs`, 'conversations'],
  ['a repair that no rule makes', `UPDATE conversations SET created_at = '2024-01-01T00:00:00.000Z' ${first}; UPDATE migration_repairs SET after = '2024-01-01T00:00:00.000Z' WHERE before = '1700000000'`, 'conversations'], // prettier-ignore
  ['a difference with a record made up for it', `UPDATE conversations SET question = 'x' ${first}; INSERT INTO migration_repairs (run_id, source, table_name, row_key, column_name, rule, before, after) SELECT run_id, source, 'conversations', 'odd', 'question', 'because', 'Text ', 'x' FROM migration_repairs LIMIT 1`, 'conversations'], // prettier-ignore
  [
    'a value changed in quarantine',
    `UPDATE migration_quarantine SET value = 'other' WHERE column_name = 'full_output'`,
    'stage_outputs',
  ],
  [
    'a cell missing in quarantine',
    `DELETE FROM migration_quarantine WHERE column_name = 'created_at'`,
    'stage_outputs',
  ],
  [
    'a made key that is another one',
    `UPDATE conversations SET id = 'row_conversations_1' WHERE question = 'no id'`,
    'conversations',
  ],
  ['a made key without its record', `DELETE FROM migration_repairs WHERE rule = 'missing key'`, 'conversations'],
  [
    'a record of a made key that says another value before',
    `UPDATE migration_repairs SET before = 'mine' WHERE rule = 'missing key'`,
    'conversations',
  ],
  [
    'a value of a row that was given a key',
    `UPDATE conversations SET final_answer = 'b' WHERE question = 'no id'`,
    'conversations',
  ],
  ['a parent that was made up gone', `DELETE FROM conversations WHERE id = 'nowhere'`, 'placeholders'],
  [
    'a parent that was made up without its record',
    `DELETE FROM migration_repairs WHERE rule = 'placeholder'`,
    'conversations',
  ],
  [
    'a record of a parent that was never made',
    `UPDATE migration_repairs SET row_key = 'nobody' WHERE rule = 'placeholder'`,
    'placeholders',
  ],
  ...['title', 'question', 'final_answer', 'created_at', 'last_updated', 'total_cost', 'user_id'].map(
    (column): [string, string, string] => [
      `a parent that was made up and claims a ${column}`,
      `UPDATE conversations SET ${column} = '2024-01-01' WHERE id = 'nowhere'`,
      'placeholders',
    ],
  ),
  ['a carried row changed', `UPDATE legacy_notes SET body = 'Keep' WHERE body = 'keep'`, 'notes'],
  ['a carried value of another type', `UPDATE legacy_notes SET n = '1' WHERE n = 1`, 'notes'],
  ['a carried row too many', `INSERT INTO legacy_notes (body) VALUES ('extra')`, 'notes'],
  [
    'a carried table missing',
    `DROP TABLE legacy_notes; DELETE FROM migration_carried WHERE table_name = 'notes'`,
    'notes',
  ],
  ['a carried column changed', `UPDATE legacy_stage_outputs SET extra = 'E' || substr(extra, 2)`, 'stage_outputs'],
  ['a carried column missing', `DELETE FROM migration_carried WHERE column_name = 'extra'`, 'stage_outputs'],
  ['a question’s message missing', `DELETE FROM messages ${anyMessage}`, 'question as a message'],
  ['a message changed', `UPDATE messages SET content = 'Text' ${anyMessage}`, 'question as a message'],
  ['a message at another time', `UPDATE messages SET timestamp = '2024-01-01' ${anyMessage}`, 'question as a message'],
  [
    'an answer under another stage',
    `UPDATE messages SET stage = 'refiner' WHERE role = 'assistant'`,
    'answer as a message',
  ],
  [
    'a message too many',
    `INSERT INTO messages (id, conversation_id, role, content) VALUES ('m', 'odd', 'user', 'never said')`,
    'nothing more',
  ],
  ['a usage row missing', `DELETE FROM conversation_usage WHERE conversation_id = 'odd'`, 'usage row'],
  [
    'a usage row too many',
    `INSERT INTO conversation_usage (user_id, conversation_id) VALUES ('me', 'odd')`,
    'nothing more',
  ],
  [
    'a knowledge row changed',
    `UPDATE knowledge_conversations SET question = 'text ' WHERE conversation_id = 'odd'`,
    'one knowledge row',
  ],
  ['a knowledge row missing', `DELETE FROM knowledge_conversations WHERE conversation_id = 'odd'`, 'one knowledge row'],
  ['a knowledge row too many', `INSERT INTO knowledge_conversations (id, question) VALUES ('x', 'q')`, 'nothing more'],
  [
    'a fact from nowhere',
    `INSERT INTO consensus_iterations (consensus_id, model_id, stage_name) VALUES ('c', 'm', 's')`,
    'nothing more',
  ],
  ['another title', `UPDATE conversations SET title = 'Titel' ${first}`, 'title'],
  [
    'another time of the last change',
    `UPDATE conversations SET updated_at = '2020-01-01' WHERE rowid = 1`,
    'time of the last change',
  ],
  ['the model of an answer', `UPDATE messages SET model_used = 'other' WHERE role = 'assistant' AND rowid = 2`, 'answer as a message'], // prettier-ignore
  ['an answer to no question', `UPDATE messages SET parent_message_id = NULL WHERE rowid = 2`, 'answer as a message'],
  ['a message under another id', `UPDATE messages SET id = 'm' WHERE rowid = 2`, 'answer as a message'],
  ...['tokens_used', 'cost', 'consensus_path', 'consensus_rounds', 'created_at', 'metadata'].map(
    (column): [string, string, string] => [`messages.${column} made up`, `UPDATE messages SET ${column} = 1 ${anyMessage}`, 'question as a message'], // prettier-ignore
  ),
  ['other tokens', `UPDATE conversations SET total_tokens_output = 1 WHERE rowid = 1`, 'tokens of a conversation'],
  ['tokens that nobody counted', `UPDATE conversations SET total_tokens_output = 0 ${first}`, 'tokens of a conversation'], // prettier-ignore
  ...['conversation_context', 'profile_id', 'created_at', 'last_updated', 'answer'].map(
    (column): [string, string, string] => [`knowledge_conversations.${column} of a conversation`, `UPDATE knowledge_conversations SET ${column} = 'x' WHERE conversation_id = 'odd'`, 'one knowledge row'], // prettier-ignore
  ),
  ...['id', 'conversation_context', 'profile_id', 'last_updated', 'answer'].map((column): [string, string, string] => [
    `knowledge_conversations.${column} of a row of its own`,
    `UPDATE knowledge_conversations SET ${column} = 'x' WHERE kc_id = (SELECT min(kc_id) FROM knowledge_conversations)`,
    'nothing made up',
  ]),
  ...[
    ...['user_id', 'consensus_profile_id', 'context_type', 'total_cost', 'total_tokens_input', 'performance_score'],
    ...['quality_rating', 'is_archived', 'is_favorite', 'tags', 'metadata'],
  ].map((column): [string, string, string] => [
    `conversations.${column} made up`,
    `UPDATE conversations SET ${column} = 1 ${first}`,
    'nothing made up',
  ]),
  ['conversations.is_favorite unset', `UPDATE conversations SET is_favorite = NULL ${first}`, 'nothing made up'],
  ['stage_outputs.cost made up', `UPDATE stage_outputs SET cost = 0 WHERE id = 'so'`, 'nothing made up'],
  ['an orphan', `DELETE FROM conversations ${first}`, 'foreign keys'],
  [
    'search that holds other words',
    `UPDATE conversations_fts SET question = 'other' WHERE conversation_id = 'odd'`,
    'search of conversations',
  ],
  [
    'search that lacks a conversation',
    `DELETE FROM conversations_fts WHERE conversation_id = 'odd'`,
    'search of conversations',
  ],
  ['search that finds what is gone', `INSERT INTO conversations_fts_docs (conversation_id) VALUES ('ghost'); INSERT INTO conversations_fts (conversation_id) VALUES ('ghost')`, 'search of conversations'], // prettier-ignore
  ['search of truths out of step', `DELETE FROM curator_truths_fts`, 'search of curator truths'],
  ['an index of search that lost its words', `DELETE FROM conversations_fts_data WHERE id > 10; DELETE FROM conversations_fts_idx; UPDATE conversations_fts_data SET block = x'00' || x'000000000000' WHERE id = 10`, 'file structure'], // prettier-ignore
  ['an index missing', `DROP INDEX idx_messages_timestamp`, 'tables, indexes and triggers'],
  ['a trigger missing', `DROP TRIGGER conversations_fts_insert`, 'tables, indexes and triggers'],
]

it('passes on what the migration made', async () => {
  const outcome = await verified('SELECT 1')
  expect(outcome.checks.filter((check) => !check.passed)).toEqual([])
  expect(outcome.passed).toBe(true)
})

it.each(planted)('%s fails, and is named', async (_, sql, found) => {
  const outcome = await verified(sql)
  expect(outcome.passed).toBe(false)
  expect(outcome.checks.filter((check) => !check.passed).map(({ name }) => name)).toContain(found)
})

it('a sample names the row, the column and both values, and no key', async () => {
  const { samples } = await verified(`UPDATE conversations SET question = 'sk-or-v1-sample-not-a-real-key' ${first}`)
  expect(samples).toContainEqual(expect.objectContaining({ table: 'conversations', key: '"odd"', column: 'question', source: '"Text "' })) // prettier-ignore
  expect(JSON.stringify(samples)).not.toContain('sk-or-v1')
})
