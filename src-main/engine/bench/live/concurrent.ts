import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { HiveError } from '../../errors.js'
import type { Failure } from '../../model/index.js'
import { formatCount, formatNoun } from '../../report/format.js'
import { openReadonly } from '../../sqlite/open.js'
import { inProcess } from '../in-process.js'
import { copyHome } from './private-copy.js'
import { Checks, failureOf, machineIn, migrate, type Scenario, type Stage } from './scenario.js'
import { writtenTable } from './writer.js'

/** Whether a migration while the old Hive writes is of one moment, and whether two at once keep out of each other's way. */
export const concurrent: Scenario = {
  name: 'concurrent',
  title: 'The old Hive writes meanwhile; two at once',
  play: async (stage) => {
    const checks = new Checks()
    const written = await whileWriting(stage, checks)
    const second = await twoAtOnce(stage, checks)
    return {
      summary: `${written}; a second run meanwhile: ${second}`,
      figures: { checks: checks.all.length },
      checks: checks.all,
    }
  },
}

const refusals = ['HM-SOURCE-BUSY', 'HM-SOURCE-LOCKED']

async function whileWriting(stage: Stage, checks: Checks): Promise<string> {
  const home = join(stage.folder, 'home')
  const database = copyHome(stage.copy, home)
  const target = join(stage.folder, 'new', 'hive-ai.db')
  const stop = new AbortController()
  const order = { database, everyMs: 3 }
  const signal = AbortSignal.any([stage.signal, stop.signal])
  const writing = inProcess('write', order, { signal, worker: stage.worker }).catch((error: unknown) => error)
  try {
    await Promise.race([firstRow(database, signal), writing])
    stage.signal.throwIfAborted()
    const failure = await failureOf(stage, migrate(stage, { machine: machineIn(stage, home), to: target }))
    stop.abort()
    const end = await writing
    checks.demand('The old Hive could write all the time', isStopped(end), isStopped(end) ? '' : String(end))
    return failure ? refusedFor(failure, target, checks) : ofOneMoment(target, database, checks)
  } finally {
    stop.abort()
    await writing
  }
}

const isStopped = (error: unknown) => error instanceof HiveError && error.code === 'HM-CANCELLED'

function refusedFor(failure: Failure, target: string, checks: Checks): string {
  const clean = refusals.includes(failure.code) && !existsSync(dirname(target))
  checks.demand('It refuses and leaves nothing', clean, failure.code)
  return `refused (${failure.code})`
}

/** The rows were numbered as they were written: one moment has all up to one number, and no other. */
function ofOneMoment(target: string, database: string, checks: Checks): string {
  const { rows, last } = numbers(target, `legacy_${writtenTable}`)
  const whole = rows === last && rows > 0 && last <= numbers(database, writtenTable).last
  checks.demand(
    'What arrived is of one moment',
    whole,
    `${formatCount(rows)} rows, the last is number ${formatCount(last)}`,
  )
  return `${formatNoun(rows, 'row')} written meanwhile arrived, all of one moment`
}

function numbers(path: string, table: string): { rows: number; last: number } {
  const db = openReadonly(path)
  try {
    const { rows, last } = db
      .prepare(`SELECT count(*) AS rows, coalesce(max(n), 0) AS last FROM main.${table}`)
      .get() as { rows: bigint; last: bigint }
    return { rows: Number(rows), last: Number(last) }
  } finally {
    db.close()
  }
}

async function firstRow(database: string, signal: AbortSignal): Promise<void> {
  while (!existsSync(`${database}-wal`) && !signal.aborted) {
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

async function twoAtOnce(stage: Stage, checks: Checks): Promise<string> {
  const machine = machineIn(stage, stage.copy.home, 'state-two')
  const target = join(stage.folder, 'two', 'hive-ai.db')
  const second: { run?: Promise<Failure | null> } = {}
  const first = await failureOf(
    stage,
    migrate(stage, {
      ...{ machine, to: target },
      onPhase: () => {
        second.run ??= failureOf(stage, migrate(stage, { machine, to: target }))
      },
    }),
  )
  const failure = (await second.run) ?? null
  const outcomes = [first, failure].map((each) => each?.code ?? 'done')
  // Whoever holds the lock goes on; the other is told so, or comes later and has nothing to do.
  const right = outcomes.includes('done') && outcomes.every((each) => ['done', 'HM-LOCKED'].includes(each))
  checks.demand('One of two goes on, the other waits its turn', right, outcomes.join(', '))
  return failure?.code === 'HM-LOCKED' ? 'told to wait' : 'came after the first and had nothing to do'
}
