import type { Step } from './build.js'
import { faultPoint } from '../faults.js'
import { inBatches, rangeStatement } from './batches.js'
import { timestampSql } from './timestamps.js'
import type { PlannedTable } from '../plan/tables.js'

/** Makes further rows of a table's raw ones (sources/shape.ts): what they are made of has its place or is carried. */
export function makeRows({ name, made = [], from, rowid, chosen }: PlannedTable): Step[] {
  return made.map(({ target, label, sql }): Step => {
    const step = `made:${name}>${target}`
    return {
      name: step,
      label,
      run: async (build) => {
        const insert = rangeStatement(build.db, `s.${rowid}`, (condition) =>
          sql({ from, rowid, moment: timestampSql }).replace(
            '%RANGE%',
            chosen === '' ? condition : `${condition} AND ${chosen}`,
          ),
        )
        await inBatches(build, build.prefix + step, { from, rowid }, (range) => {
          const { statement, parameters } = insert(range)
          const { changes } = statement.run(parameters)
          faultPoint('copy:made')
          return changes
        })
      },
    }
  })
}
