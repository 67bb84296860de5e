import Database from 'better-sqlite3'

/**
 * A second comparison that shares no code and no SQL with the first: row by row in JavaScript, over two separate
 * connections, as bytes and type names. For every cell of the old database it looks for a place where it legitimately
 * is: its own column, a recorded repair, the quarantine or a legacy table.
 */
export type IndependentResult = { cells: number; lost: number; surplus: number; first: string | null }

/** Column names that changed on the way (facts 1.7.2, T28). */
const renamed: Record<string, string> = {
  'conversation_topics.confidence': 'weight',
  'knowledge_conversations.id': 'kc_id',
}

type Cell = { type: string; bytes: Buffer | null }
type Row = Map<string, Cell>

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`

/** Compares; both paths are private views. `onRows` may throw to stop. */
export async function compareIndependently(
  oldPath: string,
  newPath: string,
  onRows: (rows: number) => void,
): Promise<IndependentResult> {
  const before = new Database(oldPath, { readonly: true }).defaultSafeIntegers(true)
  const after = new Database(newPath, { readonly: true }).defaultSafeIntegers(true)
  const result: IndependentResult = { cells: 0, lost: 0, surplus: 0, first: null }
  try {
    for (const table of plainTables(before)) {
      await compareTable(before, after, table, result, onRows)
    }
    return result
  } finally {
    before.close()
    after.close()
  }
}

function plainTables(db: Database.Database): string[] {
  const rows = db
    .prepare(`SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'`)
    .pluck()
    .all() as string[]
  return rows.filter((name) => !name.startsWith('sqlite_')).sort()
}

function columnsOf(db: Database.Database, table: string): string[] {
  return db
    .prepare(`SELECT name FROM pragma_table_xinfo(?) WHERE hidden <> 1 ORDER BY cid`)
    .pluck()
    .all(table) as string[]
}

/** What yields a value's type and its bytes; a REAL as it is, because its text would have 15 digits of its 17. */
const typed = (value: string) =>
  `typeof(${value}), CASE typeof(${value}) WHEN 'real' THEN ${value} ELSE CAST(${value} AS BLOB) END`

/** SELECT list that yields, for each column, its type's name and its bytes. */
function asBytes(columns: string[]): string {
  return columns.map((name) => typed(quote(name))).join(', ')
}

/** A cell from what `typed` yields; of a REAL its eight bytes, with one zero, as SQLite has it in a REAL column. */
function toCell(type: unknown, value: unknown): Cell {
  if (typeof value !== 'number') return { type: String(type), bytes: value as Buffer | null }
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(value === 0 ? 0 : value)
  return { type: String(type), bytes }
}

function toRow(columns: string[], values: unknown[], offset: number): Row {
  return new Map(
    columns.map((name, index) => [
      name.toLowerCase(),
      toCell(values[offset + 2 * index], values[offset + 2 * index + 1]),
    ]),
  )
}

