import { codeOf, HiveError } from '../errors.js'
import { sourceError } from '../sources/inspect.js'
import { openReadonly } from '../sqlite/open.js'

/**
 * What the copy met, as the failure it is: damage of the source that shows only when its rows are read (large files are
 * not checked in depth before), or a schema that SQLite refuses. Anything else stays what it was.
 */
export function sourceFault(error: unknown, source: string, folded: string): unknown {
  const code = codeOf(error)
  if (error instanceof HiveError || !/^SQLITE_(CORRUPT|NOTADB|ERROR|TOOBIG)/.test(code)) return error
  // Damage may also be in the file that is being written: then it is not the source's.
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code) && isSound(folded)) return error
  return sourceError(source, error)
}

function isSound(path: string): boolean {
  try {
    const db = openReadonly(path)
    try {
      return db.prepare('PRAGMA main.quick_check(1)').pluck().get() === 'ok'
    } finally {
      db.close()
    }
  } catch {
    // What cannot even be looked at is not sound.
    return false
  }
}
