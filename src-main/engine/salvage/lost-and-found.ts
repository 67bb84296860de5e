import type { RawRow } from '../sqlite/page-file.js'
import type { Connection } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'

/**
 * Rows that no table can be named for, word for word, as `sqlite3 .recover` keeps them: where they lay, and their cells
 * in order. The migration carries this table like any other without a place.
 */
export class LostAndFound {
  readonly #db: Connection
  readonly #name: string
  #columns = 0
  #rows = 0
  readonly #pages = new Set<number>()

  /** `taken`: the names of all tables, in lower case. */
  constructor(db: Connection, taken: Set<string>) {
    this.#db = db
    let name = 'lost_and_found'
    for (let number = 1; taken.has(name); number++) name = `lost_and_found_${number}`
    this.#name = name
  }

  add(root: number, { page, rowid, cells }: RawRow): void {
    const table = `main.${quoteName(this.#name)}`
    if (this.#rows === 0) this.#db.exec(`CREATE TABLE ${table} (rootpgno, pgno, nfield, id)`)
    for (; this.#columns < cells.length; this.#columns++)
      this.#db.exec(`ALTER TABLE ${table} ADD COLUMN c${this.#columns}`)
    const names = cells.map((_, index) => `, c${index}`).join('')
    const values = cells.map(() => `, CASE ? WHEN 'text' THEN CAST(? AS TEXT) ELSE ? END`).join('')
    const insert = this.#db.prepare(
      `INSERT INTO ${table} (rootpgno, pgno, nfield, id${names}) VALUES (?, ?, ?, ?${values})`,
    )
    const place = [BigInt(root), BigInt(page), BigInt(cells.length), rowid]
    insert.run(...place, ...cells.flatMap(({ type, value }) => [type, value, value]))
    this.#rows++
    this.#pages.add(page)
  }

  /** What a person is told of it; null when it is empty. */
  get note(): string | null {
    if (this.#rows === 0) return null
    const rows = this.#rows === 1 ? '1 row' : `${this.#rows} rows`
    const pages = this.#pages.size === 1 ? '1 page' : `${this.#pages.size} pages`
    return `${rows} on ${pages} belong to a table that cannot be told for certain; word for word in legacy_${this.#name}.`
  }

  get isEmpty(): boolean {
    return this.#rows === 0
  }
}
