/**
 * Is every raw cell of an old database somewhere in the new one, with the same bytes and type? Looks for each value in
 * its place, in the repairs (before), in quarantine and in the legacy tables. Knows nothing of the engine's own plan.
 */
import Database from 'better-sqlite3'

/** Source columns that have another name in the new Hive. */
const renamed: Record<string, string> = {
  'conversation_topics.confidence': 'weight',
  'knowledge_conversations.id': 'kc_id',
}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`

/** One value as text that differs whenever type or bytes differ. */
const shown = (cell: string) => `typeof(${cell}) || ':' || CASE typeof(${cell})
  WHEN 'integer' THEN CAST(${cell} AS TEXT) WHEN 'real' THEN printf('%!.20g', ${cell})
  WHEN 'null' THEN '' ELSE hex(CAST(${cell} AS BLOB)) END`

type Db = Database.Database

function tables(db: Db): string[] {
  const rows = db.pragma('main.table_list') as { schema: string; name: string; type: string }[]
  return rows
    .filter((row) => row.schema === 'main' && row.type === 'table' && !row.name.startsWith('sqlite_'))
    .map(({ name }) => name)
}

function columns(db: Db, table: string): string[] {
  const rows = db.pragma(`main.table_xinfo(${quote(table)})`) as { name: string; hidden: number }[]
  return rows.filter((row) => row.hidden !== 1).map(({ name }) => name)
}

/** How often each value stands in a column. */
function add(counts: Map<string, number>, db: Db, sql: string, ...parameters: string[]): void {
  for (const value of db
    .prepare(sql)
    .pluck()
    .iterate(...parameters) as IterableIterator<string>) {
    counts.set(value, (counts.get(value) ?? 0) + 1)
  }
}

function targetValues(db: Db, table: string, column: string): Map<string, number> {
  const counts = new Map<string, number>()
  const place = renamed[`${table}.${column}`] ?? column
  if (tables(db).includes(table) && columns(db, table).includes(place)) {
    add(counts, db, `SELECT ${shown(quote(place))} FROM main.${quote(table)}`)
  }
  const cell = 'WHERE table_name = ? AND column_name = ?'
  add(counts, db, `SELECT ${shown('before')} FROM main.migration_repairs ${cell}`, table, column)
  add(counts, db, `SELECT ${shown('value')} FROM main.migration_quarantine ${cell}`, table, column)
  const carried = db
    .prepare(
      'SELECT legacy_table FROM main.migration_carried WHERE table_name = ? AND (column_name IS NULL OR column_name = ?)',
    )
    .pluck()
    .all(table, column) as string[]
  for (const legacy of carried) add(counts, db, `SELECT ${shown(quote(column))} FROM main.${quote(legacy)}`)
  return counts
}

/** The cells of `source` that `target` does not hold, in words; empty when nothing is lost. Both are private copies. */
export function lostCells(source: string, target: string): string[] {
  const [old, now] = [new Database(source), new Database(target, { readonly: true })]
  const lost: string[] = []
  try {
    for (const table of tables(old)) {
      for (const column of columns(old, table)) {
        const wanted = new Map<string, number>()
        // The table itself: an index may be out of step with it.
        add(wanted, old, `SELECT ${shown(quote(column))} FROM main.${quote(table)} NOT INDEXED`)
        const found = targetValues(now, table, column)
        for (const [value, count] of wanted) {
          const there = found.get(value) ?? 0
          if (there < count) lost.push(`${table}.${column}: ${value.slice(0, 80)} stands ${there} of ${count} times`)
        }
      }
    }
  } finally {
    old.close()
    now.close()
  }
  return lost
}
