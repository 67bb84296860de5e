/** What is made of raw rows besides their own place is looked at once more: a row that says something else is found. */
import { rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { unified } from '../support/case/shapes/s-a.js'
import { messagesAsJson } from '../support/case/shapes/s-f.js'
import { makeWorld, plainRun } from '../support/engine.js'

const damages: [string, string[], string][] = [
  ['messages of conversations', messagesAsJson(), `UPDATE messages SET content = 'x' WHERE id = 'msg_conv-001_1'`],
  ['messages of conversations', messagesAsJson(), `DELETE FROM messages WHERE id = 'msg_conv-002_0'`],
  ['pipeline profiles', unified({ count: 1 }), `UPDATE consensus_profiles SET curator_model = 'x' WHERE id = 'pp-1'`],
  ['pipeline profiles', unified({ count: 1 }), `DELETE FROM consensus_profiles WHERE id = 'pp-1'`],
]

it.each(damages)('%s', async (name, statements, damage) => {
  const world = await makeWorld({ conversations: 1 })
  try {
    rmSync(world.source)
    const old = new Database(world.source)
    for (const sql of statements) old.exec(sql)
    old.close()
    const { target } = await world.engine.migrate(plainRun)
    const order = { source: world.source, target: target.path, level: 'standard' } as const
    expect(await world.engine.validate(order)).toMatchObject({ passed: true })
    const db = new Database(target.path)
    expect(db.prepare(damage).run().changes).toBe(1)
    db.close()
    const { passed, checks } = await world.engine.validate(order)
    expect(passed).toBe(false)
    expect(checks.filter((check) => !check.passed).map((check) => check.name)).toContain(name)
  } finally {
    world.remove()
  }
})
