/** Every failure a person can meet: its code, words and exit status (design 6). The texts are the product. */
import type { Failure } from './model/index.js'

const untouched = 'Nothing was changed: your old data and the new app are exactly as they were.'

const catalogue = {
  'HM-USAGE': {
    exit: 2,
    title: 'That command cannot run like this',
    safe: untouched,
    fix: 'See `hive-migrate --help`.',
  },
  'HM-SOURCE-MISSING': {
    exit: 3,
    title: 'No old Hive was found',
    safe: untouched,
    fix: 'Name its folder or database file with --from.',
  },
  'HM-SOURCE-NOT-A-DATABASE': {
    exit: 3,
    title: 'This file is not a SQLite database',
    safe: untouched,
    fix: 'Choose the old Hive’s database file, or a backup of it.',
  },
  'HM-SOURCE-EMPTY': {
    exit: 3,
    title: 'The database file is empty',
    safe: untouched,
    fix: 'Choose a database that holds conversations, or a backup of it.',
  },
  'HM-SOURCE-CORRUPT': {
    exit: 3,
    title: 'The old database is damaged',
    safe: untouched,
    fix: 'Restore a backup of the old database and migrate that; or migrate what can still be read with `hive-migrate quick --salvage`.',
  },
  'HM-SOURCE-SCHEMA': {
    exit: 3,
    title: 'SQLite refuses a table of the old database',
    safe: untouched,
    fix: 'Remove the table, column or index that is named above from a copy of the database, and migrate that.',
  },
  'HM-SOURCE-UNKNOWN-SHAPE': {
    exit: 3,
    title: 'This database is not an old Hive',
    safe: untouched,
    fix: 'Choose the file that the old Hive used, usually ~/.hive-ai/hive-ai-knowledge.db.',
  },
  'HM-SOURCE-ENCODING': {
    exit: 4,
    title: 'The old database stores its texts in another encoding',
    safe: untouched,
    fix: 'Make a UTF-8 copy of it (sqlite3 OLD .dump | sqlite3 COPY) and migrate that with --from.',
  },
  'HM-SOURCE-UNREADABLE': {
    exit: 4,
    title: 'The old database cannot be read',
    safe: untouched,
    fix: 'Give yourself permission to read the file and its folder, then try again.',
  },
  'HM-SOURCE-LOCKED': {
    exit: 4,
    title: 'Another program has locked the old database',
    safe: untouched,
    fix: 'Quit the old Hive (and editors that use it), then try again.',
  },
  'HM-SOURCE-BUSY': {
    exit: 4,
    title: 'The old database is changing while it is read',
    safe: untouched,
    fix: 'Quit the old Hive, then try again.',
  },
  'HM-TARGET-HAS-DATA': {
    exit: 4,
    title: 'The new place holds data that cannot stay there',
    safe: untouched,
    fix: 'Move that database to a safe place, or choose another target with --to.',
  },
  'HM-TARGET-FOREIGN': {
    exit: 4,
    title: 'Something else lies where the new database goes',
    safe: untouched,
    fix: 'Move that file away, or choose another target with --to.',
  },
  'HM-TARGET-NEWER': {
    exit: 4,
    title: 'The new Hive is newer than this assistant',
    safe: untouched,
    fix: 'Get the newest Hive Migration Assistant, or choose another target with --to.',
  },
  'HM-TARGET-IN-USE': {
    exit: 4,
    title: 'The new Hive is running',
    safe: untouched,
    fix: 'Quit the new Hive, then try again.',
  },
  'HM-TARGET-UNWRITABLE': {
    exit: 4,
    title: 'The target folder cannot be written',
    safe: untouched,
    fix: 'Give yourself permission to write there, or choose another target with --to.',
  },
  'HM-STATE-UNWRITABLE': {
    exit: 4,
    title: 'There is no place for the backup',
    safe: untouched,
    fix: 'Make the folder writable, or choose another with --backup-dir or HIVE_MIGRATE_HOME.',
  },
  'HM-DISK-SPACE': {
    exit: 4,
    title: 'There is not enough free disk space',
    safe: untouched,
    fix: 'Free the space named above, or choose another disk with --backup-dir or --to.',
  },
  'HM-DISK-FULL': {
    exit: 6,
    title: 'The disk became full',
    safe: 'Your old data is untouched. The new database is either the old one or complete, never half-done. What was done so far is kept.',
    fix: 'Free some space, then run again with --resume.',
  },
  'HM-LOCKED': {
    exit: 7,
    title: 'Another migration is running',
    safe: 'This one changed nothing.',
    fix: 'Wait until the other one has finished.',
  },
  'HM-VERIFY-FAILED': {
    exit: 5,
    title: 'Not every value arrived',
    safe: 'The new database was not put in place. Your old data is untouched.',
    fix: 'Read the report, then try again; if it happens twice, send us the report.',
  },
  'HM-BOOKS': {
    exit: 5,
    title: 'The books do not balance',
    safe: 'The new database was not put in place. Your old data is untouched.',
    fix: 'Try again; if it happens twice, send us the log.',
  },
  'HM-TEST-FAILED': {
    exit: 5,
    title: 'A trial on a copy of your data failed',
    safe: untouched,
    fix: 'Read which one and why; do not migrate before that is clear.',
  },
  'HM-CANCELLED': {
    exit: 6,
    title: 'Cancelled',
    safe: 'Your old data is untouched and nothing was installed.',
    fix: 'Run again with --resume to go on from where it stopped, or without to start anew.',
  },
  'HM-ENGINE-DIED': {
    exit: 6,
    title: 'The engine stopped unexpectedly',
    safe: 'Your old data is untouched. The new database is either the old one or complete, never half-done.',
    fix: 'Run again with --resume.',
  },
  'HM-BACKUP-UNKNOWN': {
    exit: 3,
    title: 'There is no such backup',
    safe: untouched,
    fix: 'See `hive-migrate rollback --list`.',
  },
  'HM-BACKUP-DAMAGED': {
    exit: 3,
    title: 'The backup is damaged',
    safe: untouched,
    fix: 'Choose another backup; see `hive-migrate rollback --list`.',
  },
  'HM-BACKUP-FOREIGN': {
    exit: 4,
    title: 'This backup was not made on this computer',
    safe: untouched,
    fix: 'Look into its manifest.json; if you trust it, copy its files to their places yourself.',
  },
  'HM-BACKUP-ONLY-COPY': {
    exit: 4,
    title: 'This backup holds the only copy',
    safe: untouched,
    fix: 'Roll it back first, or keep it.',
  },
  'HM-INTERNAL': {
    exit: 1,
    title: 'Something unexpected happened',
    safe: 'Your old data is untouched. The new database is either the old one or complete, never half-done.',
    fix: 'Try again; if it happens twice, send us the log.',
  },
} as const satisfies Record<string, Omit<Failure, 'code' | 'detail'>>

