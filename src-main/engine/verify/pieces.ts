import type { ValidationLevel, VerificationCheck } from '../model/index.js'
import { tablesOf, type Table } from '../sqlite/introspect.js'
import { number, type Connection } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'
import { openLedger, type TableAccount } from './account.js'
import { derivedChecks } from './derived.js'
import { completeCheck, isPlain } from './complete.js'
import { derivedExpectations, placesOf } from './expectations/index.js'
import { knowledgeExpectations } from './expectations/knowledge.js'
import { keptSchema } from './kept-schema.js'
import { depthOf } from './levels.js'
import { placeholdersCheck } from './placeholders.js'
import { rawTable } from './raw.js'
import { settingsWait, type StageToVerify } from './stage.js'
import { madeCheck, madeOf } from './made.js'
import { structureChecks } from './structure.js'
import { verifyTable } from './table.js'
import { nothingMadeUp } from './unsaid.js'

/** What every piece works with: `main` is the new database, `old` the raw source, both read-only. */
export type PieceOrder = {
  db: Connection
  level: ValidationLevel
  /** Real path of the source as the ledger names it; null takes every source's records. */
  source: string | null
  /** An old Hive's file, or the new Hive's own of before, whose rows stay. */
  role: 'old' | 'kept'
  /** Whether the new database's own structure is looked at, too: once for several sources is enough. */
  structure: boolean
  /** What had to be moved, where that is not everything; `prepareStage` was called. */
  stage?: StageToVerify | null
  /** The new app may have written since: rows of conversations that the source does not know are not its business. */
  live: boolean
  /** Of each table, the share of rows to compare; 100 (the default) is every row. */
  samplePercent?: number
  signal: AbortSignal
  onRows: (rows: number) => void
}

/** What came of one piece; `index` is its place among all, for the report. */
export type PieceResult = { index: number; account: TableAccount | null; checks: VerificationCheck[] }

/** A part of the verification that needs no other. `weight` says roughly how long it takes, beside the others. */
type Piece = { weight: number; look(): Promise<Omit<PieceResult, 'index'>> }

/** All pieces in the order of the report. The same files give the same pieces, in every thread. */
function piecesOf(order: PieceOrder): Piece[] {
  const { db, level } = order
  const ledger = openLedger(db, order.source)
  const raw = tablesOf(db, 'old')
  const tables = raw.map((table): Piece => {
    return { weight: weightOf(db, table), look: () => verifyTable(order, ledger, table) }
  })
  const values = depthOf(level).values && order.role === 'old'
  const plain = isPlain(db)
  const derived = (values && plain ? raw : []).flatMap((table): Piece[] => {
    const expectations = derivedExpectations.filter((each) => each.table === table.name.toLowerCase())
    if (expectations.length === 0 || placesOf(table, ledger.tables, 'old').length === 0) return []
    const look = async () => {
      return {
        account: null,
        checks: await derivedChecks(ledger, rawTable(db, table), table, expectations, order.signal),
      }
    }
    // What each expectation asks is a part of the row.
    return [{ weight: (weightOf(db, table) * expectations.length) / 2, look }]
  })
  const made = (values ? raw : []).flatMap((table) =>
    madeOf(table).map((each): Piece => {
      const look = async () => ({ account: null, checks: [await madeCheck(ledger, table, each, order)] })
      return { weight: weightOf(db, table), look }
    }),
  )
  const madeUp = () => nothingMadeUp(db, knowledgeExpectations.tables)
  const waiting = order.stage ? settingsWait(db, order.stage) : null
  // One statement over the whole file each: none of them can be cut in two, so they are begun first.
  const whole = [
    ...(values && !order.live && plain ? [madeUp] : []),
    ...(values && !order.live && order.structure ? [() => placeholdersCheck(db)] : []),
    ...(values && order.structure && !plain ? [() => completeCheck(db)] : []),
    ...(order.role === 'kept' ? [() => keptSchema(db, ledger)] : []),
    ...(waiting === null || !order.structure ? [] : [() => waiting]),
    ...(order.structure ? structureChecks(level) : []).map(
      ({ look }) =>
        () =>
          look(db),
    ),
  ]
  const wholes = whole.map((look): Piece => {
    return { weight: Infinity, look: () => Promise.resolve({ account: null, checks: [look()] }) }
  })
  return [...tables, ...derived, ...made, ...wholes]
}

/** Bytes that are compared in about the time that another value takes. */
const bytesAsOneValue = 150

/** About how long a raw table takes: by its highest rowid, its columns, and the size of its first rows. */
function weightOf(db: Connection, table: Table): number {
  if (table.rowid === null) return 0
  const name = `old.${quoteName(table.name)}`
  // Not all columns of a very wide table: an expression has at most 1,000 parts.
  const length = table.columns
    .slice(0, 100)
    .map((column) => `coalesce(length(${quoteName(column.name)}), 0)`)
    .join(' + ')
  const rows = number(db, `SELECT max(${table.rowid}) FROM ${name}`)
  const bytes = number(db, `SELECT avg(bytes) FROM (SELECT ${length} AS bytes FROM ${name} NOT INDEXED LIMIT 20)`)
  return rows * (table.columns.length + bytes / bytesAsOneValue)
}

/** Whose turn it is, seen by every thread that takes pieces. */
export type Turns = SharedArrayBuffer
export const newTurns = (): Turns => new SharedArrayBuffer(4)

/** Lets nobody take another piece. */
export function endTurns(turns: Turns): void {
  Atomics.store(new Int32Array(turns), 0, 1 << 30)
}

/** Takes one piece after the other, the longest first, until none is left that nobody has taken. */
export async function takePieces(
  order: PieceOrder,
  turns: Turns,
  onCheck: (check: VerificationCheck) => void,
): Promise<PieceResult[]> {
  const pieces = piecesOf(order).map((piece, index) => ({ ...piece, index }))
  const longestFirst = [...pieces].sort((a, b) => (a.weight === b.weight ? 0 : b.weight - a.weight))
  const next = new Int32Array(turns)
  const results: PieceResult[] = []
  for (;;) {
    const piece = longestFirst[Atomics.add(next, 0, 1)]
    if (!piece) return results
    order.signal.throwIfAborted()
    const result = await piece.look()
    results.push({ index: piece.index, ...result })
    for (const check of result.checks) onCheck(check)
  }
}
