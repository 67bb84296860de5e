/** Linux's list of every lock and whose it is. */
import { closeSync, openSync, read, readFileSync, readSync } from 'node:fs'
import { promisify } from 'node:util'

const list = '/proc/locks'
const bufferBytes = 64 * 1024
/** Milliseconds for which a list that was read ahead is as good as one of this moment. */
const freshMs = 100

/** The list as it is now; '' on a system without one. */
export function readLocks(): string {
  try {
    return readFileSync(list, 'utf8')
  } catch {
    // A system without that list.
    return ''
  }
}

/**
 * Begins to read the list while this thread does something else: Linux stops every lock for it and waits for all of its
 * processors, which takes it 4 to 20 ms. What is answered gives a function for the list: the one that was read, or a new
 * one where that is over a tenth of a second old. Never rejects.
 */
export async function readLocksAhead(): Promise<() => string> {
  const started = performance.now()
  const locks = await readBeside()
  return () => (locks === null || performance.now() - started > freshMs ? readLocks() : locks)
}

/** Only the first read waits, so that it alone is made in another thread, and at once. Null on a system without the list. */
async function readBeside(): Promise<string | null> {
  let file: number | undefined
  try {
    file = openSync(list, 'r')
    const buffer = Buffer.alloc(bufferBytes)
    const parts: string[] = []
    let { bytesRead } = await promisify(read)(file, buffer, 0, bufferBytes, null)
    while (bytesRead > 0) {
      parts.push(buffer.toString('latin1', 0, bytesRead))
      bytesRead = readSync(file, buffer, 0, bufferBytes, null)
    }
    return parts.join('')
  } catch {
    // It cannot be read ahead: whoever asks for it reads it himself.
    return null
  } finally {
    if (file !== undefined) closeSync(file)
  }
}
