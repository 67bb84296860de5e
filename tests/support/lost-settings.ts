/**
 * Is everything that the old settings say somewhere in the new Hive? Knows the files and SQLite, nothing of the engine: looks
 * for every file word for word, and for every value of its JSON in any cell of the tables that hold settings, in the record
 * of repairs, in `config.toml`, or as JSON under its pointer in `legacy_config`.
 */
import { readFileSync } from 'node:fs'
import Database from 'better-sqlite3'

const tables = ['configurations', 'settings', 'consensus_settings', 'consensus_profiles', 'users', 'licenses']

/** What is lost, in words; empty when nothing is. `toml` is the new `config.toml`. */
export function lostSettings(files: string[], target: string, toml: string): string[] {
  const db = new Database(target, { readonly: true })
  try {
    const cells = new Set<string>()
    for (const table of tables) {
      for (const row of db.prepare(`SELECT * FROM ${table}`).raw().all() as (string | number | null)[][]) {
        for (const cell of row) if (cell !== null) cells.add(String(cell))
      }
    }
    for (const before of db.prepare('SELECT before FROM migration_repairs').pluck().all()) cells.add(String(before))
    const carried = db.prepare(`SELECT value FROM legacy_config WHERE file = ? AND pointer = ?`).pluck()
    const said = readFileSync(toml, 'utf8')
    const lost: string[] = []
    for (const file of files) {
      const bytes = readFileSync(file)
      const whole = carried.all(file, '') as (string | Buffer)[]
      if (!whole.some((each) => Buffer.from(each as string).equals(bytes))) lost.push(`${file} as a whole`)
      const isCarried = (pointer: string, value: unknown) =>
        (carried.all(file, pointer) as string[]).some((each) => {
          // The file as a whole stands under no pointer, spelt as it was.
          return (
            each === JSON.stringify(value) ||
            (pointer === '' && JSON.stringify(JSON.parse(each)) === JSON.stringify(value))
          )
        })
      for (const { pointer, value, lists } of leaves(bytes.toString(), file)) {
        const text = typeof value === 'string' ? value : JSON.stringify(value)
        if (cells.has(text) || isCarried(pointer, value) || lists.some((list) => isCarried(...list))) continue
        if (!said.includes(`= ${JSON.stringify(value)}`)) lost.push(`${pointer} of ${file}`)
      }
    }
    return lost
  } finally {
    db.close()
  }
}

type Leaf = { pointer: string; value: unknown; lists: [pointer: string, list: unknown][] }

/** Every value that is no object; a list of objects is looked into, any other list is a value. With the lists around it. */
function leaves(text: string, file: string): Leaf[] {
  if (!file.endsWith('.json')) return []
  const found: Leaf[] = []
  const walk = (value: unknown, pointer: string, lists: Leaf['lists']) => {
    const inner = typeof value === 'object' && value !== null ? Object.entries(value) : []
    const isList = Array.isArray(value) && !value.some((each) => typeof each === 'object')
    if (isList || inner.length === 0) found.push({ pointer, value, lists })
    const around: Leaf['lists'] = Array.isArray(value) ? [...lists, [pointer, value]] : lists
    if (isList) return
    for (const [key, each] of inner) {
      walk(each, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, around)
    }
  }
  walk(JSON.parse(text), '', [])
  return found
}
