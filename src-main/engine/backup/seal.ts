import { codeOf, HiveError } from '../errors.js'
import { flushFile } from '../files/durable.js'
import { sha256 } from '../files/pieces.js'
import { hashIfSame } from '../files/same-file.js'

/**
 * A copy to be flushed and hashed; `exact`: it must equal the original, which must not have changed meanwhile. `read` is the
 * SHA-256 of what was read of it where that was hashed: then the copy must hold that, and the original is not read again.
 */
export type SealOrder = { origin: string; copy: string; exact: boolean; read: string | null }

/**
 * Flushes and hashes copies, and makes sure that each equals its original: the SHA-256 of each, in order. May go on while
 * the copies are read. Throws HM-SOURCE-BUSY, and HM-BACKUP-DAMAGED for a copy that does not hold what was written to it.
 */
export async function sealCopies(orders: SealOrder[], { signal }: { signal: AbortSignal }): Promise<string[]> {
  const hashes: string[] = []
  for (const { origin, copy, exact, read } of orders) {
    flushFile(copy)
    const compares = exact && read === null
    const hash = compares ? await hashIfSame(copy, origin, signal).catch(nullWhenGone) : await sha256(copy, signal)
    if (read !== null && hash !== read) {
      throw new HiveError('HM-BACKUP-DAMAGED', `${copy} does not hold what was read from ${origin}.`, {
        fix: 'Have the disk checked, then try again.',
      })
    }
    if (hash === null) throw new HiveError('HM-SOURCE-BUSY', `${origin} changed while its copy was checked.`)
    hashes.push(hash)
  }
  return hashes
}

/** An original that is gone since it was copied (a `-wal`, when its last program has ended) has changed, too. */
function nullWhenGone(error: unknown): null {
  if (codeOf(error) === 'ENOENT') return null
  throw error
}
