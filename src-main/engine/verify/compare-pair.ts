import type { Environment, ValidationLevel } from '../model/index.js'
import { attach, number, openReadonly, type Connection } from '../sqlite/open.js'
import { sourceError, settledView } from '../sources/inspect.js'
import { prepareStage, type StageToVerify } from './stage.js'
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
  { samplePercent = 100, stage = null }: { samplePercent?: number; stage?: StageToVerify | null } = {},
): Promise<VerifyOutcome> {
  const views = [settledView(target, environment.tmpdir), settledView(source, environment.tmpdir)] as const
  const others = (stage?.files ?? []).map((file) => settledView(file, environment.tmpdir))
  try {
    // A read-only main connection makes the attached file read-only too (traps, Files).
    const db = openReadonly(views[0].path)
    try {
      const looked = stage && { ...stage, files: others.map(({ path }) => path) }
      if (looked) prepareStage(db, looked)
      attach(db, views[1].path, 'old')
      return await verify({
        db,
        level,
        source: knownAs(db, source),
        role: 'old',
        structure: true,
        live: true,
        stage: looked,
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
    for (const view of [...views, ...others]) view.close()
  }
}

/** The source as the ledger names it; null when it was migrated from another place, and every record counts. */
function knownAs(db: Connection, source: string): string | null {
  const ledgers = ['migration_repairs', 'migration_quarantine', 'migration_carried']
  const isKnown = ledgers.some(
    (ledger) => number(db, `SELECT EXISTS (SELECT 1 FROM main.${ledger} WHERE source = ?)`, source) > 0,
  )
  return isKnown ? source : null
}
