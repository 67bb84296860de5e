/** The rounds to play: chosen by chance that can be repeated, or all of them. */
import type { FaultPoint, FileOperation } from '../../../src-main/engine/faults.js'
import type { Death, Ending, Fault } from './fault.js'
import type { Action } from './perform.js'
import type { Chance } from './random.js'
import type { Round, Step } from './round.js'
import { phaseAt, type Passing, type Trace } from './trace.js'
import type { ScenarioName } from './world.js'

export type Traces = Map<ScenarioName, Trace>

const deaths: readonly Death[] = ['kill', 'exit', 'throw']

/** What a person may do after a death. */
const after: readonly Action[] = ['resume', 'plain', 'rollback']

/** A place that only a run passes that recovers from something else, which comes first. */
type Recovering = { point: FaultPoint; first: Step; action: Action; only?: ScenarioName }

const stop = (action: Action, point: FaultPoint, death: Ending): Step => {
  return { action, fault: { kind: 'point', point, hit: 1, death } }
}

/** What a plain start does to a run that died: takes it back. */
const takingBack: FaultPoint[] = [
  ...(['recover:before-undo', 'undo:begun', 'undo:work-removed', 'undo:backup-removed'] as const),
  ...(['journal:before-undone', 'journal:after-undone'] as const),
]

const recovering: Recovering[] = [
  ...takingBack.map((point) => ({ point, first: stop('plain', 'verify:compared', 'throw'), action: 'plain' as const })),
  // Only there the run had made folders.
  { point: 'undo:folder-removed', first: stop('plain', 'verify:compared', 'throw'), action: 'plain', only: 'fresh' },
  { point: 'recover:before-resume', first: stop('plain', 'books:kept', 'throw'), action: 'resume' },
  { point: 'rollback:keep-removed', first: stop('rollback', 'rollback:kept', 'throw'), action: 'rollback' },
]

/** Places that a run passes after the engine itself, or a person, has ended it somewhere before. */
const ended: { point: FaultPoint; by: 'refuse' | 'cancel'; at: FaultPoint }[] = [
  { point: 'journal:before-failed', by: 'refuse', at: 'verify:compared' },
  { point: 'journal:after-failed', by: 'refuse', at: 'books:kept' },
  { point: 'journal:before-cancelled', by: 'cancel', at: 'copy:staged' },
  { point: 'journal:after-cancelled', by: 'cancel', at: 'verify:opened' },
]

/** The places of a trace, each with how often it was passed. */
function places(passings: Passing[]): Map<FaultPoint, number> {
  return new Map(passings.map(({ point, hit }) => [point, hit]))
}