async function compareTable(
  before: Database.Database,
  after: Database.Database,
  table: string,
  result: IndependentResult,
  onRows: (rows: number) => void,
): Promise<void> {
  const columns = columnsOf(before, table)
  const count = before
    .prepare(`SELECT count(*) FROM ${quote(table)} NOT INDEXED`)
    .pluck()
    .get() as bigint
  const places = new Places(after, table, columns, count)
  const rowid = rowidOf(before, table, columns)
  const key = columns.find((name) => name.toLowerCase() === 'id') ?? columns[0] ?? 'rowid'
  const keys = keyOrder(before, table)
  const order = rowid ?? (keys.length > 0 ? keys.map((name) => `${quote(name)} COLLATE BINARY`).join(', ') : '1')
  const rows = before.prepare(
    `SELECT ${rowid ?? 'NULL'}, ${asBytes([key])}, ${asBytes(columns)} FROM ${quote(table)} ORDER BY ${order}`,
  )
  let number = 0n
  for (const values of rows.raw().iterate() as IterableIterator<unknown[]>) {
    number++
    const row = toRow(columns, values, 3)
    const id = toCell(values[1], values[2])
    const lost = places.lostCells(row, id, (values[0] as bigint | null) ?? number)
    result.cells += columns.length
    result.lost += lost.length
    if (lost[0] !== undefined) result.first ??= `${table}, row ${labelOf(id)}, column ${lost[0]}`
    if (number % 500n === 0n) {
      onRows(500)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  result.surplus += places.surplus()
}

function labelOf({ type, bytes }: Cell): string {
  if (bytes === null) return 'NULL'
  return type === 'real' ? String(bytes.readDoubleBE(0)) : bytes.toString()
}

function rowidOf(db: Database.Database, table: string, columns: string[]): string | null {
  const taken = columns.map((name) => name.toLowerCase())
  const free = ['rowid', '_rowid_', 'oid'].find((name) => !taken.includes(name))
  const plain = db.prepare(`SELECT wr FROM pragma_table_list(?) WHERE schema = 'main'`).pluck().get(table) === 0n
  if (plain && free) return free
  const keys = db.prepare(`SELECT name, upper(type) AS type FROM pragma_table_xinfo(?) WHERE pk > 0`).all(table)
  const [only] = keys as { name: string; type: string }[]
  return plain && keys.length === 1 && only?.type === 'INTEGER' ? quote(only.name) : null
}

function keyOrder(db: Database.Database, table: string): string[] {
  return db.prepare(`SELECT name FROM pragma_table_xinfo(?) WHERE pk > 0 ORDER BY pk`).pluck().all(table) as string[]
}

/** A row's key as SQLite had it, from its type and bytes: JavaScript's strings would change text that is not UTF-8. */
const keyValue = `CASE @type WHEN 'text' THEN CAST(@bytes AS TEXT) WHEN 'integer' THEN CAST(CAST(@bytes AS TEXT) AS INTEGER)
  WHEN 'real' THEN @real ELSE @bytes END`

/** What `keyValue` is bound to. */
const keyOf = ({ type, bytes }: Cell) => ({
  type,
  bytes,
  real: type === 'real' ? (bytes?.readDoubleBE(0) ?? null) : null,
})

/** Where a table's cells may be in the new database. */
class Places {
  private readonly own: { columns: string[]; find: Database.Statement } | null
  private readonly legacy: { columns: string[]; find: Database.Statement }[]
  private readonly repairs: Database.Statement
  private readonly quarantine: Database.Statement
  private found = 0

  constructor(
    private readonly db: Database.Database,
    private readonly table: string,
    columns: string[],
    rows: bigint,
  ) {
    const there = plainTables(db)
    const same = there.find((name) => name === table.toLowerCase() && !name.startsWith('legacy_'))
    const target = same ? columnsOf(db, same) : []
    const key = renamed[`${table.toLowerCase()}.id`] ?? 'id'
    // A table of that name which is not of the known shape was carried whole: it has no rows of its own there.
    const whole = db
      .prepare(`SELECT max(rows) FROM migration_carried WHERE table_name = ? AND column_name IS NULL`)
      .pluck()
    const isCarried = rows > 0n && whole.get(table) === rows
    const hasKeys = target.includes(key) && columns.some((name) => name.toLowerCase() === 'id')
    const usable = same !== undefined && !isCarried && hasKeys
    this.own = usable
      ? {
          columns: target,
          find: db.prepare(`SELECT ${asBytes(target)} FROM ${quote(same)} WHERE ${quote(key)} = ${keyValue}`).raw(),
        }
      : null
    const carried = db
      .prepare(`SELECT DISTINCT legacy_table FROM migration_carried WHERE table_name = ?`)
      .pluck()
      .all(table) as string[]
    this.legacy = carried.map((name) => {
      const legacyColumns = columnsOf(db, name)
      return {
        columns: legacyColumns,
        find: db
          .prepare(
            `SELECT ${asBytes(legacyColumns)} FROM ${quote(name)} WHERE ${quote(keyOrder(db, name)[0] ?? 'rowid')} = ?`,
          )
          .raw(),
      }
    })
    this.repairs = db
      .prepare(
        `SELECT ${typed('before')} FROM migration_repairs WHERE table_name = @table
           AND row_key IS ${keyValue} AND column_name = @column`,
      )
      .raw()
    this.quarantine = db
      .prepare(
        `SELECT ${typed('value')} FROM migration_quarantine WHERE table_name = ? AND row_key = ? AND column_name = ?`,
      )
      .raw()
  }

  /** Names of the cells of a row that are nowhere. */
  lostCells(row: Row, key: Cell, rowid: bigint): string[] {
    const own = this.own?.find.get(keyOf(key)) as unknown[] | undefined
    const target = own && this.own ? toRow(this.own.columns, own, 0) : null
    if (target) this.found++
    const lost: string[] = []
    for (const [name, cell] of row) {
      const place = target?.get(renamed[`${this.table.toLowerCase()}.${name}`] ?? name)
      if (isSame(place, cell) || this.isRepaired(name, key, cell) || this.isSetAside(name, rowid, cell)) continue
      lost.push(name)
    }
    return lost
  }

  /** Rows of its own table that no old row explains; the app's tables that are filled for every conversation aside. */
  surplus(): number {
    if (!this.own || this.table.toLowerCase() === 'knowledge_conversations') return 0
    const count = this.db
      .prepare(`SELECT count(*) FROM ${quote(this.table.toLowerCase())}`)
      .pluck()
      .get() as bigint
    return Math.max(0, Number(count) - this.found)
  }

  private isRepaired(name: string, key: Cell, cell: Cell): boolean {
    const found = this.repairs.all({ ...keyOf(key), table: this.table, column: name }) as unknown[][]
    return found.some(([type, value]) => isSame(toCell(type, value), cell))
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

function isSame(a: Cell | undefined, b: Cell): boolean {
  if (a?.type !== b.type) return false
  return a.bytes === null || b.bytes === null ? a.bytes === b.bytes : a.bytes.equals(b.bytes)
}
