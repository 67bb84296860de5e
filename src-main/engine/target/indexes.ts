import { breathe } from '../control.js'
import type { Build } from '../copy/build.js'
import { faultPoint } from '../faults.js'
import type { MappedTable } from '../plan/tables.js'
import { createIndexesSql } from './schema/index.js'

/**
 * Kibibytes of page cache while indexes and search are made. SQLite sorts runs of that size, and search holds as much
 * again: together they take what the page cache had while rows were copied, so that memory stays where it was.
 */
const sortingKib = 4 * 1024

/** Does work that needs memory for other things than pages. */
export async function withSmallCache({ db }: Build, work: () => Promise<void>): Promise<void> {
  const before = String(db.pragma('main.cache_size', { simple: true }))
  db.pragma(`main.cache_size = -${sortingKib}`)
  try {
    await work()
  } finally {
    db.pragma(`main.cache_size = ${before}`)
  }
}

/**
 * Makes the indexes of tables whose rows have all come, of every table where none are named; those that are there stay.
 * Each goes through its whole table: right after its rows have come, that is still in memory and not read from the disk.
 * `onOne` hears which part of them is made.
 */
export async function indexTables(
  build: Build,
  tables: string[] | null,
  onOne: (part: number) => void = () => undefined,
): Promise<void> {
  const { db, work, progress, signal } = build
  const isWanted = (sql: string) => tables === null || tables.some((table) => sql.includes(` ON ${table} (`))
  const wanted = createIndexesSql.filter(isWanted)
  if (wanted.length === 0) return
  progress.say('Building indexes')
  await withSmallCache(build, async () => {
    for (const [index, sql] of wanted.entries()) {
      signal.throwIfAborted()
      faultPoint('index:before-one')
      work.do(() => db.exec(sql))
      faultPoint('index:one-made')
      work.commitIfDue()
      onOne((index + 1) / wanted.length)
      await breathe(signal)
    }
  })
}

/** The new tables that get no further row once `table` was moved and only `rest` is to come. */
export function completeAfter({ target }: MappedTable, rest: MappedTable[]): string[] {
  // What conversations know is filled in at the very end.
  if (target === 'knowledge_conversations' || rest.some((table) => table.target === target)) return []
  return target === 'conversations' ? [target, 'messages', 'conversation_usage'] : [target]
}
