import { describe, expect, it } from 'vitest'
import type { ScenarioName, ScenarioResult } from '../../../src-main/engine/model/index.js'
import { recommend } from '../../../src-main/engine/bench/live/recommend.js'
import { inAppWords } from '../../../src-renderer/lib/recommendations.js'

const scenario = (
  name: ScenarioName,
  status: ScenarioResult['status'],
  figures: Record<string, number> = {},
): ScenarioResult => ({ name, title: name, status, ms: 1, summary: '', figures, checks: [] })
const holds = (conversations: number) => ({ path: '/x', shape: 'S-B', bytes: 1, rows: 20_000, conversations })

describe('what a live test recommends', () => {
  const slow = { factorOverRowByRow: 2, migrateMs: 2000, spreadMs: 1900 }
  const everything = recommend({
    scenarios: [
      scenario('basic', 'failed'),
      scenario('partial', 'timed-out'),
      scenario('performance', 'passed', slow),
      scenario('memory', 'passed', { peakBytes: 9, limitBytes: 10 }),
    ],
    source: holds(2000),
    tested: holds(1000),
  })
  const well = recommend({ scenarios: [scenario('basic', 'passed')], source: holds(77), tested: holds(77) })
  const all = [...everything, ...well]

  it('is all of it looked at here', () => {
    expect(all).toHaveLength(7)
    expect(all.filter((text) => /--|`/.test(text)).length).toBeGreaterThan(4)
  })

  it.each(all)('names no command and no option in the app: %s', (text) => {
    expect(inAppWords(text)).not.toMatch(/--|`/)
    expect(inAppWords(text)).toMatch(/\.$/)
  })
})
