/**
 * SQLite's file format, read byte by byte (sqlite.org/fileformat2.html): what is left to go by where SQLite itself refuses
 * a damaged file. Nothing here trusts a byte: whatever is not exactly as it must be is answered with null.
 */

/** A cell with its type; a text's bytes as they are, an integer as bigint. */
export type RawCell = { type: 'null' | 'integer' | 'real' | 'text' | 'blob'; value: null | bigint | number | Buffer }

/** Where a page's own header begins: behind the file's in the first page. */
export const headerOffset = (page: number): number => (page === 1 ? 100 : 0)

/** What the first byte of a page's header says it is. */
export const leafTable = 13
export const interiorTable = 5
const leafIndex = 10
const interiorIndex = 2

/** Whether such a page holds rows of a table, or leads to those that do. */
export const isTablePage = (kind: number): boolean => kind === leafTable || kind === interiorTable

/** The same of an index, or of a table WITHOUT ROWID. */
export const isIndexPage = (kind: number): boolean => kind === interiorIndex || kind === leafIndex

/** A cell of a leaf page of a table, still in pieces: what lies on the page, and where the rest begins. */
export type LeafCell = { rowid: bigint; bytes: number; local: Buffer; overflow: number; end: number }

/** A variable-length integer of 1 to 9 bytes, or null where it leaves the buffer. */
function varint(bytes: Buffer, at: number): { value: bigint; next: number } | null {
  let value = 0n
  for (let index = 0; index < 9; index++) {
    const byte = bytes[at + index]
    if (byte === undefined) return null
    if (index === 8) return { value: BigInt.asIntN(64, (value << 8n) | BigInt(byte)), next: at + 9 }
    value = (value << 7n) | BigInt(byte & 0x7f)
    if (byte < 0x80) return { value, next: at + index + 1 }
  }
  return null
}

/** How many bytes of a table's record lie on the leaf page itself, in pages of `usable` bytes. */
function localBytes(bytes: number, usable: number): number {
  if (bytes <= usable - 35) return bytes
  const least = Math.floor(((usable - 12) * 32) / 255) - 23
  const filled = least + ((bytes - least) % (usable - 4))
  return filled <= usable - 35 ? filled : least
}

/** The offsets of a page's cells, or null when its header says something impossible. */
export function cellOffsets(page: Buffer, header: number, usable: number): number[] | null {
  const kind = page[header] ?? 0
  const head = header + (kind === interiorTable || kind === interiorIndex ? 12 : 8)
  const count = page.readUInt16BE(header + 3)
  if (head + 2 * count > usable) return null
  return Array.from({ length: count }, (_, index) => page.readUInt16BE(head + 2 * index))
}

/** The cell of a leaf page at an offset, or null where there can be none. */
export function leafCell(page: Buffer, at: number, usable: number): LeafCell | null {
  const size = varint(page, at)
  const rowid = size && varint(page, size.next)
  if (!rowid || at < 8 || size.value < 2n || size.value > 0x7fff_ff00n) return null
  const bytes = Number(size.value)
  const local = localBytes(bytes, usable)
  const end = rowid.next + local + (local < bytes ? 4 : 0)
  if (end > usable) return null
  const overflow = local < bytes ? page.readUInt32BE(rowid.next + local) : 0
  return { rowid: rowid.value, bytes, local: page.subarray(rowid.next, rowid.next + local), overflow, end }
}

/** The children of an interior page of a table in order, or null when it is none that could be right. */
export function children(page: Buffer, header: number, usable: number, pages: number): number[] | null {
  const offsets = cellOffsets(page, header, usable)
  if (!offsets || offsets.some((at) => at < header + 12 || at + 5 > usable)) return null
  const found = [...offsets.map((at) => page.readUInt32BE(at)), page.readUInt32BE(header + 8)]
  const isPossible = found.every((child) => child >= 2 && child <= pages) && new Set(found).size === found.length
  return isPossible ? found : null
}

/** The sizes of the serial types 0 to 9; 10 and 11 are not in use. */
const sizes = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0]

/** A whole record's cells, or null when its header and its length do not agree to the byte. */
export function decodeRecord(record: Buffer): RawCell[] | null {
  const head = varint(record, 0)
  if (!head || head.value < 2n || head.value > BigInt(record.length)) return null
  const body = Number(head.value)
  const types: number[] = []
  for (let at = head.next; at < body;) {
    const type = varint(record, at)
    if (!type || type.next > body || type.value < 0n || type.value === 10n || type.value === 11n) return null
    if (type.value > 0x7fff_ffffn) return null
    types.push(Number(type.value))
    at = type.next
  }
  const lengths = types.map((type) => (type < 12 ? (sizes[type] ?? 0) : Math.floor((type - 12) / 2)))
  if (body + lengths.reduce((sum, length) => sum + length, 0) !== record.length) return null
  let at = body
  return types.map((type, index) => {
    const start = at
    at += lengths[index] ?? 0
    return decodeCell(type, record.subarray(start, at))
  })
}

function decodeCell(type: number, bytes: Buffer): RawCell {
  if (type === 0) return { type: 'null', value: null }
  if (type === 7) return { type: 'real', value: bytes.readDoubleBE(0) }
  if (type === 8 || type === 9) return { type: 'integer', value: BigInt(type - 8) }
  if (type >= 12) return { type: type % 2 === 0 ? 'blob' : 'text', value: bytes }
  const value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  return { type: 'integer', value: BigInt.asIntN(8 * bytes.length, value) }
}
