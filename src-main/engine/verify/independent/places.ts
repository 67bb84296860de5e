import type Database from 'better-sqlite3'
import {
  asBytes,
  columnsOf,
  isSame,
  keyOf,
  keyOrder,
  keyValue,
  literal,
  plainTables,
  quote,
  textCell,
  toCell,
  toRow,
  typed,
} from './cells.js'
import type { Cell, Row } from './cells.js'

/** Column names that changed on the way (facts 1.7, T28): `<old table>.<column>` or `<old table>><new table>.<column>`. */
const renamed: Record<string, string> = {
  'conversation_topics.confidence': 'weight',
  'conversation_topics.relevance_score': 'weight',
  'conversations.input_tokens': 'total_tokens_input',
  'conversations.output_tokens': 'total_tokens_output',
  'messages>stage_outputs.stage': 'stage_name',
  'messages>stage_outputs.model_used': 'model',
  'messages>stage_outputs.content': 'full_output',
  'messages>stage_outputs.timestamp': 'created_at',
  'messages>messages.created_at': 'timestamp',
  'conversation_messages>messages.model_name': 'model_used',
  'conversation_messages>messages.created_at': 'timestamp',
  'conversation_messages>stage_outputs.stage': 'stage_name',
  'conversation_messages>stage_outputs.model_name': 'model',
  'conversation_messages>stage_outputs.content': 'full_output',
  'conversation_messages>stage_outputs.latency_ms': 'processing_time_ms',
  'conversations.token_count': 'total_tokens_output',
  'conversations.cost_usd': 'total_cost',
  'unified_conversations.conversation_id': 'id',
  'consensus_profiles.name': 'profile_name',
  'consensus_profiles.generator_model_id': 'generator_model',
  'consensus_profiles.refiner_model_id': 'refiner_model',
  'consensus_profiles.validator_model_id': 'validator_model',
  'consensus_profiles.curator_model_id': 'curator_model',
  'user_profiles.license_tier': 'tier',
  'configuration.is_encrypted': 'encrypted',
}

/** New tables in which rows of an old table may stand besides the one of the same name. */
const alsoIn: Record<string, string[]> = {
  messages: ['stage_outputs'],
  conversation_messages: ['messages', 'stage_outputs'],
  unified_conversations: ['conversations'],
  user_preferences: ['settings'],
  user_profiles: ['users'],
  configuration: ['configurations'],
}

/** Keys that have another name in the new table: old table -> new table -> the old column and the new one. */
const keyed: Record<string, Record<string, [from: string, to: string]>> = {
  unified_conversations: { conversations: ['conversation_id', 'id'] },
}

/** Tables that get more rows than one old table has: they are made for conversations, or come from settings. */
const filledBesides = [
  ...['knowledge_conversations', 'messages', 'conversation_usage', 'consensus_profiles', 'consensus_settings'],
  ...['configurations', 'settings', 'users', 'licenses'],
]

/** A new table in which rows of the old one are looked for: by which old column, and where each cell is then. */
type Own = { table: string; columns: string[]; key: string; find: Database.Statement }

/** Where the cells of one old table may be in the new database. */
export class Places {
  private readonly own: Own[]
  private readonly legacy: { columns: string[]; find: Database.Statement }[]
  private readonly repairs: Database.Statement
  private readonly quarantine: Database.Statement
  private readonly numbers: Database.Statement
  /** A condition that a note is of this database. */
  private readonly of: string
  private found = 0

  constructor(
    private readonly db: Database.Database,
    private readonly table: string,
    private readonly columns: string[],
    { rows, source }: { rows: bigint; source: string | null },
  ) {
    this.of = source === null ? '' : `AND source = ${literal(source)}`
    this.own = this.isCarriedWhole(rows) ? [] : this.ownTables()
    const carried = db
      .prepare(`SELECT DISTINCT legacy_table FROM migration_carried WHERE table_name = ? ${this.of}`)
      .pluck()
      .all(table) as string[]
    this.legacy = carried.map((name) => {
      const legacyColumns = columnsOf(db, name)
      const sql = `SELECT ${asBytes(legacyColumns)} FROM ${quote(name)} WHERE ${quote(keyOrder(db, name)[0] ?? 'rowid')} = ?`
      return { columns: legacyColumns, find: db.prepare(sql).raw() }
    })
    this.repairs = db
      .prepare(
        `SELECT ${typed('before')} FROM migration_repairs WHERE table_name = @table
           AND row_key IS ${keyValue} AND column_name = @column ${this.of}`,
      )
      .raw()
    this.numbers = db
      .prepare(
        `SELECT ${typed('after')} FROM migration_repairs WHERE table_name = @table
           AND row_key IS ${keyValue} AND rule = 'new number' ${this.of}`,
      )
      .raw()
    this.quarantine = db
      .prepare(
        `SELECT ${typed('value')} FROM migration_quarantine WHERE table_name = ? AND row_key = ? AND column_name = ? ${this.of}`,
      )
      .raw()
  }