/** Every place of every scenario, each way to die; `then` rotates, so that all three are met many times. */
export function allPointRounds(traces: Traces, chance: Chance): Round[] {
  const rounds: Round[] = []
  for (const [scenario, trace] of traces) {
    for (const action of ['plain', 'rollback'] as const) {
      for (const [point, hits] of places(trace[action].passings)) {
        for (const death of deaths)
          rounds.push(pointRound(scenario, action, point, 1 + chance.below(hits), death, chance))
      }
    }
    for (const death of deaths) {
      for (const { point, first, action, only } of recovering) {
        if (only !== undefined && only !== scenario) continue
        const steps = [first, stop(action, point, death)]
        rounds.push({ scenario, migrated: first.action === 'rollback', steps, then: chance.pick(after) })
      }
      for (const { point, by, at } of ended) {
        const fault: Fault = { kind: 'point', point, hit: 1, death, after: { point: at, by } }
        rounds.push({ scenario, migrated: false, steps: [{ action: 'plain', fault }], then: chance.pick(after) })
      }
    }
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

/** A kill at a random moment: `phase` chooses the part of the work, else each is as likely as any other. */
export function momentRound(traces: Traces, chance: Chance, phase?: string): Round {
  const [scenario, trace] = chance.pick([...traces])
  const choices = (['plain', 'rollback'] as const).flatMap((action) => byPhase(action, trace[action].passings))
  const fitting = choices.filter((choice) => phase === undefined || choice.phase === phase)
  const { action, passings } = chance.pick(fitting)
  const { point, hit, microseconds } = chance.pick(passings)
  const fault: Fault = {
    kind: 'moment',
    point,
    hit,
    microseconds: Math.round(chance.next() * Math.max(300, microseconds)),
  }
  return { scenario, migrated: action === 'rollback', steps: [{ action, fault }], then: chance.pick(after) }
}

type Choice = { action: 'plain' | 'rollback'; phase: string; passings: Passing[] }

/** A campaign asks a thousand times for the phases of the same few traces. */
const phasesOf = new WeakMap<Passing[], Choice[]>()

function byPhase(action: 'plain' | 'rollback', passings: Passing[]): Choice[] {
  const known = phasesOf.get(passings)
  if (known) return known
  const found = new Map<string, Passing[]>()
  const passed: FaultPoint[] = []
  for (const passing of passings) {
    passed.push(passing.point)
    const phase = phaseAt(action, passed)
    found.set(phase, [...(found.get(phase) ?? []), passing])
  }
  const choices = [...found].map(([phase, of]) => ({ action, phase, passings: of }))
  phasesOf.set(passings, choices)
  return choices
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
  const first = chance.pick(trace[rollback ? 'rollback' : 'plain'].passings)
  const second = chance.pick(trace[action === 'rollback' ? 'rollback' : 'plain'].passings)
  const fault = ({ point, hit }: Passing): Fault => ({ kind: 'point', point, hit, death: chance.pick(deaths) })
  return {
    ...{ scenario, migrated: rollback, then: chance.pick(after) },
    steps: [
      { action: rollback ? 'rollback' : 'plain', fault: fault(first) },
      { action, fault: fault(second) },
    ],
  }
}

const failures: Record<FileOperation, readonly ('ENOSPC' | 'EIO' | 'EACCES')[]> = {
  ...{
    write: ['ENOSPC', 'EIO', 'EACCES'],
    fsync: ['EIO', 'ENOSPC'],
    rename: ['EACCES', 'EIO'],
    copy: ['ENOSPC', 'EIO'],
  },
}

/** Every request to the system that a run makes fails, one after the other: once, and from then on. */
export function allOperationRounds(traces: Traces, chance: Chance): Round[] {
  const rounds: Round[] = []
  for (const [scenario, trace] of traces) {
    for (const action of ['plain', 'rollback'] as const) {
      for (const [operation, count] of Object.entries(trace[action].operations) as [FileOperation, number][]) {
        for (let nth = 1; nth <= count; nth++) {
          for (const forever of [false, true]) {
            const fault: Fault = { kind: 'operation', operation, nth, code: chance.pick(failures[operation]), forever }
            rounds.push({
              scenario,
              migrated: action === 'rollback',
              steps: [{ action, fault }],
              then: chance.pick(after),
            })
          }
        }
      }
    }
  }
  return rounds
}

/** Some of many, by chance. */
export function sample<T>(of: readonly T[], count: number, chance: Chance): T[] {
  const left = [...of]
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(chance.below(left.length), 1)[0]!)
}

/** A round in one line. */
export function describeRound({ scenario, steps, then }: Round): string {
  const words = steps.map(({ action, fault, killAfter }) => {
    const job = action === 'plain' ? 'migrate' : action
    if (killAfter !== undefined) return `${job} killed after ${killAfter} ms`
    if (fault.kind === 'point') return `${job} ${fault.death} at ${fault.point} #${fault.hit}`
    if (fault.kind === 'moment') return `${job} killed ${fault.microseconds} us after ${fault.point} #${fault.hit}`
    if (fault.kind === 'operation')
      return `${job} ${fault.operation} #${fault.nth} ${fault.code}${fault.forever ? ' and on' : ''}`
    return job
  })
  return `${scenario}: ${words.join(', ')}, then ${then === 'plain' ? 'migrate' : then}`
}
