/** What a folder of tests/cases says: how the home is made, what is asked, what must come of it. See tests/cases/README.md. */
import type { EngineApi } from '../../../src-main/engine/index.js'
import type { MigrateRequest, MigrationResult, TableBooks } from '../../../src-main/engine/model/index.js'
import type { CaseHome } from './home.js'

export type Case = {
  /** What the folder shows, in one sentence. */
  title: string
  /** Traps of hive-facts 3.9 that it stands for: `T7`. Those of traps.md are in the folder's name. */
  traps?: string[]
  /** What must be built before it can pass, or `bug: ...`. A pending case that passes fails: take this line out then. */
  pending?: string
  home: (home: CaseHome) => void | Promise<void>
  /** Options of quick; `from`, `to` and `backupDir` are relative to the home. */
  quick?: Partial<MigrateRequest>
  /** Environment variables; `$HOME` in a value stands for the home, `$OUTSIDE` for the folder that it lies in. */
  env?: Record<string, string>
  platform?: 'linux' | 'darwin' | 'win32'
  expect: Moves | Refusal
}

/** It migrates (or has nothing to do). Every invariant is checked without being asked for; this is what comes on top. */
export type Moves = {
  /** `migrated` when left out. */
  status?: 'migrated' | 'nothing-to-do'
  shapes?: string[]
  /** Table name, or `file.db:table` where two files have it -> figures of its books. */
  books?: Record<string, Partial<TableBooks>>
  /** Rows set aside, over all tables; 0 when left out. `any` where another way to keep them is as good. */
  quarantined?: number | 'any'
  /** Rule -> repaired cells. All of them: a rule that is not named must not occur. Not checked when left out. */
  repairs?: Record<string, number>
  /** Places that only this case may use: `messages.content -> stage_outputs.full_output` (see oracle/places.ts). */
  moved?: string[]
  /** The databases whose every value must be found; every one in the home when left out. */
  sources?: string[]
  /** Files that change although they are not the target or its configuration. */
  rewritten?: string[]
  look?: (run: Run) => void | Promise<void>
  /** Comes last, after the rollback: may change the home and migrate again. `check` holds the invariants of a run. */
  afterwards?: Afterwards
  /** Takes the migration back: `exact` to the byte (the default), or `content` where the old database was in use. */
  rollback?: 'exact' | 'content'
}

/** A last step; `check` holds of a run what must hold of every migration. */
export type Afterwards = (
  run: Pick<Run, 'home' | 'engine' | 'migrate'> & { check(result: MigrationResult): void },
) => void | Promise<void>

/** It is refused, and nothing changes. */
export type Refusal = {
  refused: string
  exit: number
  /** What the person is told to do. */
  fix?: RegExp
  /** Looks at the home after the refusal. */
  afterwards?: Afterwards
  look?: undefined
}

/** What a case may look at after the run. */
export type Run = {
  result: MigrationResult
  home: CaseHome
  engine: EngineApi
  /** Path of the new database. */
  target: string
  /** Rows of the new database, as arrays. */
  all(sql: string, ...values: unknown[]): unknown[][]
  /** The first column of the first row. */
  value(sql: string, ...values: unknown[]): unknown
  /** The books of a table: its name, or `file.db:table`. */
  books(table: string): TableBooks
  migrate(request?: Partial<MigrateRequest>): Promise<MigrationResult>
}

export const defineCase = (definition: Case): Case => definition

export const isRefusal = (expected: Moves | Refusal): expected is Refusal => 'refused' in expected
