/** What `npm run campaign` (tools/campaign) uses of the crash tests. */
export { faultPoints } from '../../../src-main/engine/faults.js'
export { Chance } from './random.js'
export { play } from './round.js'
export { allOperationRounds, allPointRounds, describeRound, momentRound, outsideRound, pairRound } from './rounds.js'
export { setStage } from './stage.js'
export { phaseAt, phases } from './trace.js'
export { scenarioNames } from './world.js'
