import { chmodSync, closeSync, existsSync, openSync, readSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { copyBytes, fsyncFile } from '../files/durable.js'
import { faultPoint } from '../faults.js'
import { openWritable } from '../sqlite/open.js'
import { sourceError } from '../sources/inspect.js'
import { filesFolder, type BackupFile, type Manifest } from './manifest.js'

/**
 * The file that the copy attaches (design 3.2): the byte copy of the source itself when nothing is left to recover, else
 * a second copy in `work` into which SQLite has recovered the `-wal` or rolled back the `-journal`. The byte copies stay
 * as they are. Running it again (after a crash) starts over. `name` tells the second copies of several sources apart.
 */
export function foldSource(backup: string, manifest: Manifest, source: string, work: string, name = 'folded'): string {
  const find = (path: string) => manifest.files.find((file) => file.origin === path && file.state !== 'absent')
  const main = find(source)
  if (!main) throw new Error(`The backup holds no ${source}`)
  const path = (file: BackupFile) => join(filesFolder(backup), file.file)
  const sides = (['-wal', '-journal'] as const).flatMap((suffix) => {
    const file = find(source + suffix)
    return file && file.bytes > 0 ? [{ suffix, file }] : []
  })
  if (sides.length === 0 && !isWal(path(main))) return path(main)
  faultPoint('fold:begun')
  const folded = join(work, `${name}.db`)
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(folded + suffix, { force: true })
  for (const { suffix, file } of [{ suffix: '', file: main }, ...sides]) {
    copyBytes(path(file), folded + suffix)
    chmodSync(folded + suffix, 0o600)
  }
  faultPoint('fold:copied')
  foldInPlace(folded, source)
  faultPoint('fold:done')
  return folded
}

/**
 * Recovers a database in place and leaves it in rollback-journal mode without side files: one file holds everything.
 * `named` is the path to speak of in errors.
 */
export function foldInPlace(path: string, named = path): void {
  try {
    const db = openWritable(path)
    try {
      db.pragma('main.wal_checkpoint(TRUNCATE)')
      faultPoint('fold:recovered')
      db.pragma('main.journal_mode = DELETE')
      // A read makes SQLite roll a hot journal back even when there was no WAL.
      db.prepare('SELECT count(*) FROM main.sqlite_schema').get()
    } finally {
      db.close()
    }
  } catch (error) {
    throw sourceError(named, error)
  }
  if (existsSync(`${path}-wal`)) throw new Error(`${path}-wal is still there after folding`)
  fsyncFile(path)
}

/** Bytes 18 and 19 of the header are 2 in WAL mode. */
function isWal(path: string): boolean {
  const head = Buffer.alloc(20)
  const file = openSync(path, 'r')
  try {
    readSync(file, head, 0, 20, 0)
  } finally {
    closeSync(file)
  }
  return head[18] === 2 || head[19] === 2
}
