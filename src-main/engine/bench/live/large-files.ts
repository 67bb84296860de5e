import { join } from 'node:path'
import { formatBytes, formatDuration } from '../../report/format.js'
import { attach, number, openReadonly, openWritable } from '../../sqlite/open.js'
import { quoteName } from '../../sqlite/quote.js'
import { memoryLimit } from './memory.js'
import { conversationTable, copyHome } from './private-copy.js'
import { Checks, machineIn, migrate, need, type Scenario } from './scenario.js'

/** One value of this size: far beyond what a conversation holds. */
const valueBytes = 32 * 1024 * 1024

/** Whether one very large answer arrives whole, and how much memory that takes. */
export const largeFiles: Scenario = {
  name: 'large_files',
  title: 'One answer of 32 MB',
  play: async (stage) => {
    const checks = new Checks()
    const home = join(stage.folder, 'home')
    const database = copyHome(stage.copy, home)
    enlarge(database)
    const target = join(stage.folder, 'new', 'hive-ai.db')
    const { answer, ms, peakBytes } = await migrate(stage, { machine: machineIn(stage, home), to: target })
    checks.demand('It migrates and every value arrived', answer.status === 'migrated' && answer.verification.passed)
    checks.demand('The large value is the same, byte for byte', isSame(database, target))
    const limit = memoryLimit(valueBytes)
    if (peakBytes !== null) {
      checks.demand('Memory stays bounded', peakBytes <= limit, `${formatBytes(peakBytes)} of ${formatBytes(limit)}`)
    }
    return {
      summary: `arrived whole in ${formatDuration(ms)}${peakBytes === null ? '' : `, at most ${formatBytes(peakBytes)} of memory`}`,
      figures: { valueBytes, migrateMs: ms, peakBytes: peakBytes ?? 0, limitBytes: limit },
      checks: checks.all,
    }
  },
}

/** Gives the last conversation an answer of words, no two lines of which are the same. */
function enlarge(database: string): void {
  const db = openWritable(database)
  try {
    const table = need(conversationTable(db), 'This database holds no conversations.')
    const line = (index: number) => `Line ${index} of a very long answer, the honey of many bees.\n`
    const lines = Array.from({ length: Math.ceil(valueBytes / line(1e5).length) }, (_, index) => line(1e5 + index))
    const [name, key] = [quoteName(table.name), quoteName(table.key)]
    const { changes } = db
      .prepare(`UPDATE main.${name} SET final_answer = ? WHERE ${key} = (SELECT max(${key}) FROM main.${name})`)
      .run(lines.join('').slice(0, valueBytes))
    need(changes > 0 ? changes : null, 'This database holds no conversations.')
  } finally {
    db.close()
  }
}

function isSame(database: string, target: string): boolean {
  const db = openWritable(':memory:')
  try {
    attach(db, database, 'old')
    attach(db, target, 'new')
    const source = openReadonly(database)
    const table = conversationTable(source)
    source.close()
    if (!table) return false
    const found = number(
      db,
      `SELECT count(*) AS found FROM old.${quoteName(table.name)} AS o JOIN new.conversations AS n ON n.id = o.${quoteName(table.key)}
       WHERE length(o.final_answer) = ? AND n.final_answer = o.final_answer COLLATE BINARY`,
      valueBytes,
    )
    return found === 1
  } finally {
    db.close()
  }
}
