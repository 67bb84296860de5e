import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { breathe } from '../control.js'
import { fill, pieceBytes } from './pieces.js'

/**
 * The SHA-256 of two files that hold the same bytes, compared byte by byte: as sure as two hashes, and nearly twice as
 * fast. Null when they differ. `signal` stops or pauses it between two pieces.
 */
export async function hashIfSame(one: string, other: string, signal: AbortSignal): Promise<string | null> {
  const hash = createHash('sha256')
  const a = await open(one, 'r')
  let b: FileHandle | undefined
  try {
    b = await open(other, 'r')
    const [left, right] = [Buffer.allocUnsafe(pieceBytes), Buffer.allocUnsafe(pieceBytes)]
    for (let position = 0; ;) {
      await breathe(signal)
      const [read, readOther] = await Promise.all([fill(a, left, position), fill(b, right, position)])
      if (read !== readOther || left.compare(right, 0, read, 0, read) !== 0) return null
      hash.update(left.subarray(0, read))
      if (read < pieceBytes) return hash.digest('hex')
      position += read
    }
  } finally {
    await Promise.all([a.close(), b?.close()])
  }
}
