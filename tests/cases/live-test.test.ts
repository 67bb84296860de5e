/** `test` on a person's own data: every scenario for real, on a copy; and none that would pass whatever happened. */
import { existsSync, readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { liveTest } from '../../src-main/engine/bench/live/live-test.js'
import type { EngineContext } from '../../src-main/engine/api.js'
import type { LiveTestRequest, ScenarioName } from '../../src-main/engine/model/index.js'
import { benchWorker, lyingWorker } from '../support/bench-worker.js'
import { failureOf, makeWorld, snapshot, type World } from '../support/engine.js'
import { migrated } from '../unit/cli/fakes.js'

let worker: { file: string; remove(): void }
let world: World

beforeAll(async () => {
  worker = await benchWorker()
})
afterAll(() => worker.remove())
beforeEach(async () => {
  world = await makeWorld({ conversations: 30, walConversations: 3 })
})
afterEach(() => world.remove())

function play(request: Partial<LiveTestRequest> = {}, file = worker.file, change: Partial<EngineContext> = {}) {
  const context: EngineContext = {
    ...{ environment: world.environment, emit: () => undefined, signal: new AbortController().signal },
    ...change,
  }
  return liveTest(context, { timeoutMinutes: 10, profile: false, ...request }, file)
}

describe('the eight scenarios', () => {
  it('all pass, and nothing of the user changes or stays', async () => {
    const before = snapshot(dirname(world.home))
    const labels = new Set<string>()
    const result = await play({ profile: true }, worker.file, { emit: ({ label }) => labels.add(label) })
    expect(result.scenarios.map(({ name, status }) => `${name} ${status}`)).toEqual(
      ['basic', 'performance', 'integrity', 'large_files', 'corruption', 'partial', 'concurrent', 'memory'].map(
        (name) => `${name} passed`,
      ),
    )
    for (const { name, checks } of result.scenarios) {
      expect(checks.length, name).toBeGreaterThan(0)
      expect(checks.filter(({ passed }) => !passed)).toEqual([])
    }
    expect(result).toMatchObject({
      passed: true,
      untouched: true,
      source: { shape: 'S-B', conversations: 30 },
      tested: { conversations: 30 },
    })
    expect(result.scenarios[0]?.profile?.map(({ phase }) => phase)).toEqual(
      expect.arrayContaining(['backup', 'copy', 'index', 'verify', 'swap']),
    )
    expect(labels.size).toBeGreaterThanOrEqual(9)
    // The last three conversations lay in the -wal alone: they were tried too.
    expect(result.tested.rows).toBe(result.source.rows)
    const spans = result.trace?.filter(({ ph }) => ph === 'X') ?? []
    expect(spans.every(({ dur, ts }) => (dur ?? -1) >= 0 && ts >= 0)).toBe(true)
    expect(spans.map(({ name }) => name)).toEqual(expect.arrayContaining(['basic', 'memory', 'copy', 'verify']))
    expect(snapshot(dirname(world.home))).toEqual(before)
    expect(existsSync(world.environment.stateHome)).toBe(false)
  })

  it('can be chosen, and tried with fewer conversations', async () => {
    // More time than a timer knows.
    const result = await play({ scenarios: ['memory', 'basic'], size: 7, timeoutMinutes: 1e7 })
    expect(result.scenarios.map(({ name }) => name)).toEqual(['basic', 'memory'])
    expect(result.tested.conversations).toBe(7)
    expect(result.passed).toBe(true)
    expect(result.recommendations.join()).toContain('With 7 conversations')
  })
})

describe('a scenario that proves nothing does not pass', () => {
  const names: ScenarioName[] = [
    ...(['basic', 'performance', 'integrity', 'large_files', 'corruption', 'partial', 'concurrent'] as const),
  ]
  it('when the engine says that all is well and does nothing', async () => {
    const nothing = { ...migrated(), verified: true, passed: true, checks: [] }
    const liar = lyingWorker({ ...nothing, verification: { ...nothing.verification, valuesCompared: 1 } })
    try {
      const result = await play(
        { scenarios: names.filter((name) => name !== 'performance'), timeoutMinutes: 0.5 },
        liar.file,
      )
      expect(result.passed).toBe(false)
      expect(result.scenarios.map(({ name, status }) => [name, status === 'passed'])).toEqual(
        result.scenarios.map(({ name }) => [name, false]),
      )
      expect(result.recommendations.join(' ')).toContain('Do not migrate yet')
    } finally {
      liar.remove()
    }
  })
})

describe('it ends in time', () => {
  it('with what was not reached said to be so', async () => {
    // No whole number of milliseconds.
    const result = await play({ timeoutMinutes: 0.000123, scenarios: ['basic', 'partial'] })
    expect(result.scenarios.map(({ status }) => status)).toEqual(['timed-out', 'timed-out'])
    expect(result.passed).toBe(false)
    expect(result.recommendations.join(' ')).toContain('No time was left for basic, partial')
  })

  it('when the user stops it: no process and no file stays', async () => {
    const stop = new AbortController()
    const emit = ({ label }: { label: string }) => {
      if (label.startsWith('1 of')) setTimeout(() => stop.abort(), 50)
    }
    const failure = await failureOf(play({}, worker.file, { emit, signal: stop.signal }))
    expect(failure.code).toBe('HM-CANCELLED')
    expect(existsSync(world.environment.stateHome)).toBe(false)
    expect(readdirSync(world.environment.tmpdir)).toEqual([])
  })
})

it('without an old Hive there is nothing to test', async () => {
  const empty = await makeWorld(null)
  try {
    const failure = await failureOf(play({}, worker.file, { environment: empty.environment }))
    expect(failure).toMatchObject({ code: 'HM-SOURCE-MISSING', exit: 3 })
  } finally {
    empty.remove()
  }
})
