/** A seeded sample of damaged sources; `npm run fuzz` plays at least 500 (docs/fuzzing.md). */
import { expect, it } from 'vitest'
import { playCases } from '../fuzz/campaign.js'

it('sixty damaged sources: no crash, no hang, no write; a code or a whole migration; what is readable is salvaged', async () => {
  const played = await playCases({ first: 0, count: 60, seed: 1, workers: 2, limitMs: 60_000 })
  const wrong = played.filter(({ violations }) => violations.length > 0)
  expect(wrong.map(({ number, place, way, what, violations }) => ({ number, place, way, what, violations }))).toEqual(
    [],
  )
  expect(played).toHaveLength(60)
  // Both outcomes and a salvage occur, or the sample proves nothing.
  expect(played.filter(({ quick }) => quick === 'migrated').length).toBeGreaterThanOrEqual(5)
  expect(played.filter(({ salvage }) => salvage === 'migrated').length).toBeGreaterThanOrEqual(10)
})
