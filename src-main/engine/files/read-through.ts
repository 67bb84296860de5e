import { closeSync, openSync, readSync } from 'node:fs'
import { totalmem } from 'node:os'

const pieceBytes = 4 << 20
const probes = 16
/** Milliseconds for a page that is in memory, with room to spare; a disk takes several times as long. */
const inMemoryMs = 0.03

/** Bytes from which it is worth it, and up to which a file stays in memory until it is needed. */
const worthIt = (bytes: number) => bytes >= 32 << 20 && bytes <= totalmem() / 4

/**
 * Has the system read a file of `bytes` bytes into its memory, from its beginning to its end, where it is not there
 * already: what SQLite then reads here and there comes from memory instead of from all over the disk (docs/adr/0011).
 * Blocks as long as that takes. Never throws: whoever needs the file meets the reason himself.
 */
export function readThrough(path: string, bytes: number, isThere = isInMemory): void {
  if (!worthIt(bytes)) return
  try {
    const file = openSync(path, 'r')
    try {
      if (isThere(file, bytes)) return
      const piece = Buffer.allocUnsafe(pieceBytes)
      let position = 0
      for (let read = 1; read > 0; position += read) read = readSync(file, piece, 0, pieceBytes, position)
    } finally {
      closeSync(file)
    }
  } catch {
    // Gone, forbidden or unreadable: SQLite is about to say so, with the code that fits.
  }
}

/** Whether pages from all over a file come as fast as from memory: most of some that lie evenly apart. */
function isInMemory(file: number, bytes: number): boolean {
  const page = Buffer.allocUnsafe(4096)
  const times = Array.from({ length: probes }, (_, index) => {
    const started = performance.now()
    readSync(file, page, 0, page.length, Math.floor((bytes / probes) * index))
    return performance.now() - started
  })
  const fast = times.filter((ms) => ms < inMemoryMs).length
  return fast > probes / 2
}
