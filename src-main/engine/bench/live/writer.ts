import { openWritable } from '../../sqlite/open.js'

export type WriterJob = { database: string; everyMs: number }

/** The table that the writer fills, with numbers from 1 on. */
export const writtenTable = 'hive_live_test'

/** Writes a row into a database every few milliseconds, in WAL mode as the old Hive does, until it is ended. */
export function writeOnAndOn({ database, everyMs }: WriterJob): Promise<never> {
  const db = openWritable(database)
  db.pragma('journal_mode = WAL')
  db.exec(`CREATE TABLE IF NOT EXISTS ${writtenTable} (n INTEGER PRIMARY KEY, text TEXT)`)
  const insert = db.prepare(
    `INSERT INTO ${writtenTable} (n, text) SELECT coalesce(max(n), 0) + 1, 'row ' || (coalesce(max(n), 0) + 1) FROM ${writtenTable}`,
  )
  return new Promise((_, reject) => {
    const write = () => {
      try {
        insert.run()
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)))
      }
    }
    write()
    setInterval(write, everyMs)
  })
}
