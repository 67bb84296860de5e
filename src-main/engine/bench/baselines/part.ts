import { number, type Connection } from '../../sqlite/open.js'
import { quoteName } from '../../sqlite/quote.js'
import type { Move } from './moves.js'

/** `parents` holds the keys of the chosen rows of every table that goes where the link points. */
type Link = { sql: string; parents: string }

/**
 * The first conversations of a source and everything that hangs on them, chosen in rounds: rows whose parents are not yet
 * chosen wait, so that foreign keys hold at every moment. Kept in temp tables of the source's connection.
 */
export class Part {
  readonly conversations: number
  /** Rows of all tables that have a place. */
  readonly rows: number
  readonly #db: Connection
  readonly #moves: Move[]
  readonly #links: Map<Move, Link[]>
  /** By move: several tables may go to one place, and one table to several. */
  readonly #chosen: Map<Move, string>
  #round = 0

  private constructor(db: Connection, target: Connection, moves: Move[], conversations: Move) {
    this.#db = db
    this.#moves = moves
    this.conversations = number(db, `SELECT count(*) FROM ${conversations.from} AS s WHERE ${conversations.where}`)
    this.rows = moves.reduce(
      (sum, { from, where }) => sum + number(db, `SELECT count(*) FROM ${from} AS s WHERE ${where}`),
      0,
    )
    this.#chosen = new Map(moves.map((move, index) => [move, `part_${index}`]))
    this.#links = new Map(moves.map((move) => [move, linksOf(target, move, this.#chosen)]))
    for (const name of this.#chosen.values()) {
      db.exec(`CREATE TEMP TABLE ${name} (rid INTEGER PRIMARY KEY, key, round INTEGER)`)
      db.exec(`CREATE INDEX temp.${name}_key ON ${name} (key)`)
    }
  }

  /** Null when the source has no conversations: then nothing less than all of it is a part. */
  static of(db: Connection, target: Connection, moves: Move[]): Part | null {
    const conversations = moves.find((move) => move.conversations)
    return conversations ? new Part(db, target, moves, conversations) : null
  }

  /** Chooses so many further conversations, and what then has all of its parents. */
  choose(conversations: number): void {
    this.#round += 1
    for (const move of this.#moves) {
      const links = this.#links.get(move) ?? []
      const whole = links.map(({ sql, parents }) => `(${sql} IS NULL OR ${sql} IN (${parents}))`)
      const limit = move.conversations ? `ORDER BY s.${move.rowid} LIMIT ${conversations}` : ''
      const chosen = this.#chosen.get(move)
      this.#db.exec(`INSERT INTO temp.${chosen} SELECT s.${move.rowid}, s.${quoteName(move.key)}, ${this.#round}
        FROM ${move.from} AS s WHERE ${[move.where, ...whole].join(' AND ')}
        AND s.${move.rowid} NOT IN (SELECT rid FROM temp.${chosen}) ${limit}`)
    }
  }

  /** A condition on `s`: chosen in the latest round. */
  condition(move: Move): string {
    return `s.${move.rowid} IN (SELECT rid FROM temp.${this.#chosen.get(move)} WHERE round = ${this.#round})`
  }
}

/** What a row refers to, by the target's own foreign keys. */
function linksOf(target: Connection, move: Move, chosen: Map<Move, string>): Link[] {
  const keys = target.pragma(`main.foreign_key_list(${move.target})`) as { table: string; from: string }[]
  return keys.flatMap(({ table, from }) => {
    const parents = [...chosen].filter(([each]) => each.target === table && each.target !== move.target)
    const column = move.columns.find(({ to }) => to === from)
    const keys = parents.map(([, name]) => `SELECT key FROM temp.${name}`).join(' UNION ALL ')
    return keys && column ? [{ sql: column.sql, parents: keys }] : []
  })
}