  /** A table of that name which is not of the known shape was carried whole: it has no rows of its own there. */
  private isCarriedWhole(rows: bigint): boolean {
    const whole = this.db
      .prepare(`SELECT max(rows) FROM migration_carried WHERE table_name = ? AND column_name IS NULL ${this.of}`)
      .pluck()
    return rows > 0n && whole.get(this.table) === rows
  }

  private ownTables(): Own[] {
    const name = this.table.toLowerCase()
    const there = plainTables(this.db)
    return [name, ...(alsoIn[name] ?? [])].flatMap((table) => {
      const columns = there.includes(table) && !table.startsWith('legacy_') ? columnsOf(this.db, table) : []
      const [from, to] = this.keyIn(table)
      const has = this.columns.some((column) => column.toLowerCase() === from)
      if (!has || !columns.includes(to)) return []
      const find = this.db.prepare(`SELECT ${asBytes(columns)} FROM ${quote(table)} WHERE ${quote(to)} = ${keyValue}`)
      return [{ table, columns, key: from, find: find.raw() }]
    })
  }

  /** By which column a row is found again: the number of a row of knowledge is another column, its text none (facts 2.5). */
  private keyIn(table: string): [from: string, to: string] {
    const names = this.columns.map((column) => column.toLowerCase())
    const named = keyed[this.table.toLowerCase()]?.[table]
    if (named) return named
    if (table !== 'knowledge_conversations' || names.includes('kc_id')) {
      const key = names.includes('id') ? 'id' : (names[0] ?? 'id')
      return [key, key]
    }
    return names.includes('last_updated') ? ['conversation_id', 'conversation_id'] : ['id', 'kc_id']
  }

  /** Names of the cells of a row that are nowhere. */
  lostCells(row: Row, key: Cell, rowid: bigint): string[] {
    const name = this.table.toLowerCase()
    // A row without a key was given one that is made of its place.
    const known = key.type === 'null' ? textCell(`row_${this.table}_${rowid}`) : key
    const targets = this.own.flatMap((own) => {
      const by = own.key === 'id' ? this.numberOf(known) : (row.get(own.key) ?? known)
      const values = own.find.get(keyOf(by.type === 'null' ? known : by)) as unknown[] | undefined
      return values ? [{ own, cells: toRow(own.columns, values, 0) }] : []
    })
    if (targets.some(({ own }) => own.table === name)) this.found++
    const keys = this.keysOf(row, known)
    const lost: string[] = []
    for (const [column, cell] of row) {
      const isThere = targets.some(({ own, cells }) => {
        const place = renamed[`${name}>${own.table}.${column}`] ?? renamed[`${name}.${column}`] ?? column
        const moved = own.table === 'knowledge_conversations' && own.key === 'id' && column === 'id' ? 'kc_id' : place
        return isSame(cells.get(moved), cell) || isSame(cells.get(column), cell)
      })
      if (isThere || this.isRepaired(column, keys, cell) || this.isSetAside(column, rowid, cell)) continue
      lost.push(column)
    }
    return lost
  }

  /** Rows of its own table that no old row explains; the app's tables that are filled for every conversation aside. */
  surplus(): number {
    const name = this.table.toLowerCase()
    const own = this.own.find(({ table }) => table === name)
    if (!own || filledBesides.includes(name)) return 0
    const count = this.db
      .prepare(`SELECT count(*) FROM ${quote(name)}`)
      .pluck()
      .get() as bigint
    const madeUp = this.db
      .prepare(`SELECT count(*) FROM migration_repairs WHERE table_name = ? AND rule = 'placeholder'`)
      .pluck()
      .get(name) as bigint
    return Math.max(0, Number(count - madeUp) - this.found)
  }

  private numberOf(key: Cell): Cell {
    const [found] = this.numbers.all({ ...keyOf(key), table: this.table }) as unknown[][]
    return found ? toCell(found[0], found[1]) : key
  }

  /** What a row goes by in its records: its id, or the key of its place where that is another column. */
  private keysOf(row: Row, known: Cell): Cell[] {
    const further = this.own.flatMap(({ key }) => row.get(key) ?? [])
    return [known, ...further.filter((cell) => !isSame(cell, known))]
  }

  private isRepaired(name: string, keys: Cell[], cell: Cell): boolean {
    return keys.some((key) => {
      const found = this.repairs.all({ ...keyOf(key), table: this.table, column: name }) as unknown[][]
      return found.some(([type, value]) => isSame(toCell(type, value), cell))
    })
  }

  private isSetAside(name: string, rowid: bigint, cell: Cell): boolean {
    for (const { columns, find } of this.legacy) {
      const values = find.get(rowid) as unknown[] | undefined
      if (values && isSame(toRow(columns, values, 0).get(name), cell)) return true
    }
    const found = this.quarantine.all(this.table, rowid, name) as unknown[][]
    return found.some(([type, value]) => isSame(toCell(type, value), cell))
  }
}
