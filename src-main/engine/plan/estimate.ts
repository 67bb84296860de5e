/**
 * How large the new database becomes for each byte of a knowledge database (S-B): question and answer are kept for the
 * readers of three programs, and searched. Measured on generated installs of 5 MB to 300 MB.
 */
const growth = 3.0

/** Bytes needed on the target's volume, with room for the sorter's temporary files. */
export function targetBytes(sourceBytes: number): number {
  return Math.ceil(sourceBytes * growth * 1.1) + (4 << 20)
}

/** Bytes needed for the backup and its folded copy. */
export function backupBytes(sourceBytes: number, replacedBytes: number): number {
  return 2 * sourceBytes + replacedBytes + (1 << 20)
}

/** Seconds of the whole run as an honest range: between a fast disk and a slow, busy one (bytes of source a second). */
export function seconds(sourceBytes: number): { low: number; high: number } {
  return { low: Math.max(1, Math.floor(sourceBytes / 60e6)), high: Math.max(3, Math.ceil(sourceBytes / 12e6) + 2) }
}
