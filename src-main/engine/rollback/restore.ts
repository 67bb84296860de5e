import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync, utimesSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { foldInPlace } from '../backup/fold.js'
import { filesFolder, type BackupFile, type Manifest } from '../backup/manifest.js'
import { HiveError } from '../errors.js'
import { faultPoint, fileFault } from '../faults.js'
import { fsyncFile, fsyncFolder, renameOver } from '../files/durable.js'
import { sha256 } from '../files/pieces.js'
import { isSideFile, sideSuffixes } from '../files/paths.js'
import { removeEmpty } from '../files/remove-empty.js'

export type Restored = { restored: string[]; removed: string[]; kept: string[] }

/**
 * Puts back exactly what a backup holds: the bytes, modes and times of every file that the run replaced, nothing where
 * nothing was, and no folder that was not there. Files that the run did not touch go back only when they are missing.
 * Every file is complete beside its place before the first one is removed; running it again finishes what is left.
 *
 * A database with rows in its `-wal` cannot come back by one rename. So that it is whole at every moment, it first comes
 * back as one folded file; then its `-wal`, which says the same once more; then its own bytes (traps, Files). One that is
 * so damaged that SQLite cannot fold it comes back before its side files: they must not lie beside another database.
 */
export async function restore(backup: string, manifest: Manifest, runId: string): Promise<Restored> {
  const files = manifest.files.filter((file) => file.replaced || (file.state !== 'absent' && !existsSync(file.origin)))
  const present = files.filter((file) => file.state !== 'absent')
  const staged = (file: BackupFile) => `${file.origin}.restoring-${runId}`
  for (const file of present) await stage(join(filesFolder(backup), file.file), staged(file), file)
  const whole = await stageWhole(backup, present, staged)
  faultPoint('restore:staged')

  const removed: string[] = []
  // Side files first: beside another file's `-wal` a database shows the wrong tables. What they hold is folded before.
  const sides = files.filter((file) => isSideFile(file.origin))
  for (const file of files) if (file.role !== 'config' && file.role !== 'config-target') foldCurrent(file.origin)
  for (const file of [...sides, ...files.filter((each) => each.state === 'absent' && !isSideFile(each.origin))]) {
    if (!existsSync(file.origin)) continue
    rmSync(file.origin, { force: true })
    faultPoint('restore:file-removed')
    if (file.state === 'absent') removed.push(file.origin)
  }
  faultPoint('restore:removed')
  for (const { from, to } of whole) await renameOver(from, to)
  faultPoint('restore:whole')
  const folded = new Set(whole.map(({ to }) => to))
  for (const file of [...present].sort((a, b) => turn(a, folded) - turn(b, folded))) {
    faultPoint('restore:before-rename')
    await renameOver(staged(file), file.origin)
    faultPoint('restore:file-renamed')
  }
  faultPoint('restore:renamed')
  for (const folder of new Set(files.map((file) => dirname(file.origin)))) if (existsSync(folder)) fsyncFolder(folder)
  faultPoint('restore:folders-flushed')
  const { gone, kept } = removeFolders(manifest.absentFolders)
  await verifyRestored(present)
  faultPoint('restore:verified')
  return { restored: present.map((file) => file.origin), removed: [...removed, ...gone], kept }
}

/** Copies a file beside its place; what is not what was backed up never gets there. */
async function stage(copy: string, to: string, file: BackupFile): Promise<void> {
  faultPoint('restore:before-stage')
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 })
  rmSync(to, { force: true })
  fileFault('copy', to)
  copyFileSync(copy, to)
  faultPoint('restore:file-copied')
  if ((await sha256(to)) !== file.sha256) {
    rmSync(to)
    throw new HiveError('HM-BACKUP-DAMAGED', `${file.file} is not what was backed up.`)
  }
  chmodSync(to, 0o600)
  fsyncFile(to)
  utimesSync(to, new Date(), new Date(file.mtimeMs))
  chmodSync(to, file.mode)
  faultPoint('restore:file-staged')
}

/** Stages databases that come with a `-wal` or `-journal` once more, as one file that holds everything. */
async function stageWhole(
  backup: string,
  present: BackupFile[],
  staged: (file: BackupFile) => string,
): Promise<{ from: string; to: string }[]> {
  const whole: { from: string; to: string }[] = []
  for (const file of present) {
    const filled = present.filter(({ origin, bytes }) => {
      return bytes > 0 && (origin === `${file.origin}-wal` || origin === `${file.origin}-journal`)
    })
    if (filled.length === 0) continue
    const from = staged({ ...file, origin: `${file.origin}.whole` })
    for (const suffix of ['', ...sideSuffixes]) rmSync(from + suffix, { force: true })
    for (const part of [file, ...filled]) {
      const copy = from + part.origin.slice(file.origin.length)
      await stage(join(filesFolder(backup), part.file), copy, { ...part, mode: 0o600 })
    }
    if (isFolded(from)) whole.push({ from, to: file.origin })
    else for (const suffix of ['', ...sideSuffixes]) rmSync(from + suffix, { force: true })
  }
  return whole
}

function isFolded(path: string): boolean {
  try {
    foldInPlace(path)
    return true
  } catch (error) {
    if (error instanceof HiveError) return false
    throw error
  }
}

/** Makes what is taken out one file; where that fails it is no database any more, and its bytes are kept as they are. */
function foldCurrent(path: string): void {
  if (isSideFile(path) || !existsSync(path) || !sideSuffixes.some((suffix) => existsSync(path + suffix))) return
  try {
    foldInPlace(path)
  } catch {
    // It goes all the same.
  }
}

/** The order in which files come back: `-wal` and `-journal` beside the whole file, its own bytes, then the rest. */
function turn({ origin }: BackupFile, folded: Set<string>): number {
  if (origin.endsWith('-shm')) return 3
  if (!isSideFile(origin)) return 1
  return folded.has(origin.replace(/-(wal|journal)$/, '')) ? 0 : 2
}

/** Folders that the run made go again, unless something of somebody else's lies in them or has them open. */
function removeFolders(folders: string[]): { gone: string[]; kept: string[] } {
  const gone: string[] = []
  const kept: string[] = []
  for (const folder of [...folders].sort((a, b) => b.length - a.length)) {
    if (!existsSync(folder)) continue
    if (removeEmpty(folder)) {
      faultPoint('restore:folder-removed')
      gone.push(folder)
    } else kept.push(folder)
  }
  return { gone, kept }
}

async function verifyRestored(files: BackupFile[]): Promise<void> {
  for (const file of files) {
    if ((await sha256(file.origin)) === file.sha256) continue
    throw new HiveError('HM-BACKUP-DAMAGED', `${file.origin} is not what the backup holds.`)
  }
}
