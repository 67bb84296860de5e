import { closeSync, openSync, readSync, statSync } from 'node:fs'

const headerBytes = 32
const frameHeaderBytes = 24

/**
 * Pages in a `-wal` that SQLite does not read although they were committed: those behind a damaged place, or all behind a
 * damaged header. SQLite passes over them in silence, and so does the old Hive. Zero for a sound `-wal`, whose end may
 * hold pages of an older round or of a change that was cut off.
 */
export function unreadPages(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats?.isFile() || stats.size <= headerBytes) return 0
  const file = openSync(path, 'r')
  try {
    const header = Buffer.alloc(headerBytes)
    readSync(file, header, 0, headerBytes, 0)
    const pageSize = header.readUInt32BE(8)
    const [first, second] = checksum(header, 0, 24, isBig(header), [0, 0])
    const isSound = first === header.readUInt32BE(24) && second === header.readUInt32BE(28) && isPageSize(pageSize)
    if (!isSound) return Math.ceil((stats.size - headerBytes) / (frameHeaderBytes + 4096))
    return unreadFrames(file, stats.size, header, pageSize)
  } finally {
    closeSync(file)
  }
}

const isPageSize = (bytes: number) => bytes >= 512 && bytes <= 65_536 && (bytes & (bytes - 1)) === 0

/** Frame by frame: a `-wal` that nobody folds grows to gigabytes, which must not be in memory at once. */
function unreadFrames(file: number, size: number, header: Buffer, pageSize: number): number {
  const frame = Buffer.alloc(frameHeaderBytes + pageSize)
  const [big, salt] = [isBig(header), header.subarray(16, 24)]
  let sums = checksum(header, 0, 24, big, [0, 0])
  let valid = true
  let [pending, unread] = [0, 0]
  for (let at = headerBytes; at + frame.length <= size; at += frame.length) {
    // Behind a damaged place only the heads say something.
    readSync(file, frame, 0, valid ? frame.length : frameHeaderBytes, at)
    if (!frame.subarray(8, 16).equals(salt)) {
      // Another round's page ends what SQLite reads; a page with our salt behind it makes it a damaged one.
      valid = false
      pending++
      continue
    }
    if (valid) {
      sums = checksum(frame, 0, 8, big, sums)
      sums = checksum(frame, frameHeaderBytes, frame.length, big, sums)
      valid = sums[0] === frame.readUInt32BE(16) && sums[1] === frame.readUInt32BE(20)
      if (valid) continue
    }
    pending++
    // A page that ends a change: everything up to here was committed.
    if (frame.readUInt32BE(4) !== 0) [unread, pending] = [unread + pending, 0]
  }
  return unread
}

/** Which byte order the checksums are in. */
const isBig = (header: Buffer) => (header.readUInt32BE(0) & 1) === 1

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
