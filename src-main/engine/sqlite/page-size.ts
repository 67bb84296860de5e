import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { cellOffsets, decodeRecord, isTablePage, leafCell, leafTable } from './page-format.js'

const pageSizes = [512, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536]

/** How much of a large file is looked at, in pieces spread over all of it. */
const pieces = 64
const pieceBytes = 1 << 18

/**
 * The size of a file's pages, told by the pages themselves: the one by which most bytes make sense. `claimed`, what a
 * header says, holds unless another size explains far more. Null when nowhere in the file is a page with rows, so that it
 * is no SQLite database, or nothing of one is left.
 */
export function pageSizeByPages(path: string, claimed = 0): number | null {
  const file = openSync(path, 'r')
  try {
    const { size } = fstatSync(file)
    const scores = new Map<number, number>()
    const step = Math.max(pieceBytes, Math.floor(size / pieces / pieceBytes) * pieceBytes)
    const buffer = Buffer.alloc(pieceBytes)
    for (let start = 0; start < size; start += step) {
      const piece = buffer.subarray(0, readSync(file, buffer, 0, pieceBytes, start))
      for (const each of pageSizes) scores.set(each, (scores.get(each) ?? 0) + explained(piece, each))
    }
    const [best] = [...scores].sort((a, b) => b[1] - a[1])
    if (!best || best[1] === 0) return null
    return (scores.get(claimed) ?? 0) * 4 > best[1] ? claimed : best[0]
  } finally {
    closeSync(file)
  }
}

/** Bytes of a piece (whose start is a page's start) that lie in leaf pages whose rows are whole and end with the page. */
function explained(piece: Buffer, size: number): number {
  let bytes = 0
  for (let start = 0; start + size <= piece.length; start += size) {
    if (isTablePage(piece[start] ?? 0) && isWholeLeaf(piece.subarray(start, start + size))) bytes += size
  }
  return bytes
}

/** Cells are filled in from a page's end: the outermost ends exactly there. Removed rows may leave a gap, which is rare. */
function isWholeLeaf(page: Buffer): boolean {
  if (page[0] !== leafTable) return false
  const offsets = cellOffsets(page, 0, page.length)
  if (!offsets || offsets.length === 0) return false
  let outermost = 0
  for (const at of offsets) {
    const cell = leafCell(page, at, page.length)
    if (!cell) return false
    if (cell.local.length === cell.bytes && !decodeRecord(cell.local)) return false
    outermost = Math.max(outermost, cell.end)
  }
  return outermost === page.length
}
