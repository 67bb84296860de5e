import { withDatabase } from '../sources/inspect.js'
import type { Connection } from '../sqlite/open.js'
import { APPLICATION_ID } from './schema/index.js'

/** The searches of the new Hive: made anew from its tables, so that nothing of them needs keeping. */
const searches = ['conversations_fts', 'curator_truths_fts']

/**
 * Virtual tables of a new Hive whose rows are to stay that another program made: what they hold is kept by their module,
 * and cannot be moved row by row. `realPath` is read through a private view. Throws as `withDatabase`.
 */
export function unkeptTables(realPath: string, tmpdir: string): string[] {
  return withDatabase(realPath, tmpdir, (db) => {
    const ours = Number(db.pragma('main.application_id', { simple: true })) === APPLICATION_ID
    return virtualTables(db)
      .filter(({ name, sql }) => !(searches.includes(name.toLowerCase()) && (ours || holdsNothing(sql))))
      .map(({ name }) => name)
  })
}

function virtualTables(db: Connection): { name: string; sql: string }[] {
  return db
    .prepare(
      `SELECT name, coalesce(CAST(sql AS TEXT), '') AS sql FROM main.sqlite_schema
       WHERE type = 'table' AND typeof(name) = 'text' AND rootpage = 0 ORDER BY name`,
    )
    .all() as { name: string; sql: string }[]
}

/** Whether a full-text table only points to the rows of another (facts 2.4 (a)). */
const holdsNothing = (sql: string): boolean => /,\s*content\s*=/i.test(sql)
