/**
 * Verification looks at every column of every table, in both directions, and blames nobody else: one cell, one row less,
 * one row more at a time, in each place there is.
 */
import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ValidationLevel } from '../../src-main/engine/model/index.js'
import { attach, openReadonly } from '../../src-main/engine/sqlite/open.js'
import { knowledgeExpectations } from '../../src-main/engine/verify/expectations/knowledge.js'
import { verify, type VerifyOutcome } from '../../src-main/engine/verify/verify.js'
import { makeWorld, type World } from '../support/engine.js'
import { changeDatabase } from '../support/old-database.js'

let world: World
let sound: string
beforeAll(async () => {
  world = await makeWorld({ conversations: 8 })
  changeDatabase(world.source, (db) =>
    db.exec(`CREATE TABLE notes (body, n); INSERT INTO notes VALUES ('keep', 1), ('me', 2.5), (NULL, x'00');
      INSERT INTO conversations (id, question, final_answer, source_of_truth, created_at, last_updated)
        VALUES ('repaired', 'q', 'a', 's', '1700000000', '1700000000123'), (NULL, 'no id', 'a', 's', NULL, NULL);
      INSERT INTO stage_outputs (id, conversation_id, stage_name, stage_number, provider, model, full_output, character_count, word_count)
        VALUES ('aside', 'repaired', 'summary', 1, 'p', 'm', 'text', 4, 1)`),
  )
  await world.migrate()
  sound = join(world.environment.tmpdir, 'sound.db')
  copyFileSync(world.target, sound)
})
afterAll(() => {
  world.remove()
})

type How = { level?: ValidationLevel; live?: boolean; samplePercent?: number; onRows?: (rows: number) => void }

