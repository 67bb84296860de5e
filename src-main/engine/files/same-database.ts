import { closeSync, openSync, readSync, statSync } from 'node:fs'

const chunkBytes = 1 << 20

/**
 * The numbers of a database's header that SQLite counts up without a change of content, and sets anew in a copy: [from,
 * to[ in bytes. The change counter; the schema cookie; the counter's twin and the version of SQLite that wrote last.
 */
const counters: readonly [from: number, to: number][] = [
  [24, 28],
  [40, 44],
  [92, 100],
]

/**
 * Whether two databases of one file each, that nobody has open, hold the same page by page. Two that hold the same rows on
 * other pages (after a VACUUM) count as different.
 */
export function holdTheSame(one: string, other: string): boolean {
  const bytes = statSync(one).size
  if (bytes !== statSync(other).size) return false
  const [a, b] = [openSync(one, 'r'), openSync(other, 'r')]
  try {
    const [left, right] = [Buffer.alloc(chunkBytes), Buffer.alloc(chunkBytes)]
    for (let position = 0; position < bytes;) {
      const read = readSync(a, left, 0, chunkBytes, position)
      if (read === 0 || !fill(b, right, read, position)) return false
      if (position === 0) for (const [from, to] of counters) for (const half of [left, right]) half.fill(0, from, to)
      if (left.compare(right, 0, read, 0, read) !== 0) return false
      position += read
    }
    return true
  } finally {
    closeSync(a)
    closeSync(b)
  }
}

/** Reads so many bytes; a single read may give less. */
function fill(file: number, buffer: Buffer, bytes: number, position: number): boolean {
  for (let filled = 0; filled < bytes;) {
    const read = readSync(file, buffer, filled, bytes - filled, position + filled)
    if (read === 0) return false
    filled += read
  }
  return true
}
