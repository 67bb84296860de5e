import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { FaultPoint } from '../../faults.js'
import { formatNoun } from '../../report/format.js'
import { Checks, died, failureOf, machineIn, migrate, tree, type Scenario } from './scenario.js'

/** Where the engine's process is ended, one after the other in the same migration, and when: the nth time it comes there. */
const deaths: { name: string; point: FaultPoint; passing: number }[] = [
  { name: 'while rows are copied', point: 'copy:rows-inserted', passing: 3 },
  { name: 'while indexes are built', point: 'index:one-made', passing: 2 },
  { name: 'before the verification', point: 'verify:opened', passing: 1 },
  { name: 'in the moment of the swap', point: 'swap:before-rename', passing: 1 },
]

/** Whether a migration that dies again and again leaves nothing half-done, and goes on to its end. */
export const partial: Scenario = {
  name: 'partial',
  title: 'Killed in the middle, and resumed',
  play: async (stage) => {
    const checks = new Checks()
    const machine = machineIn(stage, stage.copy.home)
    const target = join(stage.folder, 'new', 'hive-ai.db')
    const before = tree(stage.copy.home)
    let killed = 0
    for (const { name, point, passing } of deaths) {
      const run = migrate(stage, { machine, to: target, resume: true, dieAt: { point, passing } })
      const failure = await failureOf(stage, run)
      checks.demand(`Killed ${name}`, died(failure), failure?.code ?? 'it came to its end before')
      if (!died(failure)) continue
      killed += 1
      checks.demand(`Nothing half-done after that (${name})`, !existsSync(target) && tree(stage.copy.home) === before)
    }
    const { answer } = await migrate(stage, { machine, to: target, resume: true })
    const { totals, verification } = answer
    checks.demand('The last start brings it to its end', answer.status === 'migrated', answer.status)
    checks.demand('Every value arrived, every row is accounted for', verification.passed && totals.same)
    return {
      summary: `killed ${formatNoun(killed, 'time')}, resumed each time, complete`,
      figures: { kills: killed, rows: totals.read },
      checks: checks.all,
    }
  },
}