async function verified(sql: string, { level = 'standard', live = false, ...how }: How = {}): Promise<VerifyOutcome> {
  const path = join(world.environment.tmpdir, 'changed.db')
  copyFileSync(sound, path)
  if (sql !== '') {
    changeDatabase(path, (db) => {
      db.pragma('ignore_check_constraints = ON')
      // A change that the database itself carries on would be more than one change.
      for (const name of db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name NOT LIKE 'migration%'`).pluck().all() as string[]) db.exec(`DROP TRIGGER "${name}"`) // prettier-ignore
      db.exec(sql)
    })
  }
  const db = openReadonly(path)
  try {
    attach(db, world.source, 'old')
    const order = { onRows: () => undefined, onCheck: () => undefined, signal: new AbortController().signal, ...how }
    return await verify({ db, level, source: live ? null : world.source, role: 'old', structure: true, live, ...order })
  } finally {
    db.close()
    rmSync(path)
  }
}
const failed = ({ checks }: VerifyOutcome) =>
  checks.filter(({ passed, name }) => !passed && name !== 'tables, indexes and triggers').map(({ name }) => name)
const account = ({ accounts }: VerifyOutcome, table: string) => accounts.find(({ name }) => name === table)

/** Another value of the same kind. */
const other = (column: string) =>
  `CASE typeof("${column}") WHEN 'integer' THEN "${column}" + 1 WHEN 'real' THEN "${column}" + 0.25 WHEN 'text' THEN "${column}" || ' ' ELSE 'x' END`

describe.each(knowledgeExpectations.tables.map((each) => [each.table, each] as const))('%s', (table, expectation) => {
  const { key, target } = expectation
  /** The last row that came over as it was. */
  const row = () => `${key.to} = '${keyInBoth(table, key, target)}'`
  const columns = () => {
    const db = new Database(sound, { readonly: true })
    const there = db.prepare(`SELECT name FROM pragma_table_info(?)`).pluck().all(target) as string[]
    const old = new Database(world.source, { readonly: true })
    const before = old.prepare(`SELECT name FROM pragma_table_info(?)`).pluck().all(table) as string[]
    for (const each of [db, old]) each.close()
    return expectation.pairs.filter(([from, to]) => before.includes(from) && there.includes(to) && to !== key.to)
  }

  it('every column: another value is found, and named', async () => {
    const pairs = columns()
    expect(pairs.length).toBeGreaterThan(1)
    for (const [from, to] of pairs) {
      const outcome = await verified(`UPDATE ${target} SET "${to}" = ${other(to)} WHERE ${row()}`)
      expect(failed(outcome), `${table}.${to}`).toContain(table)
      expect(account(outcome, table)).toMatchObject({ mismatched: 1, missing: 0, extra: 0, repaired: table === 'conversations' ? 2 : 0 }) // prettier-ignore
      const [sample, ...others] = outcome.samples
      expect(sample).toMatchObject({ table, column: from })
      expect(sample?.source).not.toBe(sample?.target)
      expect(others).toEqual([])
    }
  })

  it('a row too few is missing, with its key; a row too many is extra', async () => {
    const without = await verified(`DELETE FROM ${target} WHERE ${row()}`)
    expect(failed(without)).toContain(table)
    expect(account(without, table)).toMatchObject({ missing: 1, mismatched: 0, extra: 0 })
    expect(without.samples).toEqual([expect.objectContaining({ table, column: '(row)', source: 'present', target: 'missing' })]) // prettier-ignore
    expect(account(await verified(`DELETE FROM ${target} WHERE ${row()}`, { level: 'basic' }), table)).toMatchObject({ missing: 1 }) // prettier-ignore
    if (expectation.more) return
    const more = await verified(copyOfRow(target, key.to, row()))
    expect(failed(more)).toContain(table)
    expect(account(more, table)).toMatchObject({ missing: 0, mismatched: 0, extra: 1 })
    expect(more.checks.find(({ name }) => name === table)?.detail).toMatch(/, 1 are not from the source$/)
  })
})

function keyInBoth(table: string, key: { from: string; to: string }, target: string): string {
  const [old, now] = [world.source, sound].map((path) => new Database(path, { readonly: true })) as [Database.Database, Database.Database] // prettier-ignore
  try {
    const there = new Set(now.prepare(`SELECT CAST(${key.to} AS TEXT) FROM ${target}`).pluck().all())
    const both = old.prepare(`SELECT CAST(${key.from} AS TEXT) FROM ${table}`).pluck().all() as string[]
    return both.findLast((each) => each !== 'repaired' && there.has(each)) ?? ''
  } finally {
    for (const db of [old, now]) db.close()
  }
}

/** SQL that adds a copy of a row under another key, where the table allows for one. */
function copyOfRow(table: string, key: string, row: string): string {
  const db = new Database(sound, { readonly: true })
  const columns = db.prepare('SELECT name, type FROM pragma_table_info(?)').all(table) as {
    name: string
    type: string
  }[]
  db.close()
  const values = columns.map(({ name, type }) => {
    if (name !== key)
      return /^(conversation_id|stage_output_id|child_conversation_id)$/.test(name) ? `'repaired'` : `"${name}"`
    return type === 'INTEGER' ? '987654' : `'planted'`
  })
  return `INSERT INTO ${table} SELECT ${values.join(', ')} FROM ${table} WHERE ${row}`
}

describe('a table that was carried whole', () => {
  it('is there word for word, and said to be', async () => {
    const outcome = await verified('')
    expect(outcome.passed).toBe(true)
    expect(account(outcome, 'notes')).toMatchObject({ target: 'legacy_notes', read: 3, carried: 3, missing: 0, extra: 0, values: 6 }) // prettier-ignore
    expect(outcome.checks.find(({ name }) => name === 'notes')?.detail).toBe('3 of 3 rows identical')
  })

  it.each([
    ['changed', `UPDATE legacy_notes SET body = 'Keep' WHERE body = 'keep'`, { carried: 2, missing: 1, extra: 0 }],
    ['too few', `DELETE FROM legacy_notes WHERE body = 'keep'`, { carried: 2, missing: 1, extra: 0 }],
    ['too many', `INSERT INTO legacy_notes (body) VALUES ('x'), ('y')`, { carried: 3, missing: 0, extra: 2 }],
  ])('a row %s', async (_, sql, expected) => {
    const outcome = await verified(sql)
    expect(failed(outcome)).toEqual(['notes'])
    expect(account(outcome, 'notes')).toMatchObject(expected)
  })
})

describe('what is counted', () => {
  it('is every row in one place, each said', async () => {
    const outcome = await verified('')
    const conversations = account(outcome, 'conversations')
    expect(conversations).toMatchObject({ read: 10, placed: 10, identical: 8, repaired: 2, quarantined: 0, carried: 0, mismatched: 0, missing: 0, extra: 0 }) // prettier-ignore
    expect(outcome.checks.find(({ name }) => name === 'conversations')?.detail).toBe('8 of 10 rows identical, 2 repaired by a recorded rule') // prettier-ignore
    const stages = account(outcome, 'stage_outputs')!
    expect(stages).toMatchObject({ placed: stages.read - 1, identical: stages.read - 1, quarantined: 1, missing: 0, extra: 0 }) // prettier-ignore
    expect(outcome.checks.find(({ name }) => name === 'stage_outputs')?.detail).toBe(`${stages.read - 1} of ${stages.read} rows identical, 1 in quarantine, unchanged`) // prettier-ignore
    const basic = await verified('', { level: 'basic' })
    expect(basic.passed).toBe(true)
    expect(basic.checks.find(({ name }) => name === 'conversations')).toMatchObject({ detail: '10 of 10 rows are there; their values were not compared' }) // prettier-ignore
    expect(account(basic, 'notes')).toMatchObject({ read: 3, carried: 3, missing: 0 })
  })

  it('hears of every row of every table', async () => {
    let rows = 0
    const outcome = await verified('', { onRows: (count) => (rows += count) })
    expect(rows).toBe(outcome.accounts.reduce((sum, { read }) => sum + read, 0))
  })

  it('is never longer than it took', async () => {
    const started = performance.now()
    const { checks } = await verified('', { level: 'strict' })
    const elapsed = performance.now() - started
    for (const { ms } of checks) {
      expect(ms).toBeGreaterThanOrEqual(0)
      expect(ms).toBeLessThanOrEqual(elapsed + 1)
    }
  })

  it('in a sample is a share of every table, and nothing is called too many', async () => {
    const all = await verified('')
    const some = await verified('', { samplePercent: 50, live: true })
    expect(some.passed).toBe(true)
    const reads = (outcome: VerifyOutcome) => outcome.accounts.reduce((sum, { read }) => sum + read, 0)
    expect(reads(some)).toBeGreaterThan(0)
    expect(reads(some)).toBeLessThan(reads(all))
    expect(reads(await verified('', { samplePercent: 0, live: true }))).toBe(0)
    const extra = `INSERT INTO legacy_notes (body) VALUES ('x')`
    expect(account(await verified(extra, { samplePercent: 99, live: true }), 'notes')).toMatchObject({ extra: 0 })
  })

  it('shows ten samples at most, and counts all', async () => {
    const outcome = await verified(`UPDATE stage_outputs SET full_output = 'other', model = 'other'`)
    expect(outcome.samples).toHaveLength(10)
    const { mismatched, placed } = account(outcome, 'stage_outputs')!
    expect(mismatched).toBe(placed)
    expect(placed).toBeGreaterThan(10)
  })
})

describe('in use by the new app since', () => {
  it.each(['conversations', 'stage_outputs', 'conversation_keywords'])(
    'rows of its own conversations are its own: %s',
    async (table) => {
      const mine = `INSERT INTO conversations (id, title) VALUES ('mine', 't');
      INSERT INTO stage_outputs (id, conversation_id, stage_name, stage_number, model) VALUES ('mine', 'mine', 's', 1, 'm');
      INSERT INTO conversation_keywords (conversation_id, keyword) VALUES ('mine', 'k')`
      expect(account(await verified(mine, { live: true }), table)).toMatchObject({ missing: 0, extra: 0 })
      expect(account(await verified(mine), table)).toMatchObject({ missing: 0, extra: 1 })
    },
  )

  it('a row more of a conversation that the source knows is nobody’s', async () => {
    const more = `INSERT INTO conversation_keywords (conversation_id, keyword) SELECT id, 'k' FROM conversations WHERE id <> 'repaired' LIMIT 1`
    expect(account(await verified(more, { live: true }), 'conversation_keywords')).toMatchObject({ extra: 1 })
  })

  it('nothing is said of rows from nowhere', async () => {
    const used = `INSERT INTO users (id) VALUES ('u'); INSERT INTO consensus_iterations (consensus_id, model_id, stage_name) VALUES ('c', 'm', 's')` // prettier-ignore
    expect(failed(await verified(used, { live: true }))).toEqual([])
    expect(failed(await verified(used))).toEqual(['nothing more'])
  })
})

it.each<[ValidationLevel, string[]]>([
  ['basic', ['data', 'integrity', 'schema']],
  ['standard', ['data', 'integrity', 'schema', 'search']],
  ['strict', ['data', 'integrity', 'performance', 'regression', 'schema', 'search']],
  ['paranoid', ['data', 'integrity', 'performance', 'regression', 'schema', 'search']],
])('%s looks at its layers, and no others', async (level, layers) => {
  const { checks, passed } = await verified('', { level })
  expect(passed).toBe(true)
  expect([...new Set(checks.map(({ layer }) => layer))].sort()).toEqual(layers)
  expect(checks.some(({ name }) => name === 'nothing more')).toBe(level !== 'basic')
})

describe('validate', () => {
  const validate = (level: ValidationLevel) =>
    world.engine.validate({ source: world.source, target: world.target, level })

  it.each<[ValidationLevel, string[]]>([
    ['basic', []],
    ['standard', ['configuration', 'security']],
    ['strict', ['configuration', 'functional', 'security']],
    ['paranoid', ['configuration', 'functional', 'independent', 'security']],
  ])('%s adds its own layers', async (level, further) => {
    const started = performance.now()
    const found = await validate(level)
    const elapsed = performance.now() - started
    expect(found.passed).toBe(true)
    const layers = new Set(found.checks.map(({ layer }) => layer))
    const all = ['configuration', 'functional', 'independent', 'security']
    expect(all.filter((layer) => layers.has(layer))).toEqual(further)
    for (const { ms } of found.checks) expect(ms).toBeLessThanOrEqual(elapsed + 1)
    expect(found.tables.find(({ name }) => name === 'conversations')).toEqual({ name: 'conversations', source: 10, target: 10, matching: 10, mismatched: 0, missing: 0, extra: 0 }) // prettier-ignore
  })
})
