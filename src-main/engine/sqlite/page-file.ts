import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { cellOffsets, decodeRecord, headerOffset, leafCell, type LeafCell, type RawCell } from './page-format.js'

/** A row as it lies on a leaf page; `offset` is where. */
export type RawRow = { page: number; rowid: bigint; cells: RawCell[] }

/** Bytes that are read at a time when all pages are looked at in turn. */
const stretch = 1 << 20

/** The pages of a database file (numbered from 1), read without SQLite. What a cut last page lacks is zeros, as for SQLite. */
export class PageFile {
  readonly size: number
  readonly count: number
  readonly #file: number

  constructor(path: string, size: number) {
    this.#file = openSync(path, 'r')
    this.size = size
    this.count = Math.ceil(fstatSync(this.#file).size / size)
  }

  close(): void {
    closeSync(this.#file)
  }

  /** One page's bytes; zeros where the file ends before it. */
  read(page: number): Buffer {
    const bytes = Buffer.alloc(this.size)
    readSync(this.#file, bytes, 0, this.size, (page - 1) * this.size)
    return bytes
  }

  /** Every page in turn. The buffer is only good until the callback returns. */
  each(onPage: (page: number, bytes: Buffer) => void): void {
    const pages = Math.max(1, Math.floor(stretch / this.size))
    const buffer = Buffer.alloc(pages * this.size)
    for (let first = 1; first <= this.count; first += pages) {
      const read = readSync(this.#file, buffer, 0, buffer.length, (first - 1) * this.size)
      buffer.fill(0, read)
      for (let index = 0; index * this.size < read; index++)
        onPage(first + index, buffer.subarray(index * this.size, (index + 1) * this.size))
    }
  }

  /** The rows of a leaf page that are whole, and how many of its cells are not. */
  rows(page: number): { rows: RawRow[]; broken: number } {
    const bytes = this.read(page)
    const offsets = cellOffsets(bytes, headerOffset(page), this.size)
    if (!offsets) return { rows: [], broken: 0 }
    const rows = offsets.flatMap((at) => {
      const row = this.row(page, bytes, at)
      return row ? [row] : []
    })
    return { rows, broken: offsets.length - rows.length }
  }

  /** The row whose cell begins at an offset of a leaf page, or null when there is none that is whole. */
  row(page: number, bytes: Buffer, at: number): RawRow | null {
    const cell = leafCell(bytes, at, this.size)
    const record = cell && this.#record(cell)
    const cells = record && decodeRecord(record)
    return cells && cells.length > 0 ? { page, rowid: cell.rowid, cells } : null
  }

  /** The page's part of a record with what lies on its overflow pages; null where their chain breaks. */
  #record({ local, bytes, overflow }: LeafCell): Buffer | null {
    if (local.length === bytes) return Buffer.from(local)
    if (bytes > this.count * this.size) return null
    const record = Buffer.alloc(bytes)
    local.copy(record)
    let at = local.length
    for (let page = overflow; at < bytes;) {
      if (page < 2 || page > this.count) return null
      const next = this.read(page)
      at += next.copy(record, at, 4, Math.min(this.size, 4 + bytes - at))
      page = next.readUInt32BE(0)
      if (page === 0 && at < bytes) return null
    }
    return record
  }
}
