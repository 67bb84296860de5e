import { codeOf, HiveError } from '../errors.js'
import { flushFile, sha256 } from '../files/durable.js'
import { hashIfSame } from '../files/same-file.js'

/** A copy to be flushed and hashed; `exact`: it must equal the original, which must not have changed meanwhile. */
export type SealOrder = { origin: string; copy: string; exact: boolean }

/**
 * Flushes and hashes copies, and makes sure that each equals its original: the SHA-256 of each, in order. May go on while
 * the copies are read. Throws HM-SOURCE-BUSY.
 */
export async function sealCopies(orders: SealOrder[], { signal }: { signal: AbortSignal }): Promise<string[]> {
  const hashes: string[] = []
  for (const { origin, copy, exact } of orders) {
    flushFile(copy)
    const hash = exact ? await hashIfSame(copy, origin, signal).catch(nullWhenGone) : await sha256(copy, signal)
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
