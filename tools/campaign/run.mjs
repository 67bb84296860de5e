/** Chooses the rounds of a campaign, lets one worker per processor play them, and counts what came of it. */
import { execFileSync, fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { root } from '../lib/project.mjs'
import { loadCrashTests } from './load.mjs'

/** Kills that each phase gets at least, and how often more are tried where some came too late to kill anything. */
const killsPerPhase = 50
const topUps = 30

/** Milliseconds that a process lives that migrates a sample, about: most kills from outside come in time. */
const life = 350

/**
 * Plays a campaign.
 *
 * @param {{ kinds: string[], deadline: number, seed: number, kills: number, pairs: number }} options
 */
export async function runCampaign({ kinds, deadline, seed, kills, pairs }) {
  const crash = await loadCrashTests()
  const stage = await crash.setStage()
  const { traces } = stage
  stage.remove()
  const chance = new crash.Chance(seed)
  const some = (count, make) => Array.from({ length: count }, make)
  const plan = {
    points: () => crash.allPointRounds(traces, chance),
    operations: () => crash.allOperationRounds(traces, chance),
    pairs: () => some(pairs, () => crash.pairRound(traces, chance)),
    outside: () => some(Math.round(kills * 0.1), () => crash.outsideRound(traces, chance, life)),
    moments: () => [
      ...crash.phases.flatMap((phase) => some(killsPerPhase, () => crash.momentRound(traces, chance, phase))),
      ...some(Math.max(0, kills - killsPerPhase * crash.phases.length), () => crash.momentRound(traces, chance)),
    ],
  }
  const tally = emptyTally({ seed, scenarios: crash.scenarioNames, phases: crash.phases, points: crash.faultPoints })
  const pool = await openPool()
  try {
    for (const kind of Object.keys(plan).filter((each) => kinds.includes(each))) {
      await playKind(kind, plan[kind](), { tally, pool, deadline, describe: crash.describeRound })
      for (let more = 0; kind === 'moments' && more < topUps && Date.now() < deadline; more++) {
        const rounds = missingKills(tally, crash.phases, kills).map((phase) => crash.momentRound(traces, chance, phase))
        if (rounds.length > 0) await playKind(kind, rounds, { tally, pool, deadline, describe: crash.describeRound })
      }
    }
  } finally {
    pool.close()
  }
  tally.seconds = (Date.now() - tally.started) / 1000
  return tally
}

function emptyTally(known) {
  return {
    ...known,
    // At the start: that is the code which is played.
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim(),
    started: Date.now(),
    seconds: 0,
    cutOff: false,
    /** By kind: rounds played, planned, and deaths that came. */
    kinds: {},
    /** By phase: deaths of any kind, and kills at random moments. */
    deaths: {},
    kills: {},
    struckPoints: new Set(),
    violations: [],
  }
}

/** Phases that still lack kills, each as often as it does. */
function missingKills({ kills }, phases, wanted) {
  const lacking = phases.flatMap((phase) => Array(Math.max(0, killsPerPhase - (kills[phase] ?? 0))).fill(phase))
  const all = Object.values(kills).reduce((sum, count) => sum + count, 0)
  return [...lacking, ...Array(Math.max(0, wanted - all - lacking.length)).fill(undefined)]
}

async function playKind(kind, rounds, { tally, pool, deadline, describe }) {
  const count = (tally.kinds[kind] ??= { planned: 0, played: 0, struck: 0 })
  count.planned += rounds.length
  await pool.each(
    rounds,
    (round, { deaths, violations }) => {
      count.played += 1
      for (const [index, { struck, phase }] of deaths.entries()) {
        if (!struck) continue
        const { fault } = round.steps[index]
        count.struck += 1
        if (fault.kind !== 'operation') tally.deaths[phase] = (tally.deaths[phase] ?? 0) + 1
        if (kind === 'moments' || kind === 'outside') tally.kills[phase] = (tally.kills[phase] ?? 0) + 1
        if (fault.kind === 'point') tally.struckPoints.add(fault.point)
      }
      if (violations.length > 0) {
        tally.violations.push({ round: describe(round), violations })
        console.error(`VIOLATION ${describe(round)}\n  ${violations.join('\n  ')}\n  ${JSON.stringify(round)}`)
      }
      if (count.played % 100 === 0) console.log(`${kind}: ${count.played} of ${count.planned}`)
    },
    () => Date.now() > deadline,
  )
  if (count.played < count.planned) tally.cutOff = true
  console.log(`${kind}: ${count.played} of ${count.planned} rounds, ${count.struck} struck`)
}

/** One process per processor, each with one round at a time. */
async function openPool() {
  const workers = Array.from({ length: availableParallelism() }, () => fork(join(root, 'tools/campaign/worker.mjs')))
  await Promise.all(workers.map((worker) => answerOf(worker)))
  return {
    async each(rounds, onResult, stop) {
      const left = [...rounds]
      await Promise.all(
        workers.map(async (worker) => {
          for (let round = left.shift(); round && !stop(); round = left.shift()) {
            worker.send(round)
            onResult(round, await answerOf(worker))
          }
        }),
      )
    },
    close: () => {
      for (const worker of workers) worker.disconnect()
    },
  }
}

function answerOf(worker) {
  return new Promise((resolve, reject) => {
    const ended = (code) => reject(new Error(`A worker ended with ${code}`))
    worker.once('exit', ended)
    worker.once('message', (answer) => {
      worker.off('exit', ended)
      resolve(answer)
    })
  })
}
