/** The worlds in which rounds take place: one is made whole, and copied for every round. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { createSample, type SampleOptions } from '../../../src-main/engine/sample/index.js'
import { changeDatabase, privateCopy } from '../../support/old-database.js'
import { openElsewhere, type OtherProgram } from '../../support/other-program.js'
import { CaseHome, oldPath } from '../../support/case/home.js'
import { unified } from '../../support/case/shapes/s-a.js'
import { knowledge } from '../../support/case/shapes/s-b.js'
import { messagesAsJson } from '../../support/case/shapes/s-f.js'
import { addApp } from '../../support/case/shapes/s-k.js'
import { electronStartUp } from '../../unit/target/fixtures/electron-start-up.js'

/**
 * `fresh`: no new Hive yet, and folders on the way to the target that do not exist; the source has rows that break rules,
 * a table and a column that nobody knows. `app`: the new app was started once and left its side files. `in-place`: the
 * old database lies where the new one goes, some of its rows only in the `-wal`, and a part of a config.toml is there.
 * `in-use`: the old Hive is running. `changing`: somebody writes to the old database after its backup. `together`: two old
 * databases that share conversations, one in UTF-16 with messages in JSON, and a new Hive that was used.
 */
export type ScenarioName = 'fresh' | 'app' | 'in-place' | 'in-use' | 'changing' | 'together'
export const scenarioNames: readonly ScenarioName[] = ['fresh', 'app', 'in-place', 'in-use', 'changing', 'together']

export type Scenario = {
  name: ScenarioName
  /** The folder to copy; holds `home` and `tmp`. */
  template: string
  /** The `--to` of its migration, relative to the world's root, or null. */
  to: string | null
  /** Paths relative to `home`. */
  source: string
  target: string
  toml: string
  /** A private copy of the old database, folded: what every new one is compared with. */
  old: string
  /** Whether every row is sound, so that the independent program can compare it. */
  sound: boolean
  /** Where several come together: private copies of all of them, by their paths relative to `home`. */
  several: { path: string; copy: string }[]
}

/** A fast file system where there is one: that the process dies does not depend on the disk. */
export function makeBase(): string {
  return mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'hive-crash-'))
}

const home = (scenario: string) => join(scenario, 'home')
const oldDatabase = join('.hive-ai', 'hive-ai-knowledge.db')
const sizes: Omit<SampleOptions, 'directory'> = { conversations: 20, textBytes: 300 }

/** Makes the world of a scenario below `base`. */
export async function makeScenario(base: string, name: ScenarioName): Promise<Scenario> {
  const template = join(base, `template-${name}`)
  mkdirSync(home(template), { recursive: true })
  mkdirSync(join(template, 'tmp'))
  const made = await makers[name](template)
  const old = privateCopy(join(home(template), made.source), join(base, `old-${name}.db`))
  changeDatabase(old, (db) => db.pragma('journal_mode = DELETE'))
  const several = (made.together ?? []).map((path, index) => {
    return { path, copy: privateCopy(join(home(template), path), join(base, `old-${name}-${index}.db`)) }
  })
  return { name, template, old, to: null, ...made, several }
}

type Made = Pick<Scenario, 'source' | 'target' | 'toml' | 'sound'> & { to?: string; together?: string[] }
const usual = { source: oldDatabase, target: '.hive/hive-ai.db', toml: '.hive/config.toml', sound: true }

