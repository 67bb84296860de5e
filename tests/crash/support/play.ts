/** A world in which a test does one thing after the other by itself. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach } from 'vitest'
import type { FaultPoint } from '../../../src-main/engine/faults.js'
import { setFaultHook } from '../../../src-main/engine/faults.js'
import {
  auditViolations,
  deathViolations,
  homeTree,
  newViolations,
  strayViolations,
  treeDifferences,
} from './checks.js'
import { Died } from './fault.js'
import { perform, type Action, type Performed } from './perform.js'
import { makeBase, makeScenario, makeWorld, type Scenario, type ScenarioName } from './world.js'

export type Play = {
  root: string
  scenario: Scenario
  /** Paths below the world's home. */
  target: string
  toml: string
  state: string
  do(action: Action): Promise<Performed>
  /** Does it, and dies at a place (or does something there) the first time that it is passed. */
  dieAt(point: FaultPoint, action: Action, instead?: () => void): Promise<Performed>
  /** Everything that is wrong: after a death; once the new database is in place; once everything is as it was. */
  afterDeath(): string[]
  whenMigrated(): string[]
  whenBack(): string[]
}

const endings: (() => unknown)[] = []
afterEach(async () => {
  setFaultHook(null)
  for (const end of endings.splice(0)) await end()
})

/** Scenarios are made once for all tests of a file. */
const base = makeBase()
const scenarios = new Map<ScenarioName, Promise<Scenario>>()
afterAll(() => {
  rmSync(base, { recursive: true, force: true })
})

/** Makes a world of a scenario, in `place` if given; it goes after the test. */
export async function makePlay(name: ScenarioName, place = base): Promise<Play> {
  const scenario = await (scenarios.get(name) ?? makeScenario(base, name))
  scenarios.set(name, Promise.resolve(scenario))
  const { root, end } = await makeWorld(place, scenario)
  endings.push(end)
  const before = homeTree(root, scenario)
  const target = join(root, 'home', scenario.target)
  const run = (action: Action) => perform({ root, to: scenario.to, action, fault: { kind: 'none' } })
  return {
    ...{ root, scenario, target, toml: join(root, 'home', scenario.toml), state: join(root, 'state'), do: run },
    dieAt: async (point, action, instead) => {
      let passed = false
      return perform({ root, to: scenario.to, action, fault: { kind: 'none' } }, (at) => {
        if (at !== point || passed) return
        passed = true
        if (!instead) throw new Died(point)
        instead()
      })
    },
    afterDeath: () => deathViolations(root, scenario, before),
    whenMigrated: () => [...newViolations(target, scenario), ...strayViolations(root), ...auditViolations(root)],
    whenBack: () => [
      ...treeDifferences(before, homeTree(root, scenario)),
      ...strayViolations(root),
      ...auditViolations(root),
    ],
  }
}
