/** A copy of a person's install in a private folder: what is measured and tested, so that nothing of theirs is touched. */
import { copyFileSync, constants, existsSync, mkdirSync, readdirSync, statSync, statfsSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { copyOnline, copyStable } from '../../backup/copy-file.js'
import { foldInPlace } from '../../backup/fold.js'
import { HiveError } from '../../errors.js'
import { isInside, sideSuffixes } from '../../files/paths.js'
import type { Environment } from '../../model/index.js'
import { backupBytes, targetBytes } from '../../plan/estimate.js'
import { prepare } from '../../plan/prepare.js'
import { quoteName } from '../../sqlite/quote.js'
import { countTable, openWritable, type Connection } from '../../sqlite/open.js'
import { recognise } from '../../sources/recognise.js'
import { tablesOf } from '../../sqlite/introspect.js'

export type PrivateCopy = {
  /** The home folder that the copy lies in, as the original lies in the user's. */
  home: string
  database: string
  original: { path: string; shape: string; bytes: number; rows: number; conversations: number }
  bytes: number
  rows: number
  conversations: number
  /** Whether the files of the original are as they were before the copy was made. */
  isUntouched(): boolean
}

/**
 * Copies the install that `from` (or detection) names to `<folder>/home`, folded into one file, cut down to the first so
 * many conversations if asked to. Throws HM-SOURCE-…, and HM-DISK-SPACE when `times` migrations of it would not fit.
 */
export async function copyInstall(
  environment: Environment,
  from: string | undefined,
  folder: string,
  limits: { conversations: number; times: number },
): Promise<PrivateCopy> {
  const { source, examined } = prepare(environment, from === undefined ? {} : { from })
  if (!source) throw new HiveError('HM-SOURCE-MISSING', `Looked in ${examined.analysis.looked.join(', ')}.`)
  const { realPath, bytes, path, shape } = source.report
  assertRoom(folder, bytes, limits.times)
  const files = [realPath, ...sideSuffixes.map((suffix) => realPath + suffix), ...examined.configFiles]
  const before = files.map(stampOf)

  const home = join(folder, 'home')
  const database = join(home, '.hive-ai', basename(realPath))
  mkdirSync(dirname(database), { recursive: true, mode: 0o700 })
  const pairs = ['', '-wal', '-journal'].map((suffix): [string, string] => [realPath + suffix, database + suffix])
  if (!(await copyStable(pairs))) await copyOnline(realPath, database)
  foldInPlace(database, realPath)
  for (const config of examined.configFiles) copyConfig(environment, config, home)

  const original = { path, shape, bytes, rows: source.rows, conversations: 0 }
  const db = openWritable(database)
  try {
    original.conversations = conversationsIn(db)
    if (original.conversations > limits.conversations) cutDown(db, limits.conversations)
    return {
      ...{ home, database, original, bytes: statSync(database).size },
      rows: rowsIn(db),
      conversations: conversationsIn(db),
      isUntouched: () => files.every((file, index) => stampOf(file) === before[index]),
    }
  } finally {
    db.close()
  }
}

/** A second copy of a private copy's home; answers its database. */
export function copyHome(copy: PrivateCopy, home: string): string {
  for (const entry of readdirSync(copy.home, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const to = join(home, relative(copy.home, path))
    mkdirSync(dirname(to), { recursive: true, mode: 0o700 })
    copyFileSync(path, to, constants.COPYFILE_FICLONE)
  }
  return join(home, relative(copy.home, copy.database))
}

function copyConfig(environment: Environment, config: string, home: string): void {
  const inside = isInside(config, environment.home)
  const to = join(home, inside ? relative(environment.home, config) : join('.hive', basename(config)))
  if (existsSync(to)) return
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 })
  copyFileSync(config, to)
}

/** The copy itself, and at any one time a migration of it with its backup, on one volume. */
function assertRoom(folder: string, bytes: number, times: number): void {
  const needed = bytes + times * (bytes + backupBytes(bytes, 0) + targetBytes(bytes))
  const { bavail, bsize } = statfsSync(folder)
  const free = bavail * bsize
  if (free >= needed) return
  const megabytes = (value: number) => `${Math.ceil(value / 1e6).toLocaleString('en')} MB`
  throw new HiveError('HM-DISK-SPACE', `${megabytes(needed)} are needed in ${folder}; ${megabytes(free)} are free.`, {
    fix: 'Free some space, or name another temporary folder (TMPDIR).',
  })
}

function stampOf(path: string): string {
  if (!existsSync(path)) return 'absent'
  const { size, mtimeMs, mode, ino } = statSync(path)
  return `${size} ${mtimeMs} ${mode} ${ino}`
}

function rowsIn(db: Connection): number {
  return tablesOf(db, 'main').reduce((sum, { name }) => sum + countTable(db, `main.${quoteName(name)}`), 0)
}

/** The table of conversations and its key, by the shape; null where the source has none. */
export function conversationTable(db: Connection): { name: string; key: string } | null {
  const found = recognise(tablesOf(db, 'main'))?.recognised.find(({ source }) => source.target === 'conversations')
  return found ? { name: found.table.name, key: found.source.key } : null
}

function conversationsIn(db: Connection): number {
  const table = conversationTable(db)
  return table ? countTable(db, `main.${quoteName(table.name)}`) : 0
}

/** Removes all but the first conversations, and what hangs on the others. */
function cutDown(db: Connection, conversations: number): void {
  const table = conversationTable(db)
  if (!table) return
  const [name, key] = [quoteName(table.name), quoteName(table.key)]
  db.pragma('foreign_keys = OFF')
  db.pragma('recursive_triggers = OFF')
  db.transaction(() => {
    db.exec(`CREATE TEMP TABLE kept (id PRIMARY KEY) WITHOUT ROWID`)
    db.exec(`INSERT OR IGNORE INTO temp.kept SELECT ${key} FROM main.${name} NOT INDEXED WHERE ${key} IS NOT NULL
      LIMIT ${conversations}`)
    for (const each of tablesOf(db, 'main')) {
      if (each.name === table.name) db.exec(`DELETE FROM main.${name} WHERE ${key} NOT IN (SELECT id FROM temp.kept)`)
      for (const column of each.columns.map((one) => one.name).filter((one) => /conversation_id$/i.test(one))) {
        db.exec(`DELETE FROM main.${quoteName(each.name)} WHERE ${quoteName(column)} IS NOT NULL
          AND ${quoteName(column)} NOT IN (SELECT id FROM temp.kept)`)
      }
    }
    removeOrphans(db)
  })()
  db.exec('VACUUM')
}

/** What refers to a row that is gone, over as many steps as it takes. */
function removeOrphans(db: Connection): void {
  for (let removed = 1; removed > 0;) {
    removed = 0
    for (const { table, rowid } of db.pragma('main.foreign_key_check') as { table: string; rowid: bigint | null }[]) {
      if (rowid === null) continue
      removed += db.prepare(`DELETE FROM main.${quoteName(table)} WHERE rowid = ?`).run(rowid).changes
    }
  }
}
