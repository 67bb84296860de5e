/** The rounds to play: chosen by chance that can be repeated, or all of them. */
import type { FaultPoint } from '../../../src-main/engine/faults.js'
import type { Death, Fault } from './fault.js'
import type { Action } from './perform.js'
import type { Chance } from './random.js'
import type { Round } from './round.js'
import { phaseAt, type Passing, type Trace } from './trace.js'
import type { ScenarioName } from './world.js'

export type Traces = Map<ScenarioName, Trace>

const deaths: readonly Death[] = ['kill', 'exit', 'throw']

/** What a person may do after a death. */
const after: readonly Action[] = ['resume', 'plain', 'rollback']

/** Places that only a run passes that recovers from another death; `undo` is what a plain start does to it. */
const recovering: { point: FaultPoint; first: Fault; firstAction: Action; action: Action }[] = [
  ...(
    [
      ...(['recover:before-undo', 'undo:begun', 'undo:work-removed', 'undo:folder-removed'] as const),
      ...(['undo:backup-removed', 'journal:before-undone', 'journal:after-undone'] as const),
    ] as const
  ).map((point) => ({ point, ...dying('plain', 'verify:compared'), action: 'plain' as const })),
  { point: 'recover:before-resume', ...dying('plain', 'books:kept'), action: 'resume' },
  { point: 'rollback:keep-removed', ...dying('rollback', 'rollback:kept'), action: 'rollback' },
]

function dying(firstAction: Action, point: FaultPoint): { first: Fault; firstAction: Action } {
  return { first: { kind: 'point', point, hit: 1, death: 'throw' }, firstAction }
}

/** The places of a trace, each with how often it was passed. */
function places(passings: Passing[]): Map<FaultPoint, number> {
  return new Map(passings.map(({ point, hit }) => [point, hit]))
}

/** Every place of every scenario, each way to die; `then` rotates, so that all three are met many times. */
export function allPointRounds(traces: Traces, chance: Chance): Round[] {
  const rounds: Round[] = []
  for (const [scenario, trace] of traces) {
    for (const action of ['plain', 'rollback'] as const) {
      for (const [point, hits] of places(trace[action])) {
        for (const death of deaths) rounds.push(pointRound(scenario, action, point, 1 + chance.below(hits), death, chance))
      }
    }
    for (const each of recovering) for (const death of deaths) rounds.push(recoveringRound(scenario, each, death, chance))
  }
  return rounds
}

/** Every place once, in a scenario that passes it, by one of the deaths: the least that every run of the tests does. */
export function onePerPoint(traces: Traces, chance: Chance): Round[] {
  const rounds = new Map<FaultPoint, Round[]>()
  for (const round of allPointRounds(traces, chance)) {
    const { fault } = round.steps.at(-1)!
    if (fault.kind === 'point') rounds.set(fault.point, [...(rounds.get(fault.point) ?? []), round])
  }
  return [...rounds.values()].map((of) => chance.pick(of))
}

function pointRound(
  scenario: ScenarioName,
  action: 'plain' | 'rollback',
  point: FaultPoint,
  hit: number,
  death: Death,
  chance: Chance,
): Round {
  const fault: Fault = { kind: 'point', point, hit, death }
  return { scenario, migrated: action === 'rollback', steps: [{ action, fault }], then: chance.pick(after) }
}

function recoveringRound(scenario: ScenarioName, each: (typeof recovering)[number], death: Death, chance: Chance): Round {
  const { firstAction, first, action, point } = each
  return {
    ...{ scenario, migrated: firstAction === 'rollback', then: chance.pick(after) },
    steps: [
      { action: firstAction, fault: first },
      { action, fault: { kind: 'point', point, hit: 1, death } },
    ],
  }
}

/** A kill at a random moment: `phase` chooses the part of the work, else each is as likely as any other. */
export function momentRound(traces: Traces, chance: Chance, phase?: string): Round {
  const [scenario, trace] = chance.pick([...traces])
  const choices = (['plain', 'rollback'] as const).flatMap((action) => byPhase(action, trace[action]))
  const fitting = choices.filter((choice) => phase === undefined || choice.phase === phase)
  const { action, passings } = chance.pick(fitting)
  const { point, hit, microseconds } = chance.pick(passings)
  const fault: Fault = { kind: 'moment', point, hit, microseconds: Math.round(chance.next() * Math.max(300, microseconds)) }
  return { scenario, migrated: action === 'rollback', steps: [{ action, fault }], then: chance.pick(after) }
}

function byPhase(action: 'plain' | 'rollback', passings: Passing[]) {
  const found = new Map<string, Passing[]>()
  const passed: FaultPoint[] = []
  for (const passing of passings) {
    passed.push(passing.point)
    const phase = phaseAt(action, passed)
    found.set(phase, [...(found.get(phase) ?? []), passing])
  }
  return [...found].map(([phase, of]) => ({ action, phase, passings: of }))
}

/** A kill from outside, at a random time of the process's whole life. */
export function outsideRound(traces: Traces, chance: Chance, longest: number): Round {
  const action = chance.pick(['plain', 'plain', 'rollback'] as const)
  return {
    ...{ scenario: chance.pick([...traces.keys()]), migrated: action === 'rollback', then: chance.pick(after) },
    steps: [{ action, fault: { kind: 'none' }, killAfter: Math.round(chance.next() * longest) }],
  }
}

/** A death while what an earlier death left is resumed, taken back or finished. */
export function pairRound(traces: Traces, chance: Chance, action = chance.pick(after)): Round {
  const [scenario, trace] = chance.pick([...traces])
  const rollback = action === 'rollback' && chance.next() < 0.7
  const first = chance.pick(trace[rollback ? 'rollback' : 'plain'])
  const second = chance.pick(trace[action === 'rollback' ? 'rollback' : 'plain'])
  const fault = ({ point, hit }: Passing): Fault => ({ kind: 'point', point, hit, death: chance.pick(deaths) })
  return {
    ...{ scenario, migrated: rollback, then: chance.pick(after) },
    steps: [
      { action: rollback ? 'rollback' : 'plain', fault: fault(first) },
      { action, fault: fault(second) },
    ],
  }
}
