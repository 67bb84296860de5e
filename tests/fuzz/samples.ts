/** Small sound databases that together have every kind of page, a `-wal` and a hot `-journal`. */
import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { createSample } from '../../src-main/engine/sample/index.js'
import { openElsewhere } from '../support/other-program.js'
import type { Place } from './damage.js'
import { pagesOf, type Pages } from './pages.js'

export type Sample = {
  name: 'plain' | 'wal' | 'journal'
  /** Its home folder, to be copied. */
  home: string
  pages: Pages
  /** The rows that it holds when it is sound, in a file of its own without side files. */
  pristine: string
}

/** Where the database lies in a sample's home. */
export const databaseName = join('.hive-ai', 'hive-ai-knowledge.db')

/** Makes the samples below a folder. */
export async function makeSamples(root: string): Promise<Record<Sample['name'], Sample>> {
  const plain = await base(join(root, 'plain'))
  enrich(plain)
  const wal = await base(join(root, 'wal'), { walConversations: 3 })
  const journal = await base(join(root, 'journal'))
  const steps = ['PRAGMA cache_size = 1', 'BEGIN', `UPDATE conversations SET question = 'half done'`]
  const other = await openElsewhere(journal, [...steps, `UPDATE stage_outputs SET full_output = hex(zeroblob(9000))`])
  await other.end('kill')
  return {
    plain: sample('plain', root, plain),
    wal: sample('wal', root, wal),
    journal: sample('journal', root, journal),
  }
}

/** Which sample has what is to be damaged. */
export function sampleFor(place: Place): Sample['name'] {
  return place === '-wal' ? 'wal' : place === '-journal' ? 'journal' : 'plain'
}

async function base(home: string, options: { walConversations?: number } = {}): Promise<string> {
  const { database } = await createSample({ directory: home, conversations: 12, textBytes: 900, ...options })
  return database
}

/** Long texts for overflow pages, removed rows for free pages, small pages for deep trees, and a map of pointers. */
function enrich(path: string): void {
  const db = new Database(path)
  db.pragma('foreign_keys = OFF')
  db.pragma('page_size = 1024')
  db.pragma('auto_vacuum = INCREMENTAL')
  db.exec('VACUUM')
  db.exec('CREATE TABLE passing (id INTEGER PRIMARY KEY, words TEXT)')
  const insert = db.prepare('INSERT INTO passing (words) VALUES (?)')
  for (let row = 0; row < 60; row++) insert.run('word '.repeat(60 + row))
  db.exec('DELETE FROM passing WHERE id > 12')
  db.close()
}

function sample(name: Sample['name'], root: string, database: string): Sample {
  const pristine = join(root, `${name}-pristine.db`)
  mkdirSync(root, { recursive: true })
  for (const suffix of ['', '-wal', '-journal']) {
    if (existsSync(database + suffix)) copyFileSync(database + suffix, pristine + suffix)
  }
  // Recovers the copy, so that it is one file with everything.
  const db = new Database(pristine)
  db.pragma('journal_mode = DELETE')
  db.prepare('SELECT count(*) FROM sqlite_schema').get()
  db.close()
  return { name, home: join(root, name), pages: pagesOf(pristine), pristine }
}
