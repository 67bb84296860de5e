/** No statement of a batch may cost more than its batch: what goes through a whole table each time is quadratic. */
import { rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import { afterEach, expect, it } from 'vitest'
import { tableNames } from '../../src-main/engine/target/schema/index.js'
import { messagesAsJson } from '../support/case/shapes/s-f.js'
import { unified } from '../support/case/shapes/s-a.js'
import { makeWorld, plainRun } from '../support/engine.js'
import { changeDatabase } from '../support/old-database.js'

type Plan = { sql: string; steps: string[] }

const prepare = Database.prototype.prepare
afterEach(() => {
  Database.prototype.prepare = prepare
})

/** Notes the plan of every statement over a range of rowids, as SQLite makes it in its place. */
function notePlans(): Plan[] {
  const plans: Plan[] = []
  Database.prototype.prepare = function (this: Database.Database, sql: string) {
    if (/@upTo|@after|@lastKey/.test(sql)) {
      const names = ['upTo', 'after', 'lastKey', 'size', 'rows', 'runId', 'source', 'table', 'rowid', 'kept']
      const parameters = Object.fromEntries(names.map((name) => [name, 1]))
      const steps = (
        prepare.call(this, `EXPLAIN QUERY PLAN ${sql}`) as Database.Statement<[object], { detail: string }>
      )
        .all(parameters)
        .map(({ detail }) => detail)
      plans.push({ sql: sql.replace(/\s+/g, ' ').slice(0, 160), steps })
    }
    return prepare.call(this, sql)
  } as typeof prepare
  return plans
}

it('every statement of a batch goes through the rowids of the batch, and through no other table', async () => {
  const world = await makeWorld({ conversations: 600, textBytes: 300 })
  // Every way a row can take: without a place, set aside, carried column by column, one of several.
  changeDatabase(world.source, (db) => {
    db.exec(`
      ALTER TABLE conversations ADD COLUMN mood;
      CREATE TABLE notes (id INTEGER PRIMARY KEY, text); INSERT INTO notes (text) VALUES ('a'), ('b');
      UPDATE stage_outputs SET conversation_id = 'gone' WHERE rowid % 400 = 3;
      UPDATE conversations SET created_at = 1699999999 WHERE rowid % 250 = 2`)
  })
  const plans = notePlans()
  try {
    expect(await world.engine.migrate(plainRun)).toMatchObject({ status: 'migrated', totals: { same: true } })
  } finally {
    world.remove()
  }
  expect(plans.length).toBeGreaterThan(60)
  const wrong = plans.filter(({ steps }) => !isBounded(steps)).map(({ sql, steps }) => [sql, ...steps].join('\n  '))
  expect(wrong).toEqual([])
})

it('the same of a unified database, whose conversations are completed, and of messages that are JSON', async () => {
  for (const [statements, least] of [[unified({ count: 40 }), 150] as const, [messagesAsJson(), 20] as const]) {
    const world = await makeWorld({ conversations: 1 })
    rmSync(world.source)
    const old = new Database(world.source)
    for (const sql of statements) old.exec(sql)
    old.close()
    const plans = notePlans()
    try {
      expect(await world.engine.migrate(plainRun)).toMatchObject({ status: 'migrated', totals: { same: true } })
    } finally {
      Database.prototype.prepare = prepare
      world.remove()
    }
    expect(plans.length).toBeGreaterThan(least)
    // Tables of a row or two are rightly scanned; what grows with the conversations is not.
    const growing = plans
      .filter(({ sql }) =>
        /^(UPDATE main\.conversations|INSERT .*INTO main\.(messages|conversation|knowledge|stage))/.test(sql),
      )
      .map(({ sql, steps }) => ({ sql, steps: steps.filter((step) => !step.includes('VIRTUAL TABLE')) }))
    expect(growing.length).toBeGreaterThan(5)
    const wrong = growing.filter(({ steps }) => !isBounded(steps)).map(({ sql, steps }) => [sql, ...steps].join('\n  '))
    expect(wrong).toEqual([])
  }
})

/** Whether a plan begins with a range of rowids, or with one row, and scans nothing. */
function isBounded(steps: string[]): boolean {
  // Tables under their own name are looked through for a foreign key, only while one is broken; ours have aliases.
  const ours = steps.filter(
    (step) => !/^SCAN (\w+)$/.test(step) || !(tableNames as readonly string[]).includes(step.slice(5)),
  )
  const inRange = ours.some((step) => /^SEARCH \S+ USING INTEGER PRIMARY KEY \(rowid[<>]/.test(step))
  // An IN that leads goes through its whole list in every batch.
  const leads = steps.some((step) => /^SEARCH s USING INTEGER PRIMARY KEY \(rowid=\?\)/.test(step))
  const scans = ours.some((step) => /^SCAN (?!\(subquery|\d+ CONSTANT|CONSTANT|\d+-ROW)/.test(step))
  return inRange && !leads && !scans
}
