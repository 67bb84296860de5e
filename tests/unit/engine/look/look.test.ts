/** Looking inside, on sample installs: before a migration, after it, and after the backup is gone. */
import { afterEach, describe, expect, it } from 'vitest'
import type { LookConversation, LookMark, LookPair, LookResults } from '../../../../src-main/engine/model/index.js'
import { rowsOf } from '../../../support/small-database.js'
import { makeWorld, snapshot, type World } from '../../../support/engine.js'

let world: World
afterEach(() => {
  world.remove()
})

const pairsOf = (conversation: LookConversation): LookPair[] => conversation.sections.flatMap(({ pairs }) => pairs)
const marks = (found: LookResults['found']): LookMark[] => found.map(({ mark }) => mark)
const open = (id: string | null | undefined) => world.engine.lookConversation({ id: id ?? '' })

describe('before a migration', () => {
  it('lists and opens what the old database has, alone', async () => {
    world = await makeWorld()
    const before = snapshot(world.home)
    const { old, new: now, found, runId, next } = await world.engine.lookSearch({})
    expect({ old: old.state, now: now.state, runId, next }).toEqual({
      old: 'ready',
      now: 'absent',
      runId: null,
      next: null,
    })
    expect(old.conversations).toBe(5)
    expect(marks(found)).toEqual(Array(5).fill('alone'))
    const conversation = await open(found[0]?.id)
    expect(conversation.counts.alone).toBe(pairsOf(conversation).length)
    const [[answer]] = rowsOf(
      world.source,
      `SELECT final_answer FROM conversations ORDER BY created_at DESC LIMIT 1`,
    ) as [[string]]
    expect(pairsOf(conversation).find(({ label }) => label === 'final_answer')?.old?.excerpt).toBe(answer)
    expect(snapshot(world.home)).toEqual(before)
  })
})

describe('after a migration', () => {
  it('shows both sides of every conversation, the same', async () => {
    world = await makeWorld()
    const { runId } = await world.migrate()
    const before = snapshot(world.home)
    const results = await world.engine.lookSearch({})
    expect(results).toMatchObject({
      runId,
      old: { state: 'ready', kind: 'backup' },
      new: { state: 'ready', conversations: 5 },
    })
    expect(results.found).toHaveLength(5)
    for (const { id, mark } of results.found) {
      expect(['same', 'repaired']).toContain(mark)
      const conversation = await open(id)
        JSON.stringify(conversation.counts),
        conversation.sections.map((s) => s.kind + s.title + s.mark).join(' '),
      )
      expect(conversation.counts.differs).toBe(0)
      expect(conversation.counts['only-old']).toBe(0)
    }
    expect(snapshot(world.home)).toEqual(before)
  })
})
void join
void makeDatabase
void failureOf
