/** What is measured against is simple, and the data is a person's: a way that cannot move it must not end the measurement. */
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { runBaseline, type BaselineKind } from '../../../src-main/engine/bench/baselines/index.js'
import { copied } from '../../../src-main/engine/bench/sample.js'
import { openReadonly } from '../../../src-main/engine/sqlite/open.js'
import { makeWorld, type World } from '../../support/engine.js'
import { CaseHome } from '../../support/case/home.js'
import type { Case } from '../../support/case/define.js'
import brokenRules from '../../cases/t09-stage-names/case.js'
import doubled from '../../cases/values-ids-twice/case.js'
import noMoments from '../../cases/values-knowledge-rows-without-moments/case.js'
import noRows from '../../cases/reference-known-tables-without-rows/case.js'
import unified from '../../cases/s-a-unified/case.js'
import utf16 from '../../cases/values-utf-16-little/case.js'

let world: World | undefined
afterEach(() => world?.remove())

/** Moves the old database of a case in one way; answers the result and how many conversations arrived. */
async function baseline(kind: BaselineKind, definition: Case) {
  world = await makeWorld(null)
  const home = new CaseHome(world.home)
  await definition.home(home)
  const { environment } = world
  const signal = new AbortController().signal
  const { database } = await copied({ environment, emit: () => undefined, signal }, environment.tmpdir, undefined, 2000)
  await home.end()
  const target = join(environment.tmpdir, 'target.db')
  const result = runBaseline({ kind, source: database, target, ...(kind === 'd' ? {} : { budgetMs: 60_000 }) })
  if (result === null) return null
  const db = openReadonly(target)
  try {
    return { ...result, moved: Number(db.prepare('SELECT count(*) FROM conversations').pluck().get()) }
  } finally {
    db.close()
  }
}

it.each(['a', 'b', 'd'] as const)('%s moves the unified database, whose tables have other columns', async (kind) => {
  const result = await baseline(kind, unified)
  expect(result).toMatchObject({ share: 1 })
  expect(result!.moved).toBeGreaterThan(0)
})

it.each(['a', 'b', 'd'] as const)('%s moves a database in UTF-16', async (kind) => {
  expect((await baseline(kind, utf16))!.moved).toBeGreaterThan(0)
})

it.each(['a', 'b'] as const)('%s leaves a row out that breaks a rule, and moves the others', async (kind) => {
  for (const definition of [brokenRules, doubled]) {
    expect((await baseline(kind, definition))!.moved).toBeGreaterThan(0)
    world?.remove()
  }
})

it('one statement for all rows moves none when one of them breaks a rule: it says that it cannot', async () => {
  expect(await baseline('d', brokenRules)).toBeNull()
})

it('a column that the old database does not have is no fault of the measurement', async () => {
  expect(await baseline('a', noMoments)).toBeNull()
})

it('tables without a row are moved whole, in a time', async () => {
  const result = await baseline('a', noRows)
  expect(result).toMatchObject({ rows: 0, share: 1, moved: 0 })
  expect(result!.ms).toBeGreaterThan(0)
})
