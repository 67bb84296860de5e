/** What a run passes when nothing goes wrong: where rounds can strike, and how long each part takes. */
import type { FaultPoint, FileOperation } from '../../../src-main/engine/faults.js'
import type { Action } from './perform.js'
import { perform } from './perform.js'
import { makeWorld, type Scenario } from './world.js'

/** The `hit`th passing of a place, and the microseconds until the next place is passed. */
export type Passing = { point: FaultPoint; hit: number; microseconds: number }

/** What one run passes and asks of the system. */
export type Course = { passings: Passing[]; operations: Record<FileOperation, number> }

/** The courses of a migration and of a rollback of it. */
export type Trace = { plain: Course; rollback: Course }

/** Runs a scenario through and back without a fault, noting every place. */
export async function traceScenario(base: string, scenario: Scenario): Promise<Trace> {
  const { root, end } = await makeWorld(base, scenario)
  try {
    return { plain: await note(root, scenario, 'plain'), rollback: await note(root, scenario, 'rollback') }
  } finally {
    await end()
  }
}

async function note(root: string, scenario: Scenario, action: Action): Promise<Course> {
  const passings: Passing[] = []
  const hits = new Map<FaultPoint, number>()
  let before = performance.now()
  const { error, operations } = await perform({ root, to: scenario.to, action, fault: { kind: 'none' } }, (point) => {
    const now = performance.now()
    const last = passings.at(-1)
    if (last) last.microseconds = (now - before) * 1000
    before = now
    hits.set(point, (hits.get(point) ?? 0) + 1)
    passings.push({ point, hit: hits.get(point) ?? 1, microseconds: 0 })
  })
  if (error) throw new Error(`${scenario.name} cannot even run through: ${error.message}`)
  return { passings, operations }
}

/** The parts of the work in which deaths are counted. */
export const phases = [
  ...['start', 'plan', 'backup', 'copy', 'configuration', 'index', 'search', 'verify', 'swap', 'report'],
  ...['rollback: keep', 'rollback: restore', 'rollback: close'],
]

const phaseOfPrefix: Record<string, string | undefined> = {
  ...{ lock: 'start', recover: 'start', plan: 'plan', backup: 'backup', fold: 'backup', target: 'copy', copy: 'copy' },
  ...{ config: 'configuration', index: 'index', search: 'search', triggers: 'index', statistics: 'index' },
  ...{
    books: 'index',
    history: 'index',
    verify: 'verify',
    follow: 'verify',
    renew: 'backup',
    swap: 'swap',
    report: 'report',
    work: 'report',
    audit: 'report',
  },
  restore: 'rollback: restore',
}

/** The phase in which a run is that has passed these places; the first words of `journal:` and the like say nothing. */
export function phaseAt(action: Action, points: readonly FaultPoint[]): string {
  let phase = 'start'
  for (const point of points) {
    const prefix = point.slice(0, point.indexOf(':'))
    if (point === 'rollback:verified' || point === 'rollback:planned' || point === 'rollback:kept')
      phase = 'rollback: keep'
    else if (point === 'rollback:restoring') phase = 'rollback: restore'
    else if (prefix === 'rollback') phase = 'rollback: close'
    else if (action === 'rollback' && phase.startsWith('rollback') && prefix !== 'restore') continue
    else phase = phaseOfPrefix[prefix] ?? phase
  }
  return phase
}
