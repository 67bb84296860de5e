/** Where a key may stand: in the new database, in the old files, and in the backup's copies of them. Nowhere else. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { createEngine } from '../../src-main/engine/index.js'
import type { ProgressEvent } from '../../src-main/engine/model/index.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { failureOf, makeWorld, plainRun, type World } from '../support/engine.js'

const keys = ['sk-or-v1-sample-not-a-real-key', 'HIVE-SAMPLE-NOT-A-REAL-LICENCE']

let world: World
beforeEach(async () => {
  world = await makeWorld({ conversations: 3 })
})
afterEach(() => {
  world.remove()
})

/** Every file below the world that holds a key, as text or as UTF-16, by its path. */
function holders(): string[] {
  const root = join(world.home, '..')
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const bytes = readFileSync(path)
      return keys.some((key) => bytes.includes(key) || bytes.includes(Buffer.from(key, 'utf16le')))
    })
    .map((path) => relative(root, path))
    .sort()
}

const allowed = /^(home\/\.hive\/(config\.json|hive-ai\.db)|state\/backups\/[^/]+\/files\/[\w.-]+)$/

/** Everything that the engine says to whoever listens. */
async function listen(work: (engine: ReturnType<typeof createEngine>) => Promise<unknown>): Promise<string> {
  const said: ProgressEvent[] = []
  const engine = createEngine({
    environment: world.environment,
    emit: (event) => said.push(event),
    signal: new AbortController().signal,
  })
  return JSON.stringify([await work(engine), said])
}

function expectClean(text: string): void {
  for (const key of keys) expect(text).not.toContain(key)
}

describe('a key', () => {
  it('stands only in the new database, the old files and the backup, also after a rollback, and all of that is private', async () => {
    expect(holders()).toEqual(['home/.hive/config.json'])
    expectClean(await listen((engine) => engine.analyze({ detailed: true })))
    expectClean(await listen((engine) => engine.preview({})))
    expectClean(await listen((engine) => engine.preflight({ ...plainRun })))
    expectClean(await listen((engine) => engine.migrate({ ...plainRun, validation: 'paranoid' })))
    expect(holders().filter((path) => !allowed.test(path))).toEqual([])
    expect(holders()).toContain('home/.hive/hive-ai.db')
    for (const path of holders()) {
      if (path !== 'home/.hive/config.json') expect(statSync(join(world.home, '..', path)).mode & 0o077, path).toBe(0)
    }
    expectClean(await listen((engine) => engine.validate({ level: 'paranoid' })))
    expectClean(await listen((engine) => engine.status({ health: true })))
    const [backup] = await world.engine.backups({})
    expectClean(await listen((engine) => engine.rollback({ backup: backup!.id })))
    expect(holders().filter((path) => !allowed.test(path))).toEqual([])
  })

  it('is in no word of a failure, nor in what a run that failed leaves', async () => {
    const failure = await failureOf(world.migrate({ to: join(world.home, '.hive', 'config.json') }))
    expectClean(JSON.stringify(failure))
    expect(holders()).toEqual(['home/.hive/config.json'])
  })
})
