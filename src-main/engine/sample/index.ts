/** Writes a made-up install of the old Hive: for tests, and for people who want to try before they trust. */
import { copyFile, mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { HiveError } from '../errors.js'
import { sampleConfig } from './config.js'
import type { ConversationOptions } from './rows.js'
import { SampleFiller } from './filler.js'
import { Random } from './random.js'

export type { TopicsVariant } from './schema.js'

export type SampleOptions = Partial<ConversationOptions> & {
  /** The folder that becomes the install; it may exist. */
  directory: string
  /** How many conversations; 77 is the real install of facts 5.1. */
  conversations?: number
  seed?: number
  /** The last so many conversations lie only in the `-wal`, as after a crash; the file is then in WAL mode. */
  walConversations?: number
  /** How the file is left when nothing is to lie in the `-wal` alone. */
  journalMode?: 'delete' | 'wal'
}

export type Sample = {
  /** The install folder. */
  path: string
  database: string
  config: string
}

const defaults: ConversationOptions = {
  textBytes: 5000,
  topicsVariant: 'confidence',
  timestamps: 'repeated',
  nullTimestamps: true,
  duplicateKnowledge: true,
}

/** Lies beside the sample, and is the leave to write over what is there: a real install does not have it. */
const MARKER = 'hive-sample.txt'
const MARKER_TEXT =
  'Everything in this folder is made up by the Hive Migration Assistant. It may be deleted at any time.\n'

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )

/**
 * Writes `<directory>/.hive-ai/hive-ai-knowledge.db` (shape S-B, facts 1.7.2) and `<directory>/.hive/config.json` (J1,
 * facts 1.9). The same options and seed give the same content.
 * Throws HM-USAGE when the folder already holds files that are not a sample.
 */
export async function createSample(options: SampleOptions): Promise<Sample> {
  const { directory, seed = 1 } = options
  const database = join(directory, '.hive-ai', 'hive-ai-knowledge.db')
  const config = join(directory, '.hive', 'config.json')
  if (!(await exists(join(directory, MARKER)))) {
    for (const path of [database, config]) if (await exists(path)) throw notASample(path)
  }
  await mkdir(join(directory, '.hive-ai'), { recursive: true })
  await mkdir(join(directory, '.hive'), { recursive: true })
  await writeFile(join(directory, MARKER), MARKER_TEXT)
  for (const suffix of ['', '-wal', '-shm', '-journal']) await rm(database + suffix, { force: true })
  await writeDatabase(database, options)
  await writeFile(config, `${JSON.stringify(sampleConfig(new Random(seed)), null, 2)}\n`, { mode: 0o600 })
  return { path: directory, database, config }
}

function notASample(path: string): HiveError {
  return new HiveError('HM-USAGE', `${path} is already there and is not sample data.`, {
    fix: 'Move it away; sample data never takes the place of anything else.',
  })
}

async function writeDatabase(path: string, options: SampleOptions): Promise<void> {
  const { conversations = 77, seed = 1, walConversations = 0, journalMode = 'delete' } = options
  const content = { ...defaults, ...options }
  if (walConversations === 0) {
    const db = new Database(path)
    try {
      db.pragma('main.synchronous = OFF')
      await new SampleFiller(db, seed, content).add(conversations)
      db.pragma(`main.journal_mode = ${journalMode}`)
    } finally {
      db.close()
    }
    return
  }

  // Closing a database consumes its -wal, so the three files are copied away while it is open.
  const making = `${path}.making`
  const suffixes = ['', '-wal', '-shm']
  const db = new Database(making)
  try {
    db.pragma('main.journal_mode = WAL')
    db.pragma('main.wal_autocheckpoint = 0')
    const filler = new SampleFiller(db, seed, content)
    await filler.add(conversations - walConversations)
    db.pragma('main.wal_checkpoint(TRUNCATE)')
    await filler.add(walConversations)
    for (const suffix of suffixes) await copyFile(making + suffix, path + suffix)
  } finally {
    db.close()
    for (const suffix of suffixes) await rm(making + suffix, { force: true })
  }
}
