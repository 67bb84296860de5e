import type { Environment, LookFound, LookMark, LookResults, LookSearchRequest } from '../model/index.js'
import { number } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'
import { CellReader, type Row } from './cells.js'
import { markOf, worstOf } from './conversation.js'
import { withSides, type Open, type OpenSide } from './open.js'
import { columnOf, findConversation, foundSql, qualified, rowBy, setAsideSql, storedIdSql, tokenOf } from './rows.js'
import { textSql } from './texts.js'
import { describeValue, limits, type RawValue } from './value.js'
import { fullTextQuery, likePattern, wordsOf } from './words.js'

/** Conversations on one page. */
export const pageSize = 50

/** How long one page may search; it then says where to go on. */
const mostMs = 1500

/**
 * Up to here a list is sorted by the moment. Above it, rows come from the last written to the first, which costs nothing:
 * in the old database the moment stands behind the texts, and sorting would read them all.
 */
const sorted = { rows: 200_000, bytes: 512 << 20 }

/**
 * `n.<row>.<moment>`, `o<database>.<row>.<moment>`: where a page ended; `o<database>` is before its first row. The new database
 * is listed first, then what is only in an old one, one after the other.
 */
type Cursor = { database: number | null; from: { row: bigint; moment: string | null } | null }

type Hit = { hm_row: bigint | string; hm_moment: string | null }

/**
 * Conversations by words of their question and answer, newest first: by full-text search in the new database, and by
 * LIKE in the old one, for what full-text search has not found. Without words, all of them.
 */
export function lookSearch(environment: Environment, request: LookSearchRequest): LookResults {
  return withSides(environment, request, (open) => new Search(open, request).page())
}

class Search {
  readonly #open: Open
  #reader: CellReader
  readonly #words: string[]
  readonly #after: Cursor | null
  /** The one old database that is asked for. */
  readonly #only: number | undefined
  readonly #until = performance.now() + mostMs
  readonly #found: LookFound[] = []
  #searched = 0

  constructor(open: Open, request: LookSearchRequest) {
    this.#open = open
    this.#reader = new CellReader(open.db)
    this.#words = wordsOf(request.text ?? '')
    this.#after = parseCursor(request.after ?? '')
    this.#only = request.database
  }

