/** The one bar over a whole operation: it never goes back, and promises nothing that it cannot know. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { breathe, createControl } from '../../../src-main/engine/control.js'
import type { ProgressEvent } from '../../../src-main/engine/model/index.js'
import { migrateWeights, ProgressMeter } from '../../../src-main/engine/progress.js'

let now = 0
beforeEach(() => {
  now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => now)
})
afterEach(() => {
  vi.restoreAllMocks()
})

function meter() {
  const events: ProgressEvent[] = []
  return { events, last: () => events.at(-1)!, progress: new ProgressMeter('r', migrateWeights, (event) => events.push(event)) } // prettier-ignore
}

it('goes from 0 to 1 and never back, whatever is said', () => {
  const { events, progress } = meter()
  progress.begin('preflight', 'Looking')
  progress.begin('backup', 'Backing up', { bytes: 4 })
  for (let n = 0; n < 6; n++) {
    now += 200
    progress.add({ bytes: 1 })
  }
  progress.begin('copy', 'Copying', { rows: 10 })
  progress.reach(5)
  now += 200
  progress.begin('backup', 'Backing up again')
  now += 200
  progress.add({ rows: 1 })
  // A phase without a share of its own moves nothing.
  progress.begin('config', 'Settings')
  now += 200
  progress.reach(1)
  progress.begin('done', 'Done')
  const fractions = events.map(({ fraction }) => fraction)
  expect([...fractions].sort((a, b) => a - b)).toEqual(fractions)
  expect([fractions[0], fractions.at(-1)]).toEqual([0, 1])
})

it('at most ten events a second, besides the first of each phase', () => {
  const { events, progress } = meter()
  progress.begin('copy', 'Copying', { rows: 1000 })
  for (; now < 1000; now += 10) progress.add({ rows: 1 })
  expect(events.length).toBeLessThanOrEqual(11)
  expect(events.length).toBeGreaterThan(5)
})

it('no time left before it is stable, then an honest range, and none at the end', () => {
  const { progress, last } = meter()
  progress.begin('copy', 'Copying', { rows: 100 })
  expect(last().secondsLeft).toBeNull()
  now = 10_000
  progress.add({ rows: 50 })
  const { low, high } = last().secondsLeft!
  expect(high).toBeGreaterThan(low)
  expect(last().rowsPerSecond).toBe(5)
  progress.begin('done', 'Done')
  expect(last().secondsLeft).toBeNull()
})

it('says that it waits, and for what, until it goes on', () => {
  const { progress, last } = meter()
  const paused = { reason: 'disk', folder: '/a', bytesNeeded: 2, bytesFree: 1 } as const
  progress.wait(paused)
  expect(last().paused).toEqual(paused)
  progress.wait(undefined)
  expect(last()).not.toHaveProperty('paused')
})

it('a control that was aborted cannot be paused any more', async () => {
  const control = createControl()
  control.abort()
  control.pause()
  await expect(breathe(control.signal)).rejects.toMatchObject({ name: 'AbortError' })
})
