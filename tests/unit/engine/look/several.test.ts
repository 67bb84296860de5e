/** Looking inside when an install has several old databases: each conversation is compared with the ones that have it. */
import { copyFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { LookConversation, LookPair } from '../../../../src-main/engine/model/index.js'
import { makeDatabase, rowsOf } from '../../../support/small-database.js'
import { makeWorld, type World } from '../../../support/engine.js'

let world: World
let second: string

/** A second database with the same five conversations, of which three go by other ids, with everything that hangs on them. */
beforeEach(async () => {
  world = await makeWorld()
  second = join(world.home, '.hive-ai', 'hive-ai.db')
  makeDatabase(world.source, 'PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE')
  copyFileSync(world.source, second)
  const moved = '(SELECT id FROM conversations WHERE rowid > 2)'
  const owners = rowsOf(
    second,
    `SELECT m.name, c.name FROM sqlite_schema AS m, pragma_table_info(m.name) AS c
     WHERE m.type = 'table' AND c.name LIKE '%conversation_id'`,
  ) as [string, string][]
  const children = owners
    .map(([table, column]) => `UPDATE ${table} SET ${column} = 'second-' || ${column} WHERE ${column} IN ${moved};`)
    .join('\n')
  makeDatabase(
    second,
    `PRAGMA foreign_keys = OFF;
     UPDATE stage_confidence SET stage_output_id = 'second-' || stage_output_id;
     UPDATE stage_outputs SET id = 'second-' || id; UPDATE knowledge_base SET id = 'second-' || id;
     UPDATE stage_evolution SET id = 'second-' || id;
     ${children}
     UPDATE conversations SET question = 'zebra ' || rowid WHERE rowid > 2;
     UPDATE conversations SET id = 'second-' || id WHERE rowid > 2;
     UPDATE conversations SET final_answer = 'said otherwise' WHERE rowid = 2`,
  )
})
afterEach(() => {
  world.remove()
})

const pairsOf = (conversation: LookConversation): LookPair[] => conversation.sections.flatMap(({ pairs }) => pairs)
const names = (paths: string[]) => paths.map((path) => path.slice(path.lastIndexOf('/') + 1))

it('before a migration, lists what every one of them has, and each by itself', async () => {
  const { databases, found, next } = await world.engine.lookSearch({})
  expect(names(databases.map(({ path }) => path)).toSorted()).toEqual(['hive-ai-knowledge.db', 'hive-ai.db'])
  expect(databases.map(({ state, conversations }) => [state, conversations])).toEqual([
    ['ready', 5],
    ['ready', 5],
  ])
  expect(next).toBe(null)
  expect(found.map(({ databases: [only] }) => only)).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
  const mine = databases.findIndex(({ path }) => path === second)
  const zebras = (await world.engine.lookSearch({ text: 'zebra' })).found
  expect(zebras.map(({ databases: held }) => held)).toEqual([[mine], [mine], [mine]])
  const only = await world.engine.lookSearch({ database: 1 - mine })
  expect(only.found).toHaveLength(5)
  const [first] = zebras
  const conversation = await world.engine.lookConversation({ id: first?.id ?? '', database: mine })
  expect(conversation.title).toMatch(/^zebra/)
  expect([conversation.database, conversation.heldBy]).toEqual([mine, [mine]])
})

it('after it, each conversation of each database is found in the new one, renumbered rows and all', async () => {
  const result = await world.migrate()
  expect(result.totals.same).toBe(true)
  const { databases, found } = await world.engine.lookSearch({})
  expect(names(databases.map(({ path }) => path)).toSorted()).toEqual(['hive-ai-knowledge.db', 'hive-ai.db'])
  expect(found).toHaveLength(8)
  expect(found.map(({ databases: held }) => held.length).toSorted()).toEqual([1, 1, 1, 1, 1, 1, 2, 2])
  let renumbered = 0
  for (const { id, databases: held } of found) {
    for (const database of held) {
      const conversation = await world.engine.lookConversation({ id: id ?? '', database })
      expect([conversation.database, conversation.heldBy]).toEqual([database, held])
      const wrong = conversation.sections
        .flatMap(({ title, pairs }) => pairs.map((pair) => ({ title, ...pair })))
        .filter(({ mark }) => mark === 'differs' || mark === 'only-old')
      expect(wrong, databases[database]?.path).toEqual([])
      renumbered += pairsOf(conversation).filter(({ note }) => note === 'new number').length
    }
  }
  // Topics, keywords, confidences of the second database had the numbers of the first one's.
  expect(renumbered).toBeGreaterThan(10)
})

it('a value that another database won over is shown where it is kept, and only there', async () => {
  await world.migrate()
  const { found } = await world.engine.lookSearch({})
  const twice = found.filter(({ databases: held }) => held.length === 2)
  const wanted = twice.flatMap(({ id, databases: held }) => held.map((database) => ({ id: id ?? '', database })))
  const answerOf = async (request: { id: string; database: number }) =>
    pairsOf(await world.engine.lookConversation(request)).find(({ label }) => label === 'final_answer')
  const answers = await Promise.all(wanted.map(answerOf))
  const aside = answers.filter((pair) => pair?.mark === 'set-aside')
  expect(aside).toHaveLength(1)
  expect(aside[0]?.note).toMatch(/^kept in legacy_conversations/)
  expect(aside[0]?.new).toEqual(aside[0]?.old)
  // Without the row that keeps it, it is one that differs.
  makeDatabase(world.target, `DELETE FROM ${aside[0]?.note.replace('kept in ', '') ?? ''}`)
  const asked = wanted[answers.findIndex((pair) => pair?.mark === 'set-aside')]
  expect((await answerOf(asked ?? { id: '', database: 0 }))?.mark).toBe('differs')
})

it('one database is chosen, also among what was migrated', async () => {
  await world.migrate()
  const { databases } = await world.engine.lookSearch({})
  for (const [database] of databases.entries()) {
    const { found } = await world.engine.lookSearch({ database })
    expect(found).toHaveLength(5)
    for (const { databases: held } of found) expect(held).toContain(database)
  }
})

it('one that is damaged in the backup is said, and the other one is shown', async () => {
  const { backup } = await world.migrate()
  const folder = join(backup?.path ?? '', 'files')
  const [largest = ''] = readdirSync(folder).filter((name) => statSync(join(folder, name)).size > 100_000)
  writeFileSync(join(folder, largest), 'no database at all, but some words')
  const { old, databases, found } = await world.engine.lookSearch({})
  expect(databases.map(({ state }) => state).toSorted()).toEqual(['ready', 'unreadable'])
  expect(databases.find(({ state }) => state === 'unreadable')?.detail).not.toBe('')
  expect([old.state, found.length]).toEqual(['ready', 8])
})
