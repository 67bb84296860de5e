import { chmodSync, existsSync, linkSync, rmSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { copyBytes } from './durable.js'
import { makePrivateFolder } from './private-folder.js'

/** A way to read a database without touching it: a private folder that is removed by `close`. */
export type PrivateView = {
  /** Open this one, read-only, and never the original. */
  path: string
  close(): void
}

/**
 * Makes a private view of a database: a hard link to it with a copy of its `-wal`, which SQLite reads without leaving a
 * byte beside the original (traps, Files). Where a link is impossible (another volume), or a hot `-journal` must be
 * rolled back first, it is a full copy. The caller opens it read-only, except that a copy with a journal is opened
 * once by SQLite itself to roll back.
 */
export function privateView(database: string, tmpdir: string): PrivateView {
  const folder = makePrivateFolder(tmpdir, 'view')
  const path = join(folder, basename(database))
  const close = () => {
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const journal = `${database}-journal`
    const hot = existsSync(journal) && statSync(journal).size > 0
    if (hot) {
      for (const suffix of ['', '-journal']) {
        copyBytes(database + suffix, path + suffix)
        chmodSync(path + suffix, 0o600)
      }
    } else {
      linkOrCopy(database, path)
    }
    const wal = `${database}-wal`
    if (existsSync(wal) && statSync(wal).size > 0) copyBytes(wal, `${path}-wal`)
    return { path, close }
  } catch (error) {
    close()
    throw error
  }
}

/** A hard link where that is possible, else a copy. */
export function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch {
    // Another volume, a file system without links, or a file that is not ours to link: a copy serves as well.
    copyBytes(from, to)
  }
}
