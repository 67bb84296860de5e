import type { Environment, LookFound, LookMark, LookResults, LookSearchRequest } from '../model/index.js'
import { CellReader, type Row } from './cells.js'
import { markOf, worstOf } from './conversation.js'
import { cursorText, parseCursor, type Cursor } from './cursor.js'
import { hitsOf } from './hits.js'
import { foundInNew, hasWords, queryFor } from './matching.js'
import { withSides, type Open, type OpenSide } from './open.js'
import { findConversation, rowBy, tokenOf } from './rows.js'
import { beginningOf } from './texts.js'
import { wordsOf } from './words.js'

/** Conversations on one page. */
export const pageSize = 50

/** How long one page may search; it then says where to go on. */
const mostMs = 1500

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
    const { sides, runId, undone, databases } = this.#open
    const next = this.#list()
    return { runId, undone, ...sides, databases, found: this.#found, next, searched: this.#searched }
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
        return cursorText({ database: index, from: null })
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
    const query = index === null ? queryFor(this.#reader, side, this.#words) : null
    const onlyHere = index !== null && this.#open.new !== null && this.#words.length === 0
    const inBoth = index === null && this.#only !== undefined
    const and = onlyHere ? 'only here' : inBoth ? 'in both' : null
    const hits = hitsOf(this.#open, this.#reader, side, { query, after, and })
    const byLike = this.#words.length > 0 && query === null
    const known = index !== null && this.#words.length > 0 ? foundInNew(this.#open, this.#reader, this.#words) : null
    const rows: Row[] = []
    let next: string | null = null
    for (const hit of hits) {
      const row = rowBy(side, side.conversations, hit.hm_row)
      if (byLike && index !== null) this.#searched++
      if ((!byLike || hasWords(this.#reader, side, row, this.#words)) && !known?.(row)) rows.push(row)
      if (this.#found.length + rows.length === pageSize || performance.now() > this.#until) {
        // A table without rowids cannot be gone on with; it is small or nobody's.
        if (typeof hit.hm_row === 'bigint')
          next = cursorText({ database: index, from: { row: hit.hm_row, moment: hit.hm_moment } })
        break
      }
    }
    this.#addAll(side, index, rows)
    return next
  }

  /** Texts first, then how each compares: with every old database in its turn, of which one is attached at a time. */
  #addAll(side: OpenSide, index: number | null, rows: Row[]): void {
    const added = rows.map((row) => {
      const text = (name: string) => beginningOf(this.#reader, side, row, name)
      const question = text('question') || text('title')
      const id = tokenOf(side, this.#reader, row)
      return { id, question, answer: text('final_answer'), created: text('created_at') }
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
}
