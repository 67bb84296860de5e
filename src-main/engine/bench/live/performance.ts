import { join } from 'node:path'
import { formatCount, formatDuration } from '../../report/format.js'
import { inProcess } from '../in-process.js'
import { median, spreadOf } from '../measure/statistics.js'
import { Checks, machineIn, migrate, type Scenario, type Stage } from './scenario.js'

const runs = 3
/** How long the slow way is measured; the rest of it is extrapolated. */
const slowMs = 5000
/** Below so many rows the start of everything takes longer than the rows. */
const telling = 10_000

/** How fast this machine is: three migrations, beside the slow way and the bare one. */
export const performanceScenario: Scenario = {
  name: 'performance',
  title: 'How fast it is on this disk',
  play: async (stage) => {
    const checks = new Checks()
    const times: number[] = []
    const written: number[] = []
    let rows = 0
    for (let run = 0; run < runs; run++) {
      const machine = machineIn(stage, stage.copy.home, `state-${run}`)
      const measured = await migrate(stage, { machine, to: join(stage.folder, `new-${run}`, 'hive-ai.db') })
      times.push(measured.ms)
      if (measured.writtenBytes !== null) written.push(measured.writtenBytes)
      rows = measured.answer.totals.read
    }
    const [slow, bare] = [await baseline(stage, 'a', slowMs), await baseline(stage, 'd')]
    const ms = median(times)
    const factor = slow && slow / ms
    if (factor !== null && rows >= telling) {
      checks.demand('It is faster than row by row', factor > 1, `${factor.toFixed(1)} times`)
    }
    checks.demand('All runs succeeded', times.length === runs)
    const figures = {
      ...{ rows, migrateMs: ms, spreadMs: spreadOf(times), rowsPerSecond: rows / (ms / 1000) },
      ...(slow && factor ? { rowByRowMs: slow, factorOverRowByRow: factor } : {}),
      ...(bare ? { bareCopyMs: bare, shareOfBareCopy: ms / bare } : {}),
      ...(written.length > 0 ? { writtenBytes: median(written) } : {}),
    }
    const speed = `${formatCount(figures.rowsPerSecond)} rows/s (${formatDuration(ms)})`
    return {
      summary: factor ? `${speed}, ${factor.toFixed(1)} times as fast as row by row` : speed,
      ...{ figures, checks: checks.all },
    }
  },
}

/** Null where the data cannot be moved that way. */
async function baseline(stage: Stage, kind: 'a' | 'd', budgetMs?: number): Promise<number | null> {
  const order = { kind, source: stage.copy.database, target: join(stage.folder, `${kind}.db`), budgetMs }
  const { answer } = await inProcess('baseline', order, { signal: stage.signal, worker: stage.worker })
  return answer?.ms ?? null
}
