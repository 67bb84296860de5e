import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { formatCount, formatDuration, formatNoun } from '../../report/format.js'
import { call, Checks, machineIn, migrate, tree, type Scenario } from './scenario.js'

/** The whole job: migrate, once more, take it back. */
export const basic: Scenario = {
  name: 'basic',
  title: 'The whole job, and back again',
  play: async (stage) => {
    const checks = new Checks()
    const machine = machineIn(stage, stage.copy.home)
    const to = join(stage.folder, 'new', 'hive-ai.db')
    const before = tree(stage.copy.home)

    const { answer, ms, peakBytes } = await migrate(stage, { machine, to })
    const { totals, verification } = answer
    checks.demand('It migrates', answer.status === 'migrated', answer.status)
    checks.demand('Every value arrived', verification.passed && verification.mismatches === 0)
    checks.demand('Every row is accounted for', totals.same, `${formatCount(totals.read)} rows read`)

    const again = await migrate(stage, { machine, to })
    checks.demand('A second run has nothing to do', again.answer.status === 'nothing-to-do', again.answer.status)

    const rolled = await call(stage, machine, 'rollback', { backup: answer.backup?.id ?? '' })
    checks.demand('It can be taken back', rolled.verified && !existsSync(to))
    checks.demand('The old Hive is as it was', tree(stage.copy.home) === before)
    const figures = {
      rows: totals.read,
      migrateMs: ms,
      rowsPerSecond: totals.read / (ms / 1000),
      peakBytes: peakBytes ?? 0,
    }
    return {
      summary: `${formatNoun(totals.read, 'row')} in ${formatDuration(ms)}, and taken back`,
      ...{ figures, checks: checks.all },
    }
  },
}
