/** Deaths while several databases and a used new Hive come together: what merging keeps in temporary tables must not matter. */
import { Chance } from './support/random.js'
import { allPointRounds, sample } from './support/rounds.js'
import { setStage } from './support/stage.js'
import { playAll, seed } from './support/suite.js'

const stage = await setStage(['together'])
const chance = new Chance(seed)
const all = allPointRounds(stage.traces, chance)
const inCopy = all.filter(({ steps }) => {
  const fault = steps[0]?.fault
  return fault?.kind === 'point' && /^(copy|build|fold|config|books|history|keep|index|swap):/.test(fault.point)
})

playAll(
  'a death while they come together',
  stage,
  sample(inCopy, Number(process.env.HIVE_CRASH_TOGETHER ?? 12), chance),
)
