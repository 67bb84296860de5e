import { createHash } from 'node:crypto'
import { constants, copyFileSync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { codeOf } from '../errors.js'
import { fileFault } from '../faults.js'
import { eachPiece } from './pieces.js'

/**
 * Bytes from which a file is copied in pieces: on a slow disk that takes seconds, which a person sees go by. Below, one
 * step of the system is faster; above, reading the original once is (docs/adr/0011).
 */
export const largeBytes = 256 << 20

/** How a copy hears the wish to stop or to pause, and tells how far it is. */
export type CopyWatch = { signal?: AbortSignal; onBytes?: (bytes: number) => void }

/**
 * Copies a large file, as a clone where the file system can, else in pieces: it can be paused and cancelled, and what was
 * read is hashed on the way, so that nothing of the original is read again. Answers that SHA-256; null for a clone. Never
 * overwrites. What a failure leaves is the caller's to remove.
 */
export async function copyInPieces(from: string, to: string, watch: CopyWatch = {}): Promise<string | null> {
  fileFault('copy', to)
  if (cloned(from, to)) return null
  const source = await open(from, 'r')
  let target: FileHandle | undefined
  try {
    target = await open(to, 'wx', 0o600)
    return await pump(source, target, watch)
  } finally {
    await Promise.all([source.close(), target?.close()])
  }
}

function cloned(from: string, to: string): boolean {
  try {
    copyFileSync(from, to, constants.COPYFILE_FICLONE_FORCE | constants.COPYFILE_EXCL)
    return true
  } catch (error) {
    // Each system says in its own way that it has no clones; another reason will show when the file is read or written.
    if (codeOf(error) === 'EEXIST') throw error
    return false
  }
}

function pump(source: FileHandle, target: FileHandle, { signal, onBytes }: CopyWatch): Promise<string> {
  const hash = createHash('sha256')
  const copied = eachPiece(source, signal, async (piece, position) => {
    const writing = writeAll(target, piece, position)
    hash.update(piece)
    await writing
    onBytes?.(piece.length)
  })
  return copied.then(() => hash.digest('hex'))
}

/** A single write may take less than it is given. */
async function writeAll(file: FileHandle, piece: Buffer, position: number): Promise<void> {
  for (let done = 0; done < piece.length;) {
    done += (await file.write(piece, done, piece.length - done, position + done)).bytesWritten
  }
}
