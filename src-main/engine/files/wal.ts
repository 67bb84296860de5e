import { existsSync, readFileSync, statSync } from 'node:fs'

const headerBytes = 32
const frameHeaderBytes = 24

/**
 * Pages in a `-wal` that SQLite does not read although they were committed: those behind a damaged place, or all behind a
 * damaged header. SQLite passes over them in silence, and so does the old Hive. Zero for a sound `-wal`, whose end may
 * hold pages of an older round or of a change that was cut off.
 */
export function unreadPages(path: string): number {
  if (!existsSync(path) || !statSync(path).isFile()) return 0
  const bytes = readFileSync(path)
  if (bytes.length <= headerBytes) return 0
  const pageSize = bytes.readUInt32BE(8)
  const big = (bytes.readUInt32BE(0) & 1) === 1
  let sums = checksum(bytes, 0, 24, big, [0, 0])
  const isSound = sums[0] === bytes.readUInt32BE(24) && sums[1] === bytes.readUInt32BE(28)
  if (!isSound) return Math.ceil((bytes.length - headerBytes) / (frameHeaderBytes + 4096))
  const frame = frameHeaderBytes + pageSize
  const salt = bytes.subarray(16, 24)
  let valid = true
  let [pending, unread] = [0, 0]
  for (let at = headerBytes; at + frame <= bytes.length; at += frame) {
    if (!bytes.subarray(at + 8, at + 16).equals(salt)) {
      // Another round's page ends what SQLite reads; a page with our salt behind it makes it a damaged one.
      valid = false
      pending++
      continue
    }
    if (valid) {
      sums = checksum(bytes, at, at + 8, big, sums)
      sums = checksum(bytes, at + frameHeaderBytes, at + frame, big, sums)
      valid = sums[0] === bytes.readUInt32BE(at + 16) && sums[1] === bytes.readUInt32BE(at + 20)
      if (valid) continue
    }
    pending++
    // A page that ends a change: everything up to here was committed.
    if (bytes.readUInt32BE(at + 4) !== 0) [unread, pending] = [unread + pending, 0]
  }
  return unread
}

type Sums = [number, number]

/** SQLite's own running checksum of a `-wal`, over pairs of 32-bit words. */
function checksum(bytes: Buffer, start: number, end: number, big: boolean, [first, second]: Sums): Sums {
  let [a, b] = [first, second]
  for (let at = start; at < end; at += 8) {
    a = (a + (big ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)) + b) >>> 0
    b = (b + (big ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)) + a) >>> 0
  }
  return [a, b]
}

/** What a person is told of them; null when there is nothing to tell. */
export function walWarning(path: string, named = path): string | null {
  const pages = unreadPages(path)
  if (pages === 0) return null
  return `${named} is damaged: SQLite, and so the old Hive, does not read its last ${pages} pages. Changes shortly before the damage may be missing.`
}
