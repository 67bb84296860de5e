/** Sets the stage for rounds in this process: the worlds, their traces and the driver. */
import { rmSync } from 'node:fs'
import { buildDriver, type Driver } from './process.js'
import type { Stage } from './round.js'
import type { Traces } from './rounds.js'
import { traceScenario } from './trace.js'
import { makeBase, makeScenario, scenarioNames, type ScenarioName } from './world.js'

export type FullStage = Stage & { traces: Traces; remove(): void }

/** Makes the scenarios (all, or some), runs each through once, and builds the driver unless one is given. */
export async function setStage(
  names: readonly ScenarioName[] = scenarioNames,
  driverFile?: string,
): Promise<FullStage> {
  const base = makeBase()
  let driver: Driver | null = null
  const remove = () => {
    driver?.remove()
    rmSync(base, { recursive: true, force: true })
  }
  try {
    if (driverFile === undefined) driver = await buildDriver()
    const scenarios: Stage['scenarios'] = new Map()
    const traces: Traces = new Map()
    for (const name of names) {
      const scenario = await makeScenario(base, name)
      scenarios.set(name, scenario)
      traces.set(name, await traceScenario(base, scenario))
    }
    return { base, scenarios, traces, driver: driverFile ?? driver?.file ?? '', remove }
  } catch (error) {
    remove()
    throw error
  }
}
