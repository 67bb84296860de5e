import type { Environment, ValidationLevel } from '../model/index.js'
import { attach, openReadonly } from '../sqlite/open.js'
import { sourceError, settledView } from '../sources/inspect.js'
import { verify, type VerifyOutcome } from './verify.js'

/**
 * Compares any old database with any new one through private views: neither changes by a byte. The new one may have been
 * used since: rows of conversations that the old one does not know are left alone.
 */
export async function comparePair(
  environment: Environment,
  source: string,
  target: string,
  level: ValidationLevel,
  signal: AbortSignal,
  samplePercent = 100,
): Promise<VerifyOutcome> {
  const views = [settledView(target, environment.tmpdir), settledView(source, environment.tmpdir)] as const
  try {
    // A read-only main connection makes the attached file read-only too (traps, Files).
    const db = openReadonly(views[0].path)
    try {
      attach(db, views[1].path, 'old')
      return await verify({
        db,
        level,
        source: null,
        live: true,
        samplePercent,
        signal,
        onRows: () => undefined,
        onCheck: () => undefined,
      })
    } catch (error) {
      throw sourceError(source, error)
    } finally {
      db.close()
    }
  } finally {
    for (const view of views) view.close()
  }
}
