import type { Statement } from 'better-sqlite3'
import type { Connection } from '../sqlite/open.js'
import { faultPoint } from '../faults.js'

/**
 * The transaction in which the new database grows. It holds about `commitMs` of work, over as many batches and steps as
 * that takes: a commit costs the same whether it holds one row or fifty thousand. What is taken back is taken back whole,
 * checkpoints included, so that every commit is a state to go on from.
 */
export class Work {
  readonly #db: Connection
  readonly #commitMs: number
  readonly #onPart: () => void
  readonly #begin: Statement
  readonly #commit: Statement
  readonly #rollback: Statement
  #since = 0

  /** `onPart` is called after each part. */
  constructor(db: Connection, commitMs: number, onPart: () => void = () => undefined) {
    this.#db = db
    this.#onPart = onPart
    this.#commitMs = commitMs
    this.#begin = db.prepare('BEGIN')
    this.#commit = db.prepare('COMMIT')
    this.#rollback = db.prepare('ROLLBACK')
  }

  /** Does a part of the work, whole or not at all: when it throws, everything since the last commit is taken back. */
  do<T>(part: () => T): T {
    if (!this.#db.inTransaction) {
      this.#begin.run()
      this.#since = performance.now()
    }
    try {
      return part()
    } catch (error) {
      this.#takeBack()
      throw error
    } finally {
      this.#onPart()
    }
  }

  /** Commits when enough has been done since the last time. */
  commitIfDue(): void {
    if (performance.now() - this.#since >= this.#commitMs) this.commit()
  }

  /** Commits what has been done; throws what SQLite says, and the work since the last commit is then taken back. */
  commit(): void {
    if (!this.#db.inTransaction) return
    try {
      faultPoint('build:before-commit')
      this.#commit.run()
    } catch (error) {
      this.#takeBack()
      throw error
    }
    faultPoint('build:committed')
  }

  /** SQLite has taken it back itself after a full disk or a failed write. */
  #takeBack(): void {
    if (this.#db.inTransaction) this.#rollback.run()
  }
}
