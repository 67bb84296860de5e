/** Plays rounds as tests of vitest, one each. */
import { afterAll, describe, expect, it } from 'vitest'
import type { FaultPoint } from '../../../src-main/engine/faults.js'
import { play } from './round.js'
import { describeRound } from './rounds.js'
import type { Round } from './round.js'
import type { FullStage } from './stage.js'

/** The same choice every time, so that a change alone makes a test fail; HIVE_CRASH_SEED makes another. */
export const seed = Number(process.env.HIVE_CRASH_SEED ?? 1)

/** Plays rounds one after the other; answers the places where a run was really struck. */
export function playAll(title: string, stage: FullStage, rounds: Round[]): Set<FaultPoint> {
  const struck = new Set<FaultPoint>()
  describe(`${title} (HIVE_CRASH_SEED=${seed})`, () => {
    it.each(rounds.map((round) => [describeRound(round), round] as const))('%s', async (_, round) => {
      const { steps, violations } = await play(stage, round)
      expect(violations).toEqual([])
      for (const [index, { struck: came }] of steps.entries()) {
        const { fault } = round.steps[index]!
        if (came && fault.kind === 'point') struck.add(fault.point)
      }
    })
  })
  afterAll(() => {
    stage.remove()
  })
  return struck
}
