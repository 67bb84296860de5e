/** One round: a world, one or more deaths in it, what must hold, what follows, and the way back. */
import { join } from 'node:path'
import {
  homeTree,
  auditViolations,
  deathViolations,
  newViolations,
  strayViolations,
  treeDifferences,
} from './checks.js'
import type { FaultPoint } from '../../../src-main/engine/faults.js'
import type { Fault } from './fault.js'
import { newestBackup, perform, type Action, type Performed } from './perform.js'
import { runDriver } from './process.js'
import { makeWorld, type Scenario, type ScenarioName } from './world.js'

export type Step = { action: Action; fault: Fault; killAfter?: number }

export type Round = {
  scenario: ScenarioName
  /** Whether a migration was done before the first step. */
  migrated: boolean
  steps: Step[]
  /** What a person does next. */
  then: Action
}

/** What came of a step: whether its fault came, the places it passed, and what is wrong with how it ended. */
export type Played = { struck: boolean; last: FaultPoint | null; points: FaultPoint[]; words: string[] }

export type RoundResult = {
  round: Round
  steps: Played[]
  violations: string[]
  milliseconds: number
}

/** Where rounds take place. */
export type Stage = { base: string; scenarios: Map<ScenarioName, Scenario>; driver: string }

/** Whether the process itself has to die, so that the step needs one of its own. */
const ownProcess = ({ fault, killAfter }: Step) =>
  killAfter !== undefined ||
  fault.kind === 'moment' ||
  (fault.kind === 'point' && (fault.death === 'kill' || fault.death === 'exit'))

/** Plays a round and answers everything that is wrong; an empty list is a round that holds. */
export async function play(stage: Stage, round: Round): Promise<RoundResult> {
  const started = performance.now()
  const scenario = stage.scenarios.get(round.scenario)
  if (!scenario) throw new Error(`No scenario ${round.scenario}`)
  const world = await makeWorld(stage.base, scenario)
  const result: RoundResult = { round, steps: [], violations: [], milliseconds: 0 }
  try {
    await inWorld(stage, scenario, world.root, round, result)
  } catch (error) {
    result.violations.push(`the round broke: ${error instanceof Error ? String(error.stack) : String(error)}`)
  } finally {
    await world.end()
  }
  result.milliseconds = performance.now() - started
  return result
}

async function inWorld(
  stage: Stage,
  scenario: Scenario,
  root: string,
  round: Round,
  result: RoundResult,
): Promise<void> {
  const original = homeTree(root, scenario)
  const say = (when: string, words: string[]) => result.violations.push(...words.map((each) => `${when}: ${each}`))
  const quiet = (action: Action) => perform({ root, to: scenario.to, action, fault: { kind: 'none' } })
  if (round.migrated) say('before', outcomeViolations(await quiet('plain'), 'plain'))
  for (const step of round.steps) {
    if (step.action === 'rollback' && (await newestBackup(root)) === null) continue
    const played = await playStep(stage, scenario, root, step)
    result.steps.push(played)
    say(`after ${step.action}`, [...played.words, ...deathViolations(root, scenario, original)])
  }

  const then = round.then === 'rollback' && (await newestBackup(root)) === null ? 'plain' : round.then
  const next = await quiet(then)
  say(`then ${then}`, outcomeViolations(next, then))
  say(`then ${then}`, strayViolations(root))
  const target = join(root, 'home', scenario.target)
  if (then !== 'rollback' && next.error === null) say(`then ${then}`, newViolations(target, scenario))
  if (then !== 'rollback') say('at last rollback', outcomeViolations(await quiet('rollback'), 'rollback'))
  say('at last', treeDifferences(original, homeTree(root, scenario)))
  say('at last', strayViolations(root))
  say('at last', auditViolations(root))
}

async function playStep(stage: Stage, scenario: Scenario, root: string, step: Step): Promise<Played> {
  const order = { root, to: scenario.to, action: step.action, fault: step.fault }
  if (ownProcess(step)) {
    const { performed, points } = await runDriver(stage.driver, order, step.killAfter)
    return { struck: performed === null, last: points.at(-1) ?? null, points, words: [] }
  }
  const points: FaultPoint[] = []
  const { struck, error } = await perform(order, (point) => points.push(point))
  const full = step.fault.kind === 'operation' && step.fault.code === 'ENOSPC'
  const words = full && error && error.code !== 'HM-DISK-FULL' ? [`a full disk is called ${error.code}`] : []
  return { struck, last: points.at(-1) ?? null, points, words }
}

/** What follows a death must end well, with books that balance and a verification that passed. */
function outcomeViolations({ error, migration, rollback }: Performed, action: Action): string[] {
  if (error) return [`${action} failed: ${error.code} ${error.message}`]
  if (rollback) return rollback.verified ? [] : ['the rollback is not verified']
  if (migration?.status === 'nothing-to-do') return []
  if (migration?.status !== 'migrated') return [`it ended ${migration?.status}`]
  const { tables, totals, verification } = migration
  const wrong = tables.filter((each) => each.read !== each.migrated + each.quarantined + each.carried + each.left)
  return [
    ...wrong.map((table) => `the books of ${table.name} do not balance`),
    ...(totals.same ? [] : ['the totals are not the same']),
    ...(verification.passed && verification.mismatches === 0 ? [] : ['the verification did not pass']),
  ]
}
