/** Plays the rounds it is sent, one at a time, on a stage of its own. */
import { loadCrashTests } from './load.mjs'

const { setStage, play, phaseAt } = await loadCrashTests()
const stage = await setStage()

/** @param {object} answer */
const send = (answer) => process.send?.(answer)

process.on('message', async (/** @type {import('../../tests/crash/support/round.js').Round} */ round) => {
  const { steps, violations } = await play(stage, round)
  // What was passed on the way stays here: it is long.
  const deaths = steps.map(({ struck, last, points }, index) => {
    return { struck, last, phase: phaseAt(round.steps[index]?.action ?? 'plain', points) }
  })
  send({ deaths, violations })
})
process.on('disconnect', () => {
  stage.remove()
  process.exit(0)
})
send({ ready: true })
