import { copyFileSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { formatCount } from '../../report/format.js'
import { openWritable } from '../../sqlite/open.js'
import { call, Checks, machineIn, migrate, type Scenario } from './scenario.js'

/** Whether every value arrives, and whether a value that did not would be noticed. */
export const integrity: Scenario = {
  name: 'integrity',
  title: 'Every value, and a planted fault',
  play: async (stage) => {
    const checks = new Checks()
    const machine = machineIn(stage, stage.copy.home)
    const target = join(stage.folder, 'new', 'hive-ai.db')
    const { answer } = await migrate(stage, { machine, to: target, validation: 'strict' })
    const { verification } = answer
    checks.demand('The migration’s own strict verification passes', verification.passed)

    const pair = { source: stage.copy.database, level: 'strict' } as const
    const sound = await call(stage, machine, 'validate', { ...pair, target })
    checks.demand('A later comparison passes', sound.passed, `${sound.checks.length} checks`)

    const planted = join(stage.folder, 'planted', 'hive-ai.db')
    mkdirSync(dirname(planted))
    copyFileSync(target, planted)
    const fault = plant(planted)
    if (fault !== null) {
      const found = await call(stage, machine, 'validate', { ...pair, level: 'standard', target: planted })
      checks.demand('A fault planted in a copy is found', !found.passed, fault)
    }
    const { rowsCompared, valuesCompared } = verification
    return {
      summary: `${formatCount(valuesCompared)} values compared, all the same${fault === null ? '' : '; a planted fault was found'}`,
      figures: { rowsCompared, valuesCompared, mismatches: verification.mismatches },
      checks: checks.all,
    }
  },
}

/** Adds one space to one migrated text; answers what was changed, or null when there is no text. */
function plant(path: string): string | null {
  const db = openWritable(path)
  try {
    for (const [table, column] of [
      ['stage_outputs', 'full_output'],
      ['messages', 'content'],
      ['conversations', 'final_answer'],
    ] as const) {
      const row = db
        .prepare(`SELECT rowid AS id FROM main.${table} WHERE typeof(${column}) = 'text' ORDER BY rowid DESC LIMIT 1`)
        .get() as { id: bigint } | undefined
      if (!row) continue
      db.prepare(`UPDATE main.${table} SET ${column} = ${column} || ' ' WHERE rowid = ?`).run(row.id)
      return `one space more in ${table}.${column}`
    }
    return null
  } finally {
    db.close()
  }
}
