/** Somebody puts something at the target's place while a migration runs: it stays, and the failure speaks of the target. */
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { setFaultHook } from '../../src-main/engine/faults.js'
import { failureOf, makeWorld, type World } from '../support/engine.js'

let world: World
beforeEach(async () => {
  world = await makeWorld({ conversations: 2 })
})
afterEach(() => {
  setFaultHook(null)
  world.remove()
})

const things: [string, (path: string) => void, (path: string) => void][] = [
  [
    'a text',
    (path) => writeFileSync(path, 'Dear diary'),
    (path) => expect(readFileSync(path, 'utf8')).toBe('Dear diary'),
  ],
  ['a folder', (path) => mkdirSync(path), (path) => expect(statSync(path).isDirectory()).toBe(true)],
  ['an empty file', (path) => writeFileSync(path, ''), (path) => expect(statSync(path).size).toBe(0)],
  [
    'something that only begins like a database',
    (path) => writeFileSync(path, `SQLite format 3\0${'x'.repeat(5000)}`),
    (path) => expect(statSync(path).size).toBe(5016),
  ],
]

for (const wasThere of [false, true]) {
  it.each(things)(`%s, where ${wasThere ? 'a fresh new Hive' : 'nothing'} was`, async (_, put, check) => {
    mkdirSync(dirname(world.target), { recursive: true })
    if (wasThere) {
      const db = new Database(world.target)
      db.exec('CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT)')
      db.close()
    }
    setFaultHook({
      at: (place) => {
        if (place !== 'verify:compared') return
        rmSync(world.target, { force: true })
        put(world.target)
      },
      before: () => undefined,
    })
    expect((await failureOf(world.migrate())).code).toBe('HM-TARGET-HAS-DATA')
    check(world.target)
  })
}
