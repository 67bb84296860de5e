import { attach, detach, type Connection } from '../sqlite/open.js'
import type { Build, BuildSource } from './build.js'

const attached = new WeakMap<Connection, string>()

/**
 * The build as it is for one source, which is attached as `old` in the place of another. What is written so far is
 * committed first: SQLite attaches nothing within a transaction.
 */
export function enter(build: Build, source: BuildSource): Build {
  const { db, work } = build
  const before = attached.get(db)
  if (before !== source.folded) {
    work.commit()
    if (before !== undefined) detach(db, 'old')
    attached.delete(db)
    attach(db, source.folded, 'old')
    attached.set(db, source.folded)
  }
  const others = build.sources.slice(0, build.sources.indexOf(source))
  return { ...build, source: source.path, tables: source.tables, prefix: source.prefix, merging: others.length > 0 }
}
