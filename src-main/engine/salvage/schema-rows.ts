import { openWritable } from '../sqlite/open.js'
import { closeSync, openSync, writeSync } from 'node:fs'
import { children, headerOffset, interiorTable, isIndexPage, isTablePage, leafTable } from '../sqlite/page-format.js'
import type { PageFile, RawRow } from '../sqlite/page-file.js'
import { forgetFreePages } from './header.js'

/** A row of the list of tables, as it lies in the file. */
export type SchemaRow = { type: string; name: string; table: string; root: number; sql: Buffer | null }

const types = new Set(['table', 'index', 'view', 'trigger'])

/**
 * The list of tables and indexes, read from its pages without SQLite; `isWhole` says whether every one of them could be.
 * Where not, rows of it are looked for on all other pages but those in `free`.
 */
export function readSchema(file: PageFile, free: Set<number>): { rows: SchemaRow[]; isWhole: boolean } {
  const { rows, reached, isWhole } = follow(file)
  const all = isWhole ? rows : [...rows, ...elsewhere(file, new Set([...reached, ...free])), ...onFirstPage(file)]
  const found = all.flatMap((row) => schemaRow(row))
  return { rows: isWhole ? found : distinct(file, found), isWhole: isWhole && found.length === all.length }
}

/** The rows that the list itself reaches from the first page. */
function follow(file: PageFile): { rows: RawRow[]; reached: Set<number>; isWhole: boolean } {
  const reached = new Set<number>()
  const rows: RawRow[] = []
  const open = [1]
  let isWhole = true
  for (let page = open.pop(); page !== undefined; page = open.pop()) {
    if (reached.has(page)) continue
    reached.add(page)
    const bytes = file.read(page)
    const kind = bytes[headerOffset(page)] ?? 0
    const below = kind === interiorTable ? children(bytes, headerOffset(page), file.size, file.count) : []
    const here = kind === leafTable ? file.rows(page) : { rows: [], broken: 0 }
    rows.push(...here.rows)
    if (below === null || here.broken > 0 || !isTablePage(kind)) isWhole = false
    open.push(...(below ?? []).reverse())
  }
  return { rows, reached, isWhole }
}

/** Rows of the list on pages that it does not reach any more. */
function elsewhere(file: PageFile, known: Set<number>): RawRow[] {
  const rows: RawRow[] = []
  file.each((page, bytes) => {
    if (page === 1 || known.has(page) || bytes[0] !== leafTable) return
    if (bytes.includes('CREATE ') || bytes.includes('sqlite_autoindex')) rows.push(...file.rows(page).rows)
  })
  return rows
}

/** Rows on the first page, whose directory may be gone: whatever begins like a row there and is one to the byte. */
function onFirstPage(file: PageFile): RawRow[] {
  const bytes = file.read(1)
  const rows: RawRow[] = []
  for (let at = 108; at < file.size - 8; at++) {
    const row = file.row(1, bytes, at)
    if (row && schemaRow(row).length > 0) rows.push(row)
  }
  return rows
}

/** What a row of the list of tables says; empty where the row is none. */
export function schemaRow({ cells }: RawRow): SchemaRow[] {
  const [type, name, table, root, sql] = cells
  if (cells.length !== 5 || type?.type !== 'text' || name?.type !== 'text' || table?.type !== 'text') return []
  if (sql?.type !== 'text' && sql?.type !== 'null') return []
  const word = String(type.value)
  const isRoot = root?.type === 'integer' && (root.value as bigint) >= 0n && (root.value as bigint) < 1n << 31n
  if (!types.has(word) || (!isRoot && root?.type !== 'null')) return []
  if (sql.type === 'text' && !/^CREATE\s/i.test(String(sql.value))) return []
  return [
    {
      ...{ type: word, name: String(name.value), table: String(table.value) },
      ...{ root: isRoot ? Number(root.value) : 0, sql: sql.type === 'text' ? (sql.value as Buffer) : null },
    },
  ]
}

/** What an older time left behind names a page that is something else now, or a name that is there already. */
function distinct(file: PageFile, rows: SchemaRow[]): SchemaRow[] {
  const [names, roots] = [new Set<string>(), new Set<number>()]
  return rows.filter(({ type, name, root }) => {
    const kind = root > 1 && root <= file.count ? (file.read(root)[0] ?? 0) : 0
    const isRight = root === 0 || (type === 'table' ? isTablePage(kind) || isIndexPage(kind) : isIndexPage(kind))
    const isNew = !names.has(name.toLowerCase()) && (root === 0 || !roots.has(root))
    if (!isRight || !isNew) return false
    names.add(name.toLowerCase())
    if (root !== 0) roots.add(root)
    return true
  })
}

/** Writes the list of tables anew into a private copy, on a first page of its own; SQLite itself lays out the rest. */
export function rebuildSchema(path: string, pageSize: number, rows: SchemaRow[]): void {
  forgetFreePages(path, pageSize)
  const empty = Buffer.alloc(pageSize - 100)
  empty[0] = leafTable
  empty.writeUInt16BE(pageSize & 0xffff, 5)
  const file = openSync(path, 'r+')
  try {
    writeSync(file, empty, 0, empty.length, 100)
  } finally {
    closeSync(file)
  }
  const db = openWritable(path)
  try {
    db.unsafeMode(true)
    db.pragma('writable_schema = ON')
    db.pragma('main.journal_mode = MEMORY')
    const insert = db.prepare(
      'INSERT INTO main.sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES (?, ?, ?, ?, CAST(? AS TEXT))',
    )
    const tablesFirst = [...rows].sort((a, b) => Number(a.type !== 'table') - Number(b.type !== 'table'))
    db.transaction(() => {
      for (const { type, name, table, root, sql } of tablesFirst) insert.run(type, name, table, BigInt(root), sql)
    })()
  } finally {
    db.close()
  }
}
