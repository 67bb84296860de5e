import { closeSync, existsSync, openSync, readSync, rmSync, statSync } from 'node:fs'
import { HiveError } from '../errors.js'
import { faultPoint } from '../faults.js'
import { copyInPieces, largeBytes, type CopyWatch } from '../files/copy-in-pieces.js'
import { copyBytes } from '../files/durable.js'
import { openReadonly } from '../sqlite/open.js'
import { sourceError } from '../sources/inspect.js'

/** What is copied together must be of one moment: this tells whether a file changed between two looks. */
function stamp(path: string): string {
  if (!existsSync(path)) return 'absent'
  const { size, mtimeMs, ino } = statSync(path)
  // The first 100 bytes hold a database's change counter, the first 32 a WAL's salts.
  const head = Buffer.alloc(100)
  const file = openSync(path, 'r')
  try {
    readSync(file, head, 0, 100, 0)
  } finally {
    closeSync(file)
  }
  return `${size} ${mtimeMs} ${ino} ${head.toString('hex')}`
}

/** Of each copy that was made in pieces, the SHA-256 of what was read. */
export type ReadHashes = Map<string, string>

/** `large`: bytes from which a file is copied in pieces. */
export type StableWatch = CopyWatch & { large?: number }

/**
 * Copies a group of files (a database and its side files) that must be of one moment; answers null when they changed
 * during all of three tries. `pairs` are [from, to]; files that do not exist are skipped.
 */
export async function copyStable(
  pairs: [from: string, to: string][],
  watch: StableWatch = {},
): Promise<ReadHashes | null> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const hashes: ReadHashes = new Map()
    const before = pairs.map(([from]) => stamp(from))
    for (const [from, to] of pairs) {
      rmSync(to, { force: true })
      const hash = existsSync(from) ? await copyOne(from, to, watch) : null
      if (hash !== null) hashes.set(to, hash)
      faultPoint('backup:file-copied')
    }
    const after = pairs.map(([from]) => stamp(from))
    if (before.every((value, index) => value === after[index])) return hashes
  }
  return null
}

async function copyOne(from: string, to: string, watch: StableWatch): Promise<string | null> {
  const bytes = statSync(from).size
  if (bytes >= (watch.large ?? largeBytes)) return copyInPieces(from, to, watch)
  copyBytes(from, to)
  watch.onBytes?.(bytes)
  return null
}

/** How a copy was made: byte for byte, or through SQLite, exact in content. */
export type CopyKind = 'copied' | 'online'

/** What became of a group of files. */
export type Copies = { kind: CopyKind; hashes: ReadHashes }

/**
 * Copies a database with its side files as it is at one moment: byte for byte, or through SQLite when another program
 * has it open (`inUse`) or it keeps changing; only the first pair is written then. Throws what `copyOnline` throws.
 */
export async function copyDatabase(
  pairs: [from: string, to: string][],
  inUse: boolean,
  watch: StableWatch = {},
): Promise<Copies> {
  const hashes = inUse ? null : await copyStable(pairs, watch)
  if (hashes) return { kind: 'copied', hashes }
  for (const [, to] of pairs) rmSync(to, { force: true })
  const [main] = pairs
  if (main) await copyOnline(...main)
  return { kind: 'online', hashes: new Map() }
}

/**
 * Copies a database that another program has open, through SQLite's own backup (design 3.2). Opens the original
 * read-only: its side files are there already, because somebody uses them. Throws HM-SOURCE-LOCKED or HM-SOURCE-BUSY.
 */
export async function copyOnline(from: string, to: string): Promise<void> {
  rmSync(to, { force: true })
  try {
    const db = openReadonly(from)
    try {
      // One moment for the whole copy. A lock is an error here; within a backup it would look like an empty database.
      db.exec('BEGIN')
      db.prepare('SELECT count(*) FROM main.sqlite_schema').get()
      faultPoint('backup:online-begun')
      // One step takes all pages: a writer in between would otherwise start the copy over (anchors 0.10).
      await db.backup(to, { progress: () => 0x7fffffff })
    } finally {
      db.close()
    }
  } catch (error) {
    const known = sourceError(from, error)
    if (known instanceof HiveError) throw known
    throw new HiveError('HM-SOURCE-BUSY', `${from} could not be copied while it is in use: ${String(error)}`, {
      cause: error,
    })
  }
}
