/** Every named place once, by one of the deaths, in two halves: the test files of a project run side by side. */
import { expect, it } from 'vitest'
import { Chance } from './random.js'
import { onePerPoint } from './rounds.js'
import { setStage } from './stage.js'
import { playAll, seed } from './suite.js'
import { faultPoints } from '../../../src-main/engine/faults.js'

/** Plays one half; every place of it must really have been struck. */
export async function playPoints(half: 0 | 1): Promise<void> {
  const stage = await setStage()
  const rounds = onePerPoint(stage.traces, new Chance(seed))
  it('there is a round for every place', () => {
    const points = rounds.flatMap(({ steps }) =>
      steps.flatMap(({ fault }) => (fault.kind === 'point' ? fault.point : [])),
    )
    expect(faultPoints.filter((point) => !points.includes(point))).toEqual([])
  })
  const mine = rounds.filter((_, index) => index % 2 === half)
  const struck = playAll('a death at every place', stage, mine)
  it('every place was really passed', () => {
    const wanted = mine.map(({ steps }) => steps.at(-1)!.fault)
    expect(wanted.filter((fault) => fault.kind === 'point' && !struck.has(fault.point))).toEqual([])
  })
}