  page(): LookResults {
    const { sides, runId, databases } = this.#open
    const next = this.#list()
    return { runId, ...sides, databases, found: this.#found, next, searched: this.#searched }
  }

  /** Lists until the page is full or the time is up; answers where to go on, or null at the end. */
  #list(): string | null {
    const { new: now, databases } = this.#open
    const after = this.#after
    const olds = this.#only === undefined ? databases.map((_, index) => index) : [this.#only]
    if (this.#only !== undefined) this.#turnTo(this.#only)
    if (now && (after === null || after.database === null)) {
      const next = this.#part(now, null, after?.from ?? null)
      if (next !== null) return next
    }
    for (const index of olds) {
      const begun = after?.database ?? -1
      if (index < begun || !this.#turnTo(index)) continue
      if (this.#found.length >= pageSize || (this.#found.length > 0 && performance.now() > this.#until))
        return `o${index}`
      const { old } = this.#open
      const next = old && this.#part(old, index, index === begun ? (after?.from ?? null) : null)
      if (next) return next
    }
    return null
  }

  /** Statements belong to the database that was attached when they were prepared. */
  #turnTo(index: number): boolean {
    const turned = this.#open.turnTo(index) !== null
    this.#reader = new CellReader(this.#open.db)
    return turned
  }

  /** Lists one database; `index` is the old one's number. */
  #part(side: OpenSide, index: number | null, after: Cursor['from']): string | null {
    const query = index === null ? this.#fullText(side) : null
    const hits = this.#hits(side, index, query, after)
    const byLike = this.#words.length > 0 && query === null
    const known = index !== null && this.#words.length > 0 ? this.#foundInNew() : null
    const rows: Row[] = []
    let next: string | null = null
    for (const hit of hits) {
      const row = rowBy(side, side.conversations, hit.hm_row)
      if (byLike && index !== null) this.#searched++
      if ((!byLike || this.#hasWords(side, row)) && !known?.(row)) rows.push(row)
      if (this.#found.length + rows.length === pageSize || performance.now() > this.#until) {
        // A table without rowids cannot be gone on with; it is small or nobody's.
        if (typeof hit.hm_row === 'bigint')
          next = `${index === null ? 'n' : `o${index}`}.${hit.hm_row}.${hit.hm_moment ?? ''}`
        break
      }
    }
    this.#addAll(side, index, rows)
    return next
  }

  #hits(side: OpenSide, index: number | null, query: string | null, after: Cursor['from']): IterableIterator<Hit> {
    const table = side.conversations
    const created = columnOf(table, 'created_at')
    const moment = created && isSorted(this.#open, side) ? `CASE WHEN octet_length(c.${created}) <= 60 THEN lower(hex(CAST(c.${created} AS TEXT))) END` : 'NULL' // prettier-ignore
    const found = foundSql(table, 'c')
    const conditions: string[] = []
    const parameters: unknown[] = []
    if (query !== null) {
      conditions.push(`c.${columnOf(table, 'id')} IN (SELECT conversation_id FROM ${side.alias}.conversations_fts WHERE conversations_fts MATCH ?)`) // prettier-ignore
      parameters.push(query)
    }
    if (index !== null && this.#open.new && this.#words.length === 0) conditions.push(onlyOldSql(this.#open, side))
    if (index === null && this.#only !== undefined) conditions.push(inOldSql(this.#open, side))
    if (after) {
      conditions.push(`(coalesce(hm_moment, ''), hm_row) < (?, ?)`)
      parameters.push(after.moment ?? '', after.row)
    }
    return this.#reader
      .prepare(
        `SELECT ${found} AS hm_row, ${moment} AS hm_moment FROM ${qualified(side, table)} AS c
         ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''} ORDER BY coalesce(hm_moment, '') DESC, hm_row DESC`,
      )
      .iterate(...parameters) as IterableIterator<Hit>
  }

  /** The full-text query, where this database can answer it. */
  #fullText(side: OpenSide): string | null {
    const query = this.#words.length > 0 ? fullTextQuery(this.#words) : null
    if (query === null) return null
    try {
      // Prepared and run once: the table may be missing, or its index out of order.
      this.#reader.prepare(`SELECT 1 FROM ${side.alias}.conversations_fts WHERE conversations_fts MATCH ? LIMIT 1`).get(query) // prettier-ignore
      return query
    } catch {
      // Then every row is read instead.
      return null
    }
  }

  /** Answers whether the new database's search has found the counterpart of an old row, and so listed it. */
  #foundInNew(): ((row: Row) => boolean) | null {
    const { old, new: now } = this.#open
    if (!old || !now) return null
    const query = this.#fullText(now)
    const ids =
      query === null
        ? null
        : new Set(this.#reader.prepare(`SELECT ${exactSql('conversation_id')} FROM now.conversations_fts WHERE conversations_fts MATCH ?`).pluck().all(query)) // prettier-ignore
    return (row) => {
      const { new: there } = findConversation(this.#open, this.#reader, this.#token(old, row)) ?? { new: null }
      if (!there) return false
      if (ids === null) return this.#hasWords(now, there)
      const id = columnOf(now.conversations, 'id')
      const own = this.#reader.prepare(
        `SELECT ${exactSql(`x.${id}`)} FROM ${there.table} AS x WHERE ${there.where('x')}`,
      )
      return ids.has(own.pluck().get(...there.parameters))
    }
  }

  /** Whether every word stands in the question or an answer of a row. */
  #hasWords(side: OpenSide, row: Row): boolean {
    const columns = ['question', 'final_answer', 'source_of_truth', 'title'].flatMap(
      (name) => textSql(side, name) ?? [],
    )
    if (columns.length === 0) return false
    const one = `(${columns.map((column) => `${column} LIKE ? ESCAPE '\\'`).join(' OR ')})`
    const sql = `SELECT 1 FROM ${row.table} AS x WHERE ${row.where('x')} AND ${this.#words.map(() => one).join(' AND ')}`
    const patterns = this.#words.flatMap((word) => columns.map(() => likePattern(word)))
    return this.#reader.prepare(sql).get(...row.parameters, ...patterns) !== undefined
  }

  /** Texts first, then how each compares: with every old database in its turn, of which one is attached at a time. */
  #addAll(side: OpenSide, index: number | null, rows: Row[]): void {
    const added = rows.map((row) => {
      const question = this.#text(side, row, 'question') || this.#text(side, row, 'title')
      const answer = this.#text(side, row, 'final_answer')
      return { id: this.#token(side, row), question, answer, created: this.#text(side, row, 'created_at') }
    })
    const marks = added.map((): LookMark[] => [])
    const held = added.map((): number[] => [])
    const compare = (database: number | null) => {
      for (const [at, { id }] of added.entries()) {
        const found = id === '' ? null : findConversation(this.#open, this.#reader, id)
        if (!found || (database !== null && !found.old)) continue
        if (database !== null) held[at]?.push(database)
        marks[at]?.push(markOf(this.#open, this.#reader, found))
      }
    }
    if (index !== null) compare(index)
    else {
      const readable = this.#open.databases.flatMap(({ state }, number) => (state === 'ready' ? [number] : []))
      for (const database of readable) if (this.#turnTo(database)) compare(database)
      if (this.#only !== undefined) this.#turnTo(this.#only)
      for (const [at, { id }] of added.entries()) {
        if (held[at]?.length !== 0) continue
        const found = id === '' ? null : findConversation(this.#open, this.#reader, id)
        if (found) marks[at]?.push(markOf(this.#open, this.#reader, { old: null, new: found.new }))
      }
    }
    for (const [at, { id, ...texts }] of added.entries()) {
      const [known, databases] = [marks[at] ?? [], held[at] ?? []]
      const mark = known.length === 0 ? 'alone' : worstOf(known)
      this.#found.push({ id: known.length === 0 ? null : id, ...texts, mark, databases })
    }
  }

  #token(side: OpenSide, row: Row): string {
    return tokenOf(side, this.#reader, row)
  }

  /** The beginning of a text of a row; nothing where there is none. */
  #text(side: OpenSide, row: Row, name: string): string {
    const value = textSql(side, name)
    if (value === null) return ''
    const raw = this.#reader
      .prepare(
        `SELECT typeof(${value}) AS type, coalesce(octet_length(${value}), 0) AS bytes,
           CASE typeof(${value}) WHEN 'text' THEN substr(CAST(${value} AS BLOB), 1, ${limits.list}) WHEN 'blob' THEN NULL ELSE ${value} END AS head
         FROM ${row.table} AS x WHERE ${row.where('x')}`,
      )
      .get(...row.parameters) as RawValue | undefined
    if (!raw) return ''
    const { type, excerpt, bytes, cut } = describeValue(raw)
    return type === 'blob' ? `BLOB of ${bytes} bytes` : `${excerpt}${cut ? '…' : ''}`
  }
}

/** A value as a text that tells it from every other, a BLOB included. */
const exactSql = (value: string): string => `typeof(${value}) || hex(${value})`

/** Rows of the new database that the old one has, too. */
function inOldSql(open: Open, side: OpenSide): string {
  const { old } = open
  if (!old) return '0'
  return `EXISTS (SELECT 1 FROM ${qualified(old, old.conversations)} AS o WHERE ${storedIdSql(old, 'o')} = c.${columnOf(side.conversations, 'id')} COLLATE BINARY)`
}

/** Old rows that the new database does not have, or has set aside. */
function onlyOldSql(open: Open, side: OpenSide): string {
  const now = open.new?.conversations
  const there = now
    ? `EXISTS (SELECT 1 FROM now.${quoteName(now.name)} AS n WHERE n.${columnOf(now, 'id')} = ${storedIdSql(side, 'c')} COLLATE BINARY)`
    : '0'
  return `(NOT ${there} OR ${setAsideSql(open, side, 'c')})`
}

function isSorted({ db }: Open, side: OpenSide): boolean {
  const { alias, conversations } = side
  if (conversations.rowid === null) return true
  const pages = number(db, `SELECT page_count FROM pragma_page_count('${alias}')`)
  const size = number(db, `SELECT page_size FROM pragma_page_size('${alias}')`)
  if (alias === 'was') return pages * size <= sorted.bytes
  return number(db, `SELECT count(*) FROM ${qualified(side, conversations)}`) <= sorted.rows
}

function parseCursor(text: string): Cursor | null {
  const [, part, row, moment] = /^(n|o\d{1,3})(?:\.(-?\d{1,19})\.([0-9a-f]*))?$/.exec(text) ?? []
  if (part === undefined) return null
  const from = row === undefined ? null : { row: BigInt.asIntN(64, BigInt(row)), moment: moment || null }
  return { database: part === 'n' ? null : Number(part.slice(1)), from }
}
