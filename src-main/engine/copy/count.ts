import { countTable, openReadonly } from '../sqlite/open.js'
import { tablesOf } from '../sqlite/introspect.js'
import { quoteName } from '../sqlite/quote.js'

/** The rows of every raw table of a folded source, by count(*): the `read` of its books (design 3.6). */
export function countRawTables({ path }: { path: string }): Promise<Record<string, number>> {
  const db = openReadonly(path)
  try {
    const counts = tablesOf(db, 'main').map(({ name }) => [name, countTable(db, `main.${quoteName(name)}`)] as const)
    return Promise.resolve(Object.fromEntries(counts))
  } finally {
    db.close()
  }
}
