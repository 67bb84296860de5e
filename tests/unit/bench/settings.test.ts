import { describe, expect, it } from 'vitest'
import { allowed, candidates, fits, trySettings } from '../../../src-main/engine/bench/optimize/settings.js'
import { recommend } from '../../../src-main/engine/bench/live/recommend.js'
import { defaultTuning, safeTuning, type Tuning } from '../../../src-main/engine/tuning.js'
import type { ScenarioResult } from '../../../src-main/engine/model/index.js'

const everything = { memoryMb: 512, cores: 8, maxPerformance: true }

describe('candidates', () => {
  it('are safe for the engine, and other than what is', () => {
    for (const change of candidates(defaultTuning, everything)) {
      const settings = { ...defaultTuning, ...change }
      expect(safeTuning(settings)).toEqual(settings)
      expect(settings).not.toEqual(defaultTuning)
    }
  })

  it('keep to the memory and the cores that are allowed', () => {
    const limits = { memoryMb: 230, cores: 1, maxPerformance: true }
    const base = allowed(defaultTuning, limits.memoryMb, limits.cores)
    expect(fits(base, limits.memoryMb, limits.cores)).toBe(true)
    for (const change of candidates(base, limits)) {
      expect(fits({ ...base, ...change }, limits.memoryMb, limits.cores)).toBe(true)
      expect({ ...base, ...change }.secondThread).toBe(false)
    }
  })

  it('are more with --max-performance', () => {
    const few = candidates(defaultTuning, { ...everything, maxPerformance: false })
    expect(candidates(defaultTuning, everything).length).toBeGreaterThan(few.length)
  })
})

describe('trying', () => {
  const options = { runs: 5, announce: () => undefined, isOver: () => false }
  const changes: Partial<Tuning>[] = [{ cacheKib: 65_536 }, { commitMs: 4000 }, { batchMs: 200 }]
  let tick = 0
  /** A little noise, the same in every run of the test. */
  const noise = () => (tick++ * 7) % 5

  it('keeps what helps beyond the spread, and builds on it', async () => {
    const seen: Tuning[] = []
    const measure = async (tuning: Tuning) => {
      seen.push(tuning)
      return 1000 - (tuning.cacheKib === 65_536 ? 300 : 0) - (tuning.batchMs === 200 ? 200 : 0) + noise()
    }
    const { settings, trials, cutShort } = await trySettings(defaultTuning, changes, { ...options, measure })
    expect(settings).toEqual({ ...defaultTuning, cacheKib: 65_536, batchMs: 200 })
    expect(trials.map(({ setting, kept }) => [setting, kept])).toEqual([
      ['cacheKib', true],
      ['commitMs', false],
      ['batchMs', true],
    ])
    expect(cutShort).toBe(false)
    // In turn, so that a machine that slows down harms both alike.
    const usual = defaultTuning.cacheKib
    expect(seen.slice(0, 4).map(({ cacheKib }) => cacheKib)).toEqual([usual, 65_536, usual, 65_536])
    expect(seen.at(-1)?.cacheKib).toBe(65_536)
  })

  it('keeps nothing that chance explains', async () => {
    const wide = [0, 400, 100, 300, 200]
    const measure = async (tuning: Tuning) => 1000 + (wide[tick++ % 5] ?? 0) - (tuning.cacheKib === 65_536 ? 60 : 0)
    expect((await trySettings(defaultTuning, changes, { ...options, measure })).settings).toEqual(defaultTuning)
  })

  it('stops when the time is over, and says so', async () => {
    let left = 1
    const isOver = () => left-- <= 0
    const measure = async () => 1000
    const { trials, cutShort } = await trySettings(defaultTuning, changes, { ...options, measure, isOver })
    expect(trials).toHaveLength(1)
    expect(cutShort).toBe(true)
  })
})

describe('recommendations', () => {
  const scenario = (name: ScenarioResult['name'], figures: Record<string, number>): ScenarioResult => {
    return { name, title: '', status: 'passed', ms: 1, summary: '', figures, checks: [] }
  }
  const source = { path: '', shape: 'S-B', bytes: 1e9, rows: 2e6, conversations: 100_000 }
  const tested = { bytes: 1e8, rows: 200_000, conversations: 10_000 }
  const said = (...scenarios: ScenarioResult[]) => recommend({ scenarios, source, tested }).join('\n')

  it.each([
    [
      'a small factor',
      scenario('performance', { factorOverRowByRow: 4, migrateMs: 100, spreadMs: 1 }),
      'hive-migrate optimize',
    ],
    [
      'a wide spread',
      scenario('performance', { factorOverRowByRow: 40, migrateMs: 5000, spreadMs: 3000 }),
      'something else uses this disk',
    ],
    ['much memory', scenario('memory', { peakBytes: 240e6, limitBytes: 250e6 }), 'Memory came near'],
    [
      'a part of the data',
      scenario('performance', { factorOverRowByRow: 40, migrateMs: 5000, spreadMs: 1 }),
      'about 50 s',
    ],
  ])('follow from %s', (_, result, words) => {
    expect(said(result)).toContain(words)
  })

  it('say that nothing stands in the way, only when nothing does', () => {
    const result = { source: tested, tested, scenarios: [scenario('basic', {})] }
    expect(recommend({ ...result, source: { ...source, ...tested } })).toEqual([
      'Nothing stands in the way: `hive-migrate quick` migrates.',
    ])
    expect(said({ ...scenario('basic', {}), status: 'failed' })).toContain('Do not migrate yet: basic failed')
  })
})
