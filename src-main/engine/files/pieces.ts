/** Files of any size, a piece at a time, in memory that does not grow with them. */
import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { breathe } from '../control.js'

/** Bytes of a piece. */
export const pieceBytes = 1 << 20

/** Reads from `position` until the buffer is full or the file ends (a single read may give less); answers the bytes read. */
export async function fill(file: FileHandle, buffer: Buffer, position: number): Promise<number> {
  let filled = 0
  while (filled < buffer.length) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, position + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return filled
}

/**
 * Gives every piece of a file to `each`, while the next one is being read. A piece is only good until `each` has ended.
 * `signal` stops or pauses it between two pieces.
 */
export async function eachPiece(
  file: FileHandle,
  signal: AbortSignal | undefined,
  each: (piece: Buffer, position: number) => Promise<void> | void,
): Promise<void> {
  let [piece, ahead] = [Buffer.allocUnsafe(pieceBytes), Buffer.allocUnsafe(pieceBytes)]
  let bytes = await fill(file, piece, 0)
  for (let position = 0; bytes > 0;) {
    if (signal) await breathe(signal)
    const reading = bytes < pieceBytes ? Promise.resolve(0) : fill(file, ahead, position + bytes)
    // Both are waited for whatever happens: neither may go on once the file is closed.
    const [done, read] = await Promise.allSettled([each(piece.subarray(0, bytes), position), reading])
    if (done.status === 'rejected') throw done.reason
    if (read.status === 'rejected') throw read.reason
    position += bytes
    bytes = read.value
    ;[piece, ahead] = [ahead, piece]
  }
}

/** SHA-256 of a file in hexadecimal. `signal` stops or pauses it between two pieces. */
export async function sha256(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  const file = await open(path, 'r')
  try {
    await eachPiece(file, signal, (piece) => {
      hash.update(piece)
    })
    return hash.digest('hex')
  } finally {
    await file.close()
  }
}
