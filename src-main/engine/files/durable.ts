import {
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { faultPoint, fileFault } from '../faults.js'

/** Flushes a file to the disk. */
export function fsyncFile(path: string): void {
  fileFault('fsync', path)
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Flushes a file that may be read-only by now; Windows flushes only what may be written. */
export function flushFile(path: string): void {
  fileFault('fsync', path)
  const file = openSync(path, process.platform === 'win32' ? 'r+' : 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Flushes a folder's entries to the disk, where the system can (Windows cannot). */
export function fsyncFolder(path: string): void {
  if (process.platform === 'win32') return
  fileFault('fsync', path)
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

/**
 * Writes a small file so that a reader sees the old content or the new one, also after a power cut. What a failure leaves
 * of the new one goes.
 */
export function writeDurably(path: string, content: string, mode = 0o600): void {
  const temporary = `${path}.partial`
  try {
    fileFault('write', temporary)
    writeFileSync(temporary, content, { mode })
    faultPoint('durable:partial-written')
    fsyncFile(temporary)
    faultPoint('durable:partial-flushed')
    fileFault('rename', path)
    renameSync(temporary, path)
  } catch (error) {
    removeIfCan(temporary)
    throw error
  }
  faultPoint('durable:renamed')
  fsyncFolder(dirname(path))
}

/** Where even this fails, what made it necessary is the error to be told. */
function removeIfCan(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // As above.
  }
}

/**
 * Appends one line and flushes it: the write-ahead promise of the journal and the audit trail. A line that a crash cut
 * off was never promised to anyone and goes, so that it spoils neither this line nor the chain of hashes.
 */
export function appendDurably(path: string, line: string): void {
  const file = openSync(path, 'a+', 0o600)
  try {
    faultPoint('append:opened')
    fileFault('write', path)
    const { keep, first } = wholeLines(readFileSync(file))
    ftruncateSync(file, keep)
    writeSync(file, `${first}${line}\n`)
    faultPoint('append:written')
    fileFault('fsync', path)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** How many bytes of a file of JSON lines are whole, and what a whole last line lacks (an editor may have taken it). */
function wholeLines(content: Buffer): { keep: number; first: string } {
  const begin = content.lastIndexOf('\n') + 1
  if (begin === content.length) return { keep: begin, first: '' }
  try {
    JSON.parse(content.toString('utf8', begin))
    return { keep: content.length, first: '\n' }
  } catch {
    // Cut off in the middle.
    return { keep: begin, first: '' }
  }
}

/** Copies bytes, as a clone where the file system can (instant on APFS, Btrfs, XFS). Never overwrites. */
export function copyBytes(from: string, to: string): void {
  fileFault('copy', to)
  copyFileSync(from, to, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL)
}

/** Renames over an existing file; on Windows an antivirus may hold it for seconds, so EPERM and EBUSY are retried. */
export async function renameOver(from: string, to: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      fileFault('rename', to)
      renameSync(from, to)
      return
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (attempt >= 20 || (code !== 'EPERM' && code !== 'EBUSY') || process.platform !== 'win32') throw error
      await wait(500)
    }
  }
}
