/**
 * Whatever an old database holds, every value of it is found again: databases of random schemas and values, under the same
 * invariants as every folder here. `HIVE_CASE_SEED=random` or a number, and `HIVE_CASE_RUNS`, search further; a failure
 * prints the database that shows it, and becomes a folder.
 */
import fc from 'fast-check'
import { it } from 'vitest'
import { randomDatabase, type RandomTable } from '../support/case/random.js'
import { runCase } from '../support/case/run.js'

const asked = process.env.HIVE_CASE_SEED
const seed = asked === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(asked ?? '20240115')
const runs = Number(process.env.HIVE_CASE_RUNS ?? '30')

function play(tables: RandomTable[]): Promise<void> {
  const make = tables.flatMap(({ create, rows }) => [create, ...rows])
  return runCase({
    title: 'random',
    home: (home) =>
      home.old((db) => {
        for (const sql of make) {
          try {
            db.exec(sql)
          } catch {
            // What the old database refuses was never in it.
          }
        }
      }),
    expect: { quarantined: 'any' },
  })
}

it(`random databases arrive whole (seed ${seed}, ${runs} databases)`, { timeout: 120_000 + runs * 5_000 }, async () => {
  const limits = { interruptAfterTimeLimit: 100_000 + runs * 4_000 }
  await fc.assert(fc.asyncProperty(randomDatabase, play), { seed, numRuns: runs, ...limits })
})
