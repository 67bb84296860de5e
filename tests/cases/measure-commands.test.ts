/** `benchmark` and `optimize`, for real and small. Figures are never judged: only that they are there and fit together. */
import { copyFileSync, existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { EngineContext } from '../../src-main/engine/api.js'
import { benchmark } from '../../src-main/engine/bench/benchmark.js'
import { tuneDatabase } from '../../src-main/engine/bench/optimize/database.js'
import { optimize } from '../../src-main/engine/bench/optimize/optimize.js'
import { appQueries } from '../../src-main/engine/bench/optimize/queries.js'
import { hasSameContent } from '../../src-main/engine/bench/optimize/same-content.js'
import { stateHome } from '../../src-main/engine/journal/state-home.js'
import { openWritable } from '../../src-main/engine/sqlite/open.js'
import { defaultTuning, readTuning } from '../../src-main/engine/tuning.js'
import { benchWorker } from '../support/bench-worker.js'
import { engineOf, failureOf, makeWorld, snapshot, type World } from '../support/engine.js'
import { openElsewhere } from '../support/other-program.js'

let worker: { file: string; remove(): void }
let world: World

beforeAll(async () => {
  worker = await benchWorker()
})
afterAll(() => worker.remove())
beforeEach(async () => {
  world = await makeWorld({ conversations: 12 })
})
afterEach(() => world.remove())

const contextOf = (change: Partial<EngineContext> = {}): EngineContext => {
  return { environment: world.environment, emit: () => undefined, signal: new AbortController().signal, ...change }
}

describe('benchmark', () => {
  it('measures every way on a copy of the user’s data, and leaves no trace', async () => {
    const before = snapshot(dirname(world.home))
    const request = { from: world.home, batchSizes: [10, 1000], parallel: true }
    const result = await benchmark(contextOf(), request, { worker: worker.file, runs: 1 })
    expect(result.source).toMatchObject({ kind: 'copy', conversations: 12 })
    const names = result.approaches.map(({ name }) => name).filter((name) => name !== 'dump')
    expect(names).toEqual(['migration', 'row-by-row', 'pages', 'bare'])
    for (const { ms, runs, rowsPerSecond, share, ratio } of result.approaches) {
      expect(Math.min(ms, runs, rowsPerSecond, share, ratio)).toBeGreaterThan(0)
    }
    expect(result.approaches[0]).toMatchObject({ ratio: 1, share: 1 })
    expect(result.batchSizes.map(({ rows }) => rows)).toEqual([10, 1000])
    expect(result.parallel.map(({ threads }) => threads)).toEqual([1, 2])
    expect(snapshot(dirname(world.home))).toEqual(before)
    expect(existsSync(world.environment.stateHome)).toBe(false)
  })

  it('stops when it is told to', async () => {
    const stop = new AbortController()
    const emit = () => setTimeout(() => stop.abort(), 100)
    const request = { conversations: 5, parallel: false }
    const failure = await failureOf(
      benchmark(contextOf({ emit, signal: stop.signal }), request, { worker: worker.file }),
    )
    expect(failure.code).toBe('HM-CANCELLED')
    expect(existsSync(world.environment.stateHome)).toBe(false)
  })
})

describe('optimize', () => {
  const request = { maxPerformance: false }

  it('stores exactly what it says it changed, and later runs read it', async () => {
    const result = await optimize(contextOf(), request, { worker: worker.file, runs: 1 })
    const home = stateHome(world.environment)
    expect(readTuning(home)).toEqual(result.settings)
    expect(existsSync(join(home.root, 'tuning.json'))).toBe(result.changed.length > 0)
    const changed = Object.fromEntries(result.changed.map(({ setting, to }) => [setting, to]))
    expect({ ...defaultTuning, ...changed }).toEqual(result.settings)
    expect(result.trials.filter(({ kept }) => kept).length).toBeGreaterThanOrEqual(result.changed.length)
    expect(result.factor?.reached).toBe(result.factor!.after >= 25)
    expect(result.database).toBeNull()
    // The lock is free again.
    await world.migrate()
  })

  it('waits its turn', async () => {
    let inside: Promise<unknown> | undefined
    const engine = engineOf(world.environment, undefined, () => {
      inside ??= failureOf(optimize(contextOf(), request, { worker: worker.file }))
    })
    await engine.migrate({ type: 'upgrade', validation: 'standard', resume: false })
    expect(await inside).toMatchObject({ code: 'HM-LOCKED', exit: 7 })
  })
})

describe('a migrated database', () => {
  beforeEach(() => world.migrate())

  /** A clock that likes small files, so that compaction is kept whatever the machine does. */
  const bySize = (path: string) => appQueries.map(() => statSync(path).size)
  const tune = (time?: (path: string) => number[]) => tuneDatabase(world.environment, () => undefined, time)

  function bloat(): void {
    const db = openWritable(world.target)
    db.exec(`CREATE TABLE filler (x); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
      INSERT INTO filler SELECT randomblob(4000) FROM n; DROP TABLE filler`)
    db.close()
  }

  it('takes the place of the old one only when the queries are quicker, and holds every value', async () => {
    bloat()
    const kept = join(world.environment.tmpdir, 'before.db')
    copyFileSync(world.target, kept)
    const result = await tune(bySize)
    expect(result?.actions.map(({ name, kept: better }) => [name, better])).toContainEqual(['compaction', true])
    expect(result?.queries).toHaveLength(appQueries.length)
    expect(result?.afterBytes).toBe(statSync(world.target).size)
    expect(statSync(world.target).size).toBeLessThan(statSync(kept).size)
    expect(hasSameContent(kept, world.target)).toBe(true)
    expect(statSync(world.target).mode & 0o777).toBe(0o600)
    expect((await world.engine.validate({ level: 'strict' })).passed).toBe(true)
  })

  it('does not change by a byte when nothing is gained', async () => {
    const before = snapshot(world.home)
    const result = await tune(() => appQueries.map(() => 1))
    expect(result?.actions.some(({ kept }) => kept)).toBe(false)
    expect(snapshot(world.home)).toEqual(before)
  })

  it('is left alone while a program has it open', async () => {
    bloat()
    const before = readFileSync(world.target)
    const program = await openElsewhere(world.target, ['SELECT 1'])
    expect(await tune(bySize)).toMatchObject({ skipped: expect.stringContaining('open') as string, actions: [] })
    await program.end()
    expect(readFileSync(world.target).equals(before)).toBe(true)
  })

  it('is left alone when it changes while the copy is tried', async () => {
    bloat()
    const result = await tune((path) => {
      const db = openWritable(world.target)
      db.exec(`UPDATE conversations SET title = 'changed meanwhile' WHERE rowid = 1`)
      db.close()
      return bySize(path)
    })
    expect(result?.skipped).toContain('changed')
    const db = openWritable(world.target)
    expect(db.prepare('SELECT title FROM conversations WHERE rowid = 1').pluck().get()).toBe('changed meanwhile')
    db.close()
  })

  it('is left alone when a table of it is gone that the migration made', async () => {
    const db = openWritable(world.target)
    db.exec('DROP TABLE curator_truths_fts')
    db.close()
    const before = snapshot(world.home)
    expect((await tune(bySize))?.skipped).toContain('not as the migration made it')
    expect(snapshot(world.home)).toEqual(before)
  })

  it('has queries that all work on it', async () => {
    const { timeQueries } = await import('../../src-main/engine/bench/optimize/queries.js')
    expect(timeQueries(world.target)).toHaveLength(appQueries.length)
  })

  it.each([
    ['a value', `UPDATE messages SET content = content || ' ' WHERE rowid = 1`],
    ['a type', `UPDATE migration_checkpoints SET rows = CAST(rows AS TEXT) || 'x' WHERE rowid = 1`],
    ['a row', `DELETE FROM conversation_keywords WHERE rowid = 1`],
    ['an index', `DROP INDEX idx_messages_timestamp`],
  ])('is not the same when %s differs', (_, sql) => {
    const other = join(world.environment.tmpdir, 'other.db')
    copyFileSync(world.target, other)
    expect(hasSameContent(world.target, other)).toBe(true)
    const db = openWritable(other)
    db.exec(sql)
    db.close()
    expect(hasSameContent(world.target, other)).toBe(false)
  })
})
