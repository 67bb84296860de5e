import type { PrivateView } from '../files/private-view.js'
import type { Environment, ValidationLevel } from '../model/index.js'
import { attach, number, openReadonly, type Connection } from '../sqlite/open.js'
import { sourceError, settledView } from '../sources/inspect.js'
import { utf8View } from '../sources/utf8-twin.js'
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
  const views = pairOfViews(environment, source, target)
  const others = (stage?.files ?? []).map((file) => utf8View(file, environment.tmpdir))
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

function pairOfViews(
  { tmpdir }: Environment,
  source: string,
  target: string,
): [target: PrivateView, source: PrivateView] {
  const now = settledView(target, tmpdir)
  try {
    return [now, utf8View(source, tmpdir)]
  } catch (error) {
    now.close()
    throw error
  }
}

/** The source as the ledger names it; null when it was migrated from another place, and every record counts. */
export function knownAs(db: Connection, source: string): string | null {
  const ledgers = ['migration_repairs', 'migration_quarantine', 'migration_carried']
  const isKnown = ledgers.some(
    (ledger) => number(db, `SELECT EXISTS (SELECT 1 FROM main.${ledger} WHERE source = ?)`, source) > 0,
  )
  return isKnown ? source : null
}
