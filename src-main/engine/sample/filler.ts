import { setImmediate } from 'node:timers/promises'
import type Database from 'better-sqlite3'
import { conversationRows } from './conversation.js'
import { Random } from './random.js'
import type { Cell, ConversationOptions, Row } from './rows.js'
import { sampleSchema } from './schema.js'
import { Writer } from './text.js'

/** Conversations per transaction; between two, the event loop gets its turn. */
const BATCH = 200

/** Fills a database with conversations; every call goes on where the last one stopped. */
export class SampleFiller {
  readonly #db: Database.Database
  readonly #options: ConversationOptions
  readonly #random: Random
  readonly #writer: Writer
  readonly #ids: string[] = []
  readonly #inserts = new Map<string, Database.Statement<Cell[]>>()

  constructor(db: Database.Database, seed: number, options: ConversationOptions) {
    this.#db = db
    this.#options = options
    this.#random = new Random(seed)
    this.#writer = new Writer(this.#random)
    for (const sql of sampleSchema(options.topicsVariant)) db.exec(sql)
  }

  async add(conversations: number): Promise<void> {
    const addBatch = this.#db.transaction((count: number) => {
      for (let made = 0; made < count; made++) this.#addOne()
    })
    for (let left = conversations; left > 0; left -= BATCH) {
      addBatch(Math.min(left, BATCH))
      await setImmediate()
    }
  }

  #addOne(): void {
    const { id, rows } = conversationRows(this.#ids.length, this.#ids, this.#random, this.#writer, this.#options)
    for (const row of rows) this.#insert(row)
    this.#ids.push(id)
  }

  #insert({ table, cells }: Row): void {
    let insert = this.#inserts.get(table)
    if (!insert) {
      const columns = Object.keys(cells)
      insert = this.#db.prepare(
        `INSERT INTO main.${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      )
      this.#inserts.set(table, insert)
    }
    insert.run(...Object.values(cells))
  }
}
