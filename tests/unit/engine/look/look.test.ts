/** Looking inside, on sample installs: before a migration, after it, when a side is gone, and on values that mean harm. */
import { readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type {
  LookAt,
  LookConversation,
  LookFound,
  LookMark,
  LookPair,
} from '../../../../src-main/engine/model/index.js'
import { makeDatabase, rowsOf } from '../../../support/small-database.js'
import { openElsewhere } from '../../../support/other-program.js'
import { failureOf, makeWorld, snapshot, type World } from '../../../support/engine.js'

let world: World
afterEach(() => {
  world.remove()
})

const pairsOf = (conversation: LookConversation): LookPair[] => conversation.sections.flatMap(({ pairs }) => pairs)
const pairOf = (conversation: LookConversation, label: string): LookPair | undefined =>
  pairsOf(conversation).find((pair) => pair.label === label)
const marks = (found: LookFound[]): LookMark[] => found.map(({ mark }) => mark)
const open = (id: string | null | undefined, at: LookAt = {}) =>
  world.engine.lookConversation({ ...at, id: id ?? 'missing' })
const search = async (text: string) => (await world.engine.lookSearch({ text })).found
const only = async (text: string): Promise<LookConversation> => {
  const [first, ...others] = await search(text)
  expect(others).toEqual([])
  return open(first?.id)
}
/** Changes the old database before it is migrated. */
const change = (sql: string) => {
  makeDatabase(world.source, sql)
}
/** No view that was opened is left behind. */
const leftovers = () => readdirSync(world.environment.tmpdir)

describe('before a migration', () => {
  it('lists and opens what the old database has, alone', async () => {
    world = await makeWorld()
    const before = snapshot(world.home)
    const { old, new: now, found, runId, next } = await world.engine.lookSearch({})
    expect([old.state, now.state, runId, next]).toEqual(['ready', 'absent', null, null])
    expect(old.conversations).toBe(5)
    expect(marks(found)).toEqual(Array(5).fill('alone'))
    const conversation = await open(found[0]?.id)
    expect(conversation.counts.alone).toBe(pairsOf(conversation).length)
    const newest = 'SELECT final_answer FROM conversations ORDER BY created_at DESC LIMIT 1'
    expect(pairOf(conversation, 'final_answer')?.old?.excerpt).toBe(rowsOf(world.source, newest)[0]?.[0])
    expect(snapshot(world.home)).toEqual(before)
    expect(leftovers()).toEqual([])
  })

  it('finds words whatever their case, and none of them is syntax', async () => {
    world = await makeWorld()
    change(`UPDATE conversations SET question = 'It is 100% Zebra_like, "quoted" \\ (NEAR OR) *' WHERE rowid = 2`)
    for (const text of ['zebra', '100% zebra', 'Zebra_', '"quoted"', '\\', '(NEAR', '*', `"quoted" zebra`])
      expect(await search(text), text).toHaveLength(1)
    for (const text of ['ze%a', 'Zebra?like', `' OR 1=1 --`, 'zebra nowhere-at-all'])
      expect(await search(text), text).toEqual([])
  })

  it('says so when nothing is there', async () => {
    world = await makeWorld(null)
    const { old, new: now, found } = await world.engine.lookSearch({ text: 'x' })
    expect([old.state, now.state, found]).toEqual(['absent', 'absent', []])
    expect(await failureOf(open('t61'))).toMatchObject({ code: 'HM-USAGE' })
  })
})

describe('after a migration', () => {
  it('shows both sides of every conversation, the same, and leaves both as they are', async () => {
    world = await makeWorld()
    const { runId } = await world.migrate()
    const kept = join(world.environment.stateHome, 'backups')
    const before = [snapshot(world.home), snapshot(kept)]
    const results = await world.engine.lookSearch({})
    expect(results).toMatchObject({
      ...{ runId, old: { state: 'ready', kind: 'backup' }, new: { state: 'ready', conversations: 5 } },
    })
    expect(marks(results.found)).toEqual(Array(5).fill('same'))
    for (const { id } of results.found) {
      const conversation = await open(id)
      const { counts } = conversation
      expect([conversation.mark, counts.differs, counts['only-old'], counts['set-aside']]).toEqual(['same', 0, 0, 0])
      expect(conversation.sections.filter(({ kind }) => kind === 'stage')).toHaveLength(4)
      for (const pair of pairsOf(conversation).filter(({ mark }) => mark === 'same')) expect(pair.new).toEqual(pair.old)
    }
    expect([snapshot(world.home), snapshot(kept)]).toEqual(before)
    expect(leftovers()).toEqual([])
  })

  it('finds the same by full text and by what only the old search can read', async () => {
    world = await makeWorld()
    change(`UPDATE conversations SET question = 'A zebra, 100% striped' WHERE rowid = 3`)
    await world.migrate()
    for (const text of ['zebra', 'ZEB', 'zebra striped', 'ebra', '100%', '%'])
      expect(await search(text), text).toHaveLength(1)
    expect((await only('zebra')).mark).toBe('same')
    for (const text of ['"zebra', 'zebra*', 'NEAR(zebra', 'question:zebra', '^zebra', 'zebra -striped'])
      await expect(search(text), text).resolves.toBeInstanceOf(Array)
    expect(await search('zebra OR giraffe')).toEqual([])
  })

  it('marks a repaired value with its rule, and only while the record holds both values', async () => {
    world = await makeWorld()
    change(`UPDATE conversations SET question = 'zebra', created_at = '1752671520' WHERE rowid = 3`)
    await world.migrate()
    const conversation = await only('zebra')
    expect(conversation.mark).toBe('repaired')
    expect(
      pairOf(
        { ...conversation, sections: conversation.sections.filter(({ kind }) => kind === 'figures') },
        'created_at',
      ),
    ).toMatchObject({
      ...{
        mark: 'repaired',
        note: 'timestamp',
        old: { excerpt: '1752671520' },
        new: { excerpt: '2025-07-16T13:12:00.000Z' },
      },
    })
    makeDatabase(world.target, `UPDATE migration_repairs SET before = '1'`)
    expect((await only('zebra')).mark).toBe('differs')
  })

  it('marks what was changed since: a value that differs, a row that is gone, one that is new', async () => {
    world = await makeWorld()
    change(`UPDATE conversations SET question = 'zebra' WHERE rowid = 3`)
    await world.migrate()
    makeDatabase(
      world.target,
      `UPDATE conversations SET final_answer = 'changed' WHERE question = 'zebra';
       DELETE FROM stage_confidence;
       INSERT INTO conversations (id, title, question) VALUES ('new', 'x', 'giraffe')`,
    )
    const conversation = await only('zebra')
    expect(pairOf(conversation, 'final_answer')).toMatchObject({ mark: 'differs', new: { excerpt: 'changed' } })
    expect(conversation.counts['only-old']).toBeGreaterThan(0)
    expect(conversation.mark).toBe('differs')
    expect((await only('giraffe')).mark).toBe('only-new')
    makeDatabase(world.target, `PRAGMA foreign_keys = OFF; DELETE FROM conversations WHERE question = 'zebra'`)
    expect((await only('zebra')).mark).toBe('only-old')
  })

  it('shows what was set aside with the value that is kept and the reason', async () => {
    world = await makeWorld()
    const [[id]] = rowsOf(world.source, 'SELECT hex(conversation_id) FROM stage_outputs WHERE rowid = 1') as [[string]]
    change(`UPDATE stage_outputs SET stage_name = 'unheard of', full_output = 'giraffe' WHERE rowid = 1`)
    await world.migrate()
    const stage = async () =>
      (await open(`t${id.toLowerCase()}`)).sections
        .filter(({ kind }) => kind === 'stage')
        .flatMap(({ pairs }) => pairs)
        .find(({ old }) => old?.excerpt === 'giraffe')
    expect(await stage()).toMatchObject({
      label: 'full_output',
      mark: 'set-aside',
      note: 'a value is not one of those that the new Hive allows',
      new: { excerpt: 'giraffe' },
    })
    makeDatabase(world.target, `UPDATE migration_quarantine SET value = 'other' WHERE column_name = 'full_output'`)
    expect((await stage())?.mark).toBe('differs')
  })

  it('knows a conversation again that had no id: its key was made, and is the only repair', async () => {
    world = await makeWorld()
    change(`INSERT INTO conversations (id, question, final_answer, source_of_truth, created_at)
      VALUES (NULL, 'zebra', 'a', 'b', NULL)`)
    const [[row]] = rowsOf(world.source, 'SELECT max(rowid) FROM conversations') as [[number]]
    await world.migrate()
    const repaired = await only('zebra')
    expect(repaired.mark).toBe('repaired')
    expect(pairOf(repaired, 'id')).toMatchObject({
      ...{ mark: 'repaired', note: 'missing key' },
      new: { excerpt: `row_conversations_${row}` },
    })
    expect(pairOf(repaired, 'final_answer')).toMatchObject({ mark: 'same', new: { excerpt: 'a' } })
    expect((await open(`o${row}`)).mark).toBe('repaired')
    // Listed once, whatever is asked for.
    expect((await world.engine.lookSearch({})).found.filter(({ question }) => question === 'zebra')).toHaveLength(1)
    makeDatabase(world.target, `UPDATE migration_repairs SET after = 'other' WHERE rule = 'missing key'`)
    expect(pairOf(await only('zebra'), 'id')?.mark).toBe('differs')
  })

  it('takes no date of a stage for that of the conversation', async () => {
    world = await makeWorld()
    change(`UPDATE conversations SET question = 'zebra', created_at = NULL WHERE rowid = 3`)
    await world.migrate()
    const conversation = await only('zebra')
    const stage = conversation.sections.find(({ kind }) => kind === 'stage')
    expect(stage?.pairs.find(({ label }) => label === 'created_at')?.old?.excerpt).toMatch(/^20/)
    expect(conversation.created).toBe('')
  })

  it('shows a column without a place where it is kept', async () => {
    world = await makeWorld()
    change(
      `ALTER TABLE conversations ADD COLUMN mood TEXT; UPDATE conversations SET question = 'zebra', mood = 'fine' WHERE rowid = 3`,
    )
    await world.migrate()
    expect(pairOf(await only('zebra'), 'mood')).toMatchObject({
      mark: 'same',
      note: 'kept in legacy_conversations',
      new: { excerpt: 'fine' },
    })
  })

  it('reads the old database in its place when the backup is gone, and the new one when both are', async () => {
    world = await makeWorld()
    await world.migrate()
    rmSync(join(world.environment.stateHome, 'backups'), { recursive: true })
    expect(await world.engine.lookSearch({})).toMatchObject({
      old: { state: 'ready', kind: 'database', path: world.source },
    })
    rmSync(world.source)
    const { old, found } = await world.engine.lookSearch({})
    expect([old.state, found.length, found[0]?.mark]).toEqual(['absent', 5, 'alone'])
  })

  it('reads what is still in a write-ahead log, on both sides, and leaves it there', async () => {
    world = await makeWorld()
    const write = (sql: string) => ['PRAGMA journal_mode = WAL', 'PRAGMA wal_autocheckpoint = 0', sql]
    const old = `UPDATE conversations SET question = 'zebra' WHERE rowid = 3`
    const first = await openElsewhere(world.source, write(old))
    const bytes = statSync(`${world.source}-wal`).size
    expect(bytes).toBeGreaterThan(0)
    expect(await search('zebra')).toHaveLength(1)
    expect(statSync(`${world.source}-wal`).size).toBe(bytes)
    await first.end()
    await world.migrate()
    const since = `UPDATE conversations SET final_answer = 'giraffe' WHERE question = 'zebra'`
    const later = await openElsewhere(world.target, write(since))
    const before = snapshot(world.home)
    expect(pairOf(await only('zebra'), 'final_answer')).toMatchObject({ mark: 'differs', new: { excerpt: 'giraffe' } })
    expect(snapshot(world.home)).toEqual(before)
    await later.end()
  })

  it('reads a new database that is verified and not in its place yet', async () => {
    world = await makeWorld()
    change(`UPDATE conversations SET question = 'zebra' WHERE rowid = 3`)
    const { runId } = await world.migrate()
    // As a kill between verification and swap leaves it.
    const folder = join(world.environment.stateHome, 'runs', runId)
    const { building } = JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8')) as { building: string }
    const journal = join(folder, 'journal.ndjson')
    const lines = readFileSync(journal, 'utf8').split('\n')
    const upTo = lines.findIndex((line) => line.includes('"verified"'))
    expect(upTo).toBeGreaterThan(0)
    writeFileSync(journal, `${lines.slice(0, upTo + 1).join('\n')}\n`)
    renameSync(world.target, building)
    const { found, new: now } = await world.engine.lookSearch({ run: runId, text: 'zebra' })
    expect([now.state, now.kind, marks(found)]).toEqual(['ready', 'building', ['same']])
  })

  it('after going back, shows the old database alone, and of the run that was undone the new one that was kept', async () => {
    world = await makeWorld()
    const { runId, backup } = await world.migrate()
    await world.engine.rollback({ backup: backup?.id ?? '' })
    expect(await world.engine.lookSearch({})).toMatchObject({
      runId: null,
      new: { state: 'absent' },
      old: { state: 'ready' },
    })
    const { old, new: now } = await world.engine.lookSearch({ run: runId })
    expect([old.kind, now.kind, now.state]).toEqual(['backup', 'backup', 'ready'])
    expect(await failureOf(world.engine.lookSearch({ run: 'nobody' }))).toMatchObject({ code: 'HM-USAGE' })
  })

  it('shows one side when the other is damaged, and says so', async () => {
    world = await makeWorld()
    await world.migrate()
    writeFileSync(world.target, 'no database at all, but some words')
    const { new: now, old, found } = await world.engine.lookSearch({})
    expect([now.state, old.state, found.length]).toEqual(['unreadable', 'ready', 5])
    expect(now.detail).not.toBe('')
  })
})

describe('values that mean harm', () => {
  it('are shown as text, described, and never thrown', async () => {
    world = await makeWorld()
    change(`UPDATE conversations SET question = 'zebra' || char(0) || 'after', conversation_context = CAST(x'ff41c328' AS TEXT),
        final_answer = replace(hex(zeroblob(5000000)), '0', 'é'), source_of_truth = x'00ff', profile_id = 9007199254740993
      WHERE rowid = 3`)
    await world.migrate()
    const conversation = await only('zebra')
    expect([conversation.mark, conversation.counts.differs]).toEqual(['same', 0])
    expect(pairOf(conversation, 'question')?.new).toMatchObject({
      excerpt: 'zebra\u0000after',
      remarks: ['holds NUL characters'],
    })
    expect(pairOf(conversation, 'conversation_context')?.old?.remarks).toEqual(['is not valid UTF-8'])
    expect(pairOf(conversation, 'source_of_truth')?.old).toMatchObject({ type: 'blob', bytes: 2, excerpt: '' })
    expect(pairOf(conversation, 'profile_id')?.new?.excerpt).toBe('9007199254740993')
    const answer = pairOf(conversation, 'final_answer')
    expect(answer?.old).toMatchObject({ bytes: 20_000_000, cut: true, excerpt: 'é'.repeat(3000), remarks: [] })
    const whole = await world.engine.lookText({ id: (await search('zebra'))[0]?.id ?? '', ref: answer?.ref ?? '' })
    expect(whole).toMatchObject({
      label: 'final_answer',
      mark: 'same',
      new: { cut: true, excerpt: 'é'.repeat(500_000) },
    })
  })

  it('keys that were typed into a text are masked on both sides', async () => {
    world = await makeWorld()
    change(
      `UPDATE conversations SET question = 'zebra sk-or-v1-0123456789abcdef and HIVE-ABCD-EF01-2345-6789' WHERE rowid = 3`,
    )
    await world.migrate()
    expect(JSON.stringify([await search('zebra'), await only('zebra')])).not.toMatch(/0123456789abcdef|EF01/)
    expect(pairOf(await only('zebra'), 'question')).toMatchObject({
      mark: 'same',
      new: { excerpt: 'zebra [key] and [key]' },
    })
  })

  it('a missing table, a missing column and keys of other kinds are no reason to show nothing', async () => {
    world = await makeWorld()
    change(`PRAGMA foreign_keys = OFF; DROP TABLE knowledge_base; ALTER TABLE stage_outputs DROP COLUMN temperature;
      UPDATE conversations SET question = 'zebra', id = x'0102' WHERE rowid = 3`)
    await world.migrate()
    expect((await only('zebra')).counts.differs).toBe(0)
    makeDatabase(
      world.target,
      'PRAGMA foreign_keys = OFF; DROP TABLE stage_outputs; DROP TABLE migration_repairs; DROP TABLE conversations_fts',
    )
    expect((await only('zebra')).mark).not.toBe('differs')
    makeDatabase(world.target, 'PRAGMA foreign_keys = OFF; DROP TABLE conversations')
    expect(await world.engine.lookSearch({})).toMatchObject({ new: { state: 'unreadable' }, old: { state: 'ready' } })
  })
})

it('pages through everything once, newest first, on both sides and alone', async () => {
  world = await makeWorld({ conversations: 130, textBytes: 50 })
  const all = async () => {
    const ids: (string | null)[] = []
    const moments: string[] = []
    for (let after: string | null | undefined; after !== null;) {
      const page = await world.engine.lookSearch(after === undefined ? {} : { after })
      expect(page.found.length).toBeLessThanOrEqual(50)
      ids.push(...page.found.map(({ id }) => id))
      moments.push(...page.found.map(({ created }) => created))
      after = page.next
    }
    expect(new Set(ids).size).toBe(ids.length)
    expect(moments).toEqual(moments.toSorted().reverse())
    return ids.length
  }
  expect(await all()).toBe(130)
  await world.migrate()
  expect(await all()).toBe(130)
})