const makers: Record<ScenarioName, (template: string) => Promise<Made>> = {
  fresh: async (template) => {
    await createSample({ ...sizes, directory: home(template) })
    changeDatabase(join(home(template), oldDatabase), makeRough)
    const target = join('new', 'place', 'hive-ai.db')
    return { ...usual, to: join('home', target), target, toml: join('new', 'place', 'config.toml'), sound: false }
  },
  app: async (template) => {
    await createSample({ ...sizes, seed: 2, directory: home(template), journalMode: 'wal' })
    leaveAsAfterACrash(join(home(template), usual.target), (db) => {
      for (const sql of electronStartUp) db.exec(sql)
      db.exec(`INSERT INTO users (id) VALUES ('default')`)
    })
    return usual
  },
  'in-place': async (template) => {
    await createSample({ ...sizes, seed: 3, directory: home(template), walConversations: 6 })
    for (const suffix of ['', '-wal', '-shm']) {
      renameSync(join(home(template), oldDatabase) + suffix, join(home(template), usual.target) + suffix)
    }
    rmSync(join(home(template), '.hive-ai'), { recursive: true })
    writeFileSync(join(home(template), usual.toml), '# mine\n[consensus]\nenabled = false\n', { mode: 0o644 })
    return { ...usual, source: usual.target }
  },
  'in-use': async (template) => {
    await createSample({ ...sizes, seed: 4, directory: home(template), walConversations: 5 })
    return usual
  },
  changing: async (template) => {
    await createSample({ ...sizes, seed: 5, directory: home(template), walConversations: 4 })
    writeFileSync(join(template, changesMark), usual.source)
    // The independent program would miss in the old copy what was written since.
    return { ...usual, sound: false }
  },
  together: (template) => {
    const folder = new CaseHome(home(template))
    const [other, wide] = ['.hive-ai/hive-ai.db', '.hive-ai/conversations.db']
    folder.old(knowledge({ count: 4 }))
    folder.database(other, unified({ count: 6 }))
    // In UTF-16, and with messages that are made of JSON.
    folder.database(wide, (db) => db.pragma(`encoding = 'UTF-16le'`), messagesAsJson())
    folder.appStarted(
      addApp({ count: 2, prefix: 'conv_' }),
      `INSERT INTO conversations (id, title) VALUES ('own', 'Of the new Hive')`,
      'CREATE VIEW titles AS SELECT title FROM conversations',
      `CREATE TRIGGER retitle AFTER INSERT ON messages BEGIN UPDATE conversations SET title = 'x' WHERE id = NEW.id; END`,
    )
    const { target } = usual
    return Promise.resolve({
      ...usual,
      to: join('home', target),
      sound: false,
      together: [oldPath, other, wide, target],
    })
  },
}

/** A file of a world whose old database is written to while it is migrated: where that lies in its home. */
export const changesMark = 'changes'

/** What years and other programs leave behind: rows that are given a parent, set aside, repaired or carried. */
function makeRough(db: Database.Database): void {
  db.exec(`
    UPDATE stage_outputs SET conversation_id = 'gone' WHERE rowid IN (3, 4);
    UPDATE stage_outputs SET stage_name = 'poet' WHERE rowid = 5;
    UPDATE conversations SET created_at = 1699999999 WHERE rowid = 2;
    ALTER TABLE conversations ADD COLUMN mood;
    UPDATE conversations SET mood = x'00ff' WHERE rowid % 3 = 0;
    CREATE TABLE notes (id INTEGER PRIMARY KEY, text);
    INSERT INTO notes (text) VALUES ('a'), (NULL), (7), (x'00'), ('e' || char(0) || 'f')`)
}

/** A database in WAL mode with its side files, as a process leaves it that was killed. */
function leaveAsAfterACrash(path: string, fill: (db: Database.Database) => void): void {
  const making = `${path}.making`
  const db = new Database(making)
  try {
    db.pragma('journal_mode = WAL')
    db.pragma('wal_autocheckpoint = 0')
    fill(db)
    for (const suffix of ['', '-wal', '-shm']) cpSync(making + suffix, path + suffix)
  } finally {
    db.close()
  }
  for (const suffix of ['', '-wal', '-shm']) rmSync(making + suffix, { force: true })
}

/** Copies the world of a scenario for one round, and starts the old Hive where it is running. */
export async function makeWorld(base: string, scenario: Scenario): Promise<{ root: string; end(): Promise<void> }> {
  const root = mkdtempSync(join(base, 'round-'))
  cpSync(scenario.template, root, { recursive: true, preserveTimestamps: true })
  let hive: OtherProgram | null = null
  if (scenario.name === 'in-use') {
    hive = await openElsewhere(join(home(root), scenario.source), ['SELECT count(*) FROM conversations'])
  }
  return {
    root,
    end: async () => {
      await hive?.end('kill')
      rmSync(root, { recursive: true, force: true })
    },
  }
}
