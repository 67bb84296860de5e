import { closeSync, openSync, readSync, statSync } from 'node:fs'

/** Nanoseconds within which two writes may leave the same time behind: the coarsest clock of a file system (FAT). */
const clockNs = 2_000_000_000n

/**
 * What tells cheaply that a database has not changed: size, times and the beginnings of its files (a database's change
 * counter, a `-wal`'s salts). The `-shm` says nothing. Null where that cannot be relied on: a file that was written to
 * only just now, or no file; and on Windows, which sets times late. Then its content has to be looked at.
 */
export function databaseStamp(path: string, platform = process.platform, now = Date.now()): string | null {
  if (platform === 'win32') return null
  const stamps = ['', '-wal', '-journal'].map((part) => fileStamp(path + part, BigInt(now) * 1_000_000n))
  return stamps[0] === '' || stamps.includes(null) ? null : stamps.join('\n')
}

/** The same for a place that is looked at again within seconds: what it misses is only what a clock that stands would hide. */
export const quickStamp = (path: string): string => databaseStamp(path, 'linux', Number.MAX_SAFE_INTEGER) ?? ''

/** Empty for a file that is not there, or that holds nothing. */
function fileStamp(path: string, now: bigint): string | null {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false })
  if (!stats || stats.size === 0n) return ''
  const { dev, ino, size, mtimeNs, ctimeNs } = stats
  // Every write moves this time on; the other one moves also when a private view is a link to the file, which ours are.
  if (now - mtimeNs < clockNs) return null
  return [dev, ino, size, mtimeNs, ctimeNs, beginning(path)].join(' ')
}

function beginning(path: string): string {
  const head = Buffer.alloc(100)
  const file = openSync(path, 'r')
  try {
    readSync(file, head, 0, head.length, 0)
  } finally {
    closeSync(file)
  }
  return head.toString('hex')
}
