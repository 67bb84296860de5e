import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { breathe } from '../control.js'

const chunkBytes = 1 << 20

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
    const [left, right] = [Buffer.allocUnsafe(chunkBytes), Buffer.allocUnsafe(chunkBytes)]
    for (let position = 0; ;) {
      await breathe(signal)
      const [read, readOther] = await Promise.all([fill(a, left, position), fill(b, right, position)])
      if (read !== readOther || left.compare(right, 0, read, 0, read) !== 0) return null
      hash.update(left.subarray(0, read))
      if (read < chunkBytes) return hash.digest('hex')
      position += read
    }
  } finally {
    await Promise.all([a.close(), b?.close()])
  }
}

/** Reads until the buffer is full or the file ends: a single read may give less. */
async function fill(file: FileHandle, buffer: Buffer, position: number): Promise<number> {
  let filled = 0
  while (filled < buffer.length) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, position + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return filled
}
