/** Deaths at moments that nobody named, deaths on top of deaths, and a system that refuses. A part of `npm run campaign`. */
import { Chance } from './support/random.js'
import { allOperationRounds, momentRound, outsideRound, pairRound, sample } from './support/rounds.js'
import { setStage } from './support/stage.js'
import { playAll, seed } from './support/suite.js'
import { phases } from './support/trace.js'

const stage = await setStage()
const { traces } = stage
const chance = new Chance(seed)
/** Milliseconds from the start of a process to its end, about. */
const life = 350

playAll(
  'killed at a random moment of each phase',
  stage,
  phases.map((phase) => momentRound(traces, chance, phase)),
)
playAll(
  'killed from outside at a random time',
  stage,
  Array.from({ length: 8 }, () => outsideRound(traces, chance, life)),
)
playAll('struck twice', stage, [
  ...(['resume', 'plain', 'rollback'] as const).flatMap((action) =>
    Array.from({ length: 3 }, () => pairRound(traces, chance, action)),
  ),
])
playAll('the system refuses', stage, sample(allOperationRounds(traces, chance), 16, chance))
