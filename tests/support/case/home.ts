/** The home folder of a case: databases from SQL, files, links, programs that are running. */
import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { openElsewhere, type OtherProgram } from '../other-program.js'
import { electronMemoryScript, electronStartUp } from '../../unit/target/fixtures/electron-start-up.js'

/** SQL, or what is done with an open database (foreign keys off). */
export type Step = string | string[] | ((db: Database.Database) => void)

/** Where the old knowledge database lies, and where the new database goes. */
export const oldPath = '.hive-ai/hive-ai-knowledge.db'
export const newPath = '.hive/hive-ai.db'

export class CaseHome {
  readonly #programs: OtherProgram[] = []

  constructor(readonly folder: string) {}

  /** A path below the home. */
  path(relative: string): string {
    return join(this.folder, relative)
  }

  /**
   * Makes a database, or changes one: runs the steps with foreign keys off and closes it whole. Several statements in one
   * text are fine.
   */
  database(relative: string, ...steps: Step[]): void {
    const path = this.path(relative)
    mkdirSync(dirname(path), { recursive: true })
    const db = new Database(path)
    try {
      db.pragma('foreign_keys = OFF')
      // Renaming a table must not rewrite the foreign keys of the others.
      db.pragma('legacy_alter_table = ON')
      for (const step of steps) {
        if (typeof step === 'function') step(db)
        else for (const sql of [step].flat()) db.exec(sql)
      }
    } finally {
      db.close()
    }
  }

  /** The old Hive's knowledge database at its usual place. */
  old(...steps: Step[]): void {
    this.database(oldPath, ...steps)
  }

  /** What the desktop app leaves after its first start (facts 2.3, 2.5), in WAL mode as it opens it. */
  appStarted(...steps: Step[]): void {
    this.database(
      newPath,
      (db) => db.pragma('journal_mode = WAL'),
      [...electronStartUp, ...electronMemoryScript],
      `INSERT OR IGNORE INTO users (id, email, tier) VALUES ('default', 'default@hive.ai', 'FREE')`,
      ...steps,
    )
  }

  /** Writes a file; an object becomes JSON. */
  write(relative: string, content: string | Uint8Array | object): void {
    mkdirSync(dirname(this.path(relative)), { recursive: true })
    const raw = typeof content === 'string' || content instanceof Uint8Array
    writeFileSync(this.path(relative), raw ? content : JSON.stringify(content, null, 2))
  }

  read(relative: string): Buffer {
    return readFileSync(this.path(relative))
  }

  copy(from: string, to: string): void {
    mkdirSync(dirname(this.path(to)), { recursive: true })
    copyFileSync(this.path(from), this.path(to))
  }

  remove(relative: string): void {
    rmSync(this.path(relative), { recursive: true, force: true })
  }

  link(relative: string, to: string): void {
    mkdirSync(dirname(this.path(relative)), { recursive: true })
    symlinkSync(this.path(to), this.path(relative))
  }

  /** Another program opens a database, runs statements, and keeps it open until the case ends; answers it to end it sooner. */
  async running(relative: string, ...statements: string[]): Promise<OtherProgram> {
    const program = await openElsewhere(this.path(relative), statements)
    this.#programs.push(program)
    return program
  }

  /** Runs statements in another program and kills it, so that its side files stay behind. */
  async crashed(relative: string, ...statements: string[]): Promise<void> {
    await (await openElsewhere(this.path(relative), statements)).end('kill')
  }

  async end(): Promise<void> {
    for (const program of this.#programs) await program.end('kill')
  }

  /** Every file below the home that begins like SQLite, each real file once, as relative paths. */
  databases(): string[] {
    const seen = new Set<string>()
    return readdirSync(this.folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => existsSync(this.path(name)) && lstatSync(realpathSync(this.path(name))).isFile())
      .filter((name) => readFileSync(this.path(name)).subarray(0, 16).toString('latin1') === 'SQLite format 3\0')
      .sort(
        (a, b) => Number(lstatSync(this.path(a)).isSymbolicLink()) - Number(lstatSync(this.path(b)).isSymbolicLink()),
      )
      .filter((name) => {
        const real = realpathSync(this.path(name))
        return !seen.has(real) && seen.add(real)
      })
  }
}
