import { join } from 'node:path'
import { formatBytes } from '../../report/format.js'
import { number, openReadonly, type Connection } from '../../sqlite/open.js'
import { quoteName } from '../../sqlite/quote.js'
import { tablesOf } from '../../sqlite/introspect.js'
import { Checks, machineIn, migrate, type Scenario } from './scenario.js'

/** Bytes of memory that a migration may take, when its largest value has so many bytes (docs/performance.md). */
export function memoryLimit(largestValueBytes: number): number {
  return 250e6 + 4 * largestValueBytes
}

/** How much memory a migration takes, with all of its processes. */
export const memoryScenario: Scenario = {
  name: 'memory',
  title: 'Memory while it runs',
  play: async (stage) => {
    const checks = new Checks()
    const db = openReadonly(stage.copy.database)
    const largest = largestValue(db)
    db.close()
    const machine = machineIn(stage, stage.copy.home)
    const { answer, peakBytes, samples, restingBytes } = await migrate(stage, {
      machine,
      to: join(stage.folder, 'new', 'hive-ai.db'),
    })
    checks.demand('It migrates', answer.status === 'migrated', answer.status)
    const limit = memoryLimit(largest)
    const peak = peakBytes ?? answer.peakRssBytes
    checks.demand('It stays below its limit', peak <= limit, `${formatBytes(peak)} of ${formatBytes(limit)}`)
    return {
      summary: `at most ${formatBytes(peak)}, of ${formatBytes(limit)} that are allowed`,
      figures: {
        ...{ peakBytes: peak, limitBytes: limit, atRestBytes: restingBytes, largestValueBytes: largest },
        samples: samples.length,
      },
      checks: checks.all,
    }
  },
}

/** Bytes of the largest text or blob. */
export function largestValue(db: Connection): number {
  return tablesOf(db, 'main').reduce((most, { name, columns }) => {
    if (columns.length === 0) return most
    const lengths = columns.map((column) => `coalesce(max(octet_length(${quoteName(column.name)})), 0)`)
    return Math.max(most, number(db, `SELECT max(0, ${lengths.join(', ')}) FROM main.${quoteName(name)}`))
  }, 0)
}
