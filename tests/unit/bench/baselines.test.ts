/** The baselines do the same work as the migration: else their times would say nothing. */
import { join } from 'node:path'
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compareRows } from '../../../src-main/engine/bench/baselines/compare.js'
import { runBaseline as attempt, type BaselineJob } from '../../../src-main/engine/bench/baselines/index.js'
import { spread } from '../../../src-main/engine/bench/baselines/pages.js'
import { attach, openReadonly, openWritable } from '../../../src-main/engine/sqlite/open.js'
import { makeWorld, type World } from '../../support/engine.js'

/** Tables that a source of this shape fills. */
const filled = [
  ...['conversations', 'messages', 'conversation_usage', 'stage_outputs', 'knowledge_base', 'conversation_topics'],
  ...['conversation_keywords', 'stage_evolution', 'conversation_context', 'stage_confidence', 'consensus_metrics'],
  ...['curator_truths', 'knowledge_conversations', 'conversation_threads'],
]

let world: World

beforeAll(async () => {
  world = await makeWorld({ conversations: 25 })
  await world.migrate()
})
afterAll(() => world.remove())

/** Of data that breaks no rule. */
function runBaseline(job: BaselineJob) {
  const result = attempt(job)
  if (result === null) throw new Error(`Baseline ${job.kind} cannot move ${job.source}`)
  return result
}

const fileOf = (name: string) => join(world.environment.tmpdir, name)

/** How many rows of each table stand in one of two databases only; columns that number rows by themselves do not count. */
function differences(target: string): Record<string, number> {
  const db = openWritable(target)
  try {
    db.defaultSafeIntegers(false)
    attach(db, world.target, 'ours')
    const counts = filled.map((table) => {
      const columns = (db.pragma(`table_info(${table})`) as { name: string }[])
        .map(({ name }) => name)
        .filter((name) => table !== 'conversation_usage' || name !== 'id')
      const list = columns.map((name) => `"${name}"`).join(', ')
      const [one, two] = [`SELECT ${list} FROM main.${table}`, `SELECT ${list} FROM ours.${table}`]
      const sql = `SELECT count(*) FROM (SELECT * FROM (${one} EXCEPT ${two}) UNION ALL SELECT * FROM (${two} EXCEPT ${one}))`
      const sizes = `SELECT (SELECT count(*) FROM main.${table}) - (SELECT count(*) FROM ours.${table})`
      const [only, more] = [sql, sizes].map((each) => db.prepare(each).pluck().get() as number)
      return [table, (only ?? 0) + Math.abs(more ?? 0)] as const
    })
    return Object.fromEntries(counts.filter(([, count]) => count > 0))
  } finally {
    db.close()
  }
}

function namesIn(path: string): unknown[] {
  const db = openReadonly(path)
  try {
    return db
      .prepare(`SELECT type || ' ' || name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY 1`)
      .pluck()
      .all()
  } finally {
    db.close()
  }
}

describe.each(['a', 'b', 'd'] as const)('baseline %s', (kind) => {
  it('fills every table with exactly the rows of a migration', () => {
    const target = fileOf(`${kind}.db`)
    const result = runBaseline({ kind, source: world.source, target })
    expect(result.share).toBe(1)
    expect(result.rows).toBeGreaterThan(25)
    expect(differences(target)).toEqual({})
  })

  it('makes the same indexes, search and triggers', () => {
    // Carried tables are ours alone.
    const names = (path: string) => namesIn(path).filter((name) => !String(name).startsWith('table legacy_'))
    expect(names(fileOf(`${kind}.db`))).toEqual(names(world.target))
  })
})

it('row by row with no time to spare moves whole conversations, and says how much that is', () => {
  const target = fileOf('part.db')
  const result = runBaseline({ kind: 'a', source: world.source, target, budgetMs: 0.001 })
  expect(result.share).toBeGreaterThan(0.2)
  expect(result.share).toBeLessThan(0.9)
  const db = openReadonly(target)
  try {
    const count = (sql: string) => Number(db.prepare(sql).pluck().get())
    expect(count('SELECT count(*) FROM conversations')).toBe(10)
    expect(count('SELECT count(*) FROM messages')).toBe(20)
    expect(count('SELECT count(*) FROM stage_outputs')).toBe(40)
    expect(count('SELECT count(*) FROM stage_confidence')).toBe(40)
    expect(db.pragma('foreign_key_check')).toEqual([])
  } finally {
    db.close()
  }
})

it('row by row with enough time moves all of it, in rounds', () => {
  const target = fileOf('rounds.db')
  expect(runBaseline({ kind: 'a', source: world.source, target, budgetMs: 1e9 }).share).toBe(1)
  expect(differences(target)).toEqual({})
})

it('pages are measured in an order that is spread over the table from its beginning', () => {
  expect(spread(8)).toEqual([0, 4, 2, 6, 1, 5, 3, 7])
  for (const pages of [1, 2, 3, 7, 100]) {
    expect(spread(pages).toSorted((a, b) => a - b)).toEqual(Array.from({ length: pages }, (_, page) => page))
  }
})

describe.each(['a', 'b'] as const)('comparison in the way of %s', (kind) => {
  it('finds every row the same after a migration', () => {
    const { rows, different } = compareRows({ kind, source: world.source, target: world.target })
    expect(rows).toBeGreaterThan(25)
    expect(different).toBe(0)
  })

  it('finds a changed value and a missing row', () => {
    const target = fileOf(`changed-${kind}.db`)
    rmSync(target, { force: true })
    runBaseline({ kind: 'd', source: world.source, target })
    const db = openWritable(target)
    db.exec(`UPDATE stage_outputs SET full_output = full_output || ' ' WHERE rowid = 3`)
    db.exec(`DELETE FROM conversation_keywords WHERE id = 5`)
    db.close()
    expect(compareRows({ kind, source: world.source, target }).different).toBe(2)
  })
})