export type FailureCode = keyof typeof catalogue

/** Every code there is; the user guide has a row for each. */
export const failureCodes = Object.keys(catalogue) as FailureCode[]

/** A failure with words for a person. `detail` says what happened here, with paths and figures, never with a secret. */
export class HiveError extends Error {
  readonly code: FailureCode
  readonly fix: string

  constructor(code: FailureCode, detail: string, options: { fix?: string; cause?: unknown } = {}) {
    super(detail, { cause: options.cause })
    this.name = 'HiveError'
    this.code = code
    this.fix = options.fix ?? catalogue[code].fix
  }

  toFailure(): Failure {
    const { exit, title, safe } = catalogue[this.code]
    return { code: this.code, title, detail: this.message, safe, fix: this.fix, exit }
  }
}

/** Turns anything thrown into a Failure; an unknown error keeps its message and becomes HM-INTERNAL. */
export function toFailure(error: unknown): Failure {
  if (error instanceof HiveError) return error.toFailure()
  // What an AbortSignal throws, from wherever it was looked at.
  if (error instanceof Error && error.name === 'AbortError') {
    return new HiveError('HM-CANCELLED', 'You cancelled it.').toFailure()
  }
  const code = codeOf(error)
  const text = error instanceof Error ? error.message : String(error)
  if (['SQLITE_FULL', 'ENOSPC', 'EDQUOT'].includes(code)) return new HiveError('HM-DISK-FULL', text).toFailure()
  return new HiveError('HM-INTERNAL', text).toFailure()
}

/** The code of a system or SQLite error (`ENOENT`, `SQLITE_BUSY`), or '' for anything else. */
export function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null | undefined)?.code
  return typeof code === 'string' ? code : ''
}
