import { settledView } from '../sources/inspect.js'
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { EngineContext } from '../api.js'
import { defaultTarget } from '../detect/places.js'
import { HiveError } from '../errors.js'
import { realTarget } from '../files/paths.js'
import type { Validation, ValidateRequest, ValidateTable, VerificationCheck } from '../model/index.js'
import { prepare } from '../plan/prepare.js'
import { openReadonly } from '../sqlite/open.js'
import { inspectTarget } from '../target/inspect.js'
import { sampleLimit, type TableAccount } from './account.js'
import { comparePair, knownAs } from './compare-pair.js'
import { laterConfigurationChecks } from './configuration.js'
import { independentCheck, tryOut } from './extra-checks.js'
import { depthOf } from './levels.js'
import { pastStages } from './past-stages.js'
import { permissionCheck } from './security.js'
import { askedOf, type StageToVerify } from './stage.js'
import type { VerifyOutcome } from './verify.js'

/**
 * Compares any old database with any new one, at any time later. Without `source` it is the one that detection finds; a
 * target that was never migrated to is refused. Neither changes. Throws HM-SOURCE-…, HM-TARGET-FOREIGN.
 */
export async function validate(context: EngineContext, request: ValidateRequest): Promise<Validation> {
  const { environment, signal } = context
  const { level } = request
  const target = realTarget(resolve(request.target ?? defaultTarget(environment)))
  const sources = sourcePaths(context, request)
  const inspection = inspectTarget(target, environment.tmpdir)
  if (inspection.kind !== 'ours') {
    const what = existsSync(target) ? 'was not made by a migration' : 'does not exist'
    throw new HiveError('HM-TARGET-FOREIGN', `${target} ${what}.`, { fix: 'Name the new database with --target.' })
  }
  const outcomes: VerifyOutcome[] = []
  const checks: VerificationCheck[] = []
  for (const source of sources) {
    const stage = pastStages(inspection, source)
    const options = { samplePercent: request.samplePercent ?? 100, stage }
    const outcome = await comparePair(environment, source, target, level, signal, options)
    outcomes.push(outcome)
    checks.push(...outcome.checks)
    const only = source === sources[0] ? 'everything' : 'source'
    await addFurther(context, request, { source, target, stage, only }, (check) => checks.push(check))
  }
  return {
    passed: checks.every((check) => check.passed),
    level,
    tables: outcomes.flatMap(({ accounts }) => accounts.map(tableOf)),
    checks,
    samples: outcomes.flatMap(({ samples }) => samples).slice(0, sampleLimit),
  }
}

/** `only`: of several sources the first one asks what is asked of the target as a whole. */
type Further = { source: string; target: string; stage: StageToVerify | null; only: 'everything' | 'source' }

/** The layers beyond the rows, each on private views: no byte of either database changes. */
async function addFurther(
  { environment, signal }: EngineContext,
  { level }: ValidateRequest,
  { source, target, stage, only }: Further,
  note: (check: VerificationCheck) => void,
): Promise<void> {
  const depth = depthOf(level)
  const view = settledView(target, environment.tmpdir)
  try {
    const hasSettings = stage?.parts.includes('settings') !== false
    const whole = only === 'everything'
    if (whole && depth.values && hasSettings) for (const check of settingsChecks(view.path, target)) note(check)
    const sides = ['-wal', '-journal'].filter((suffix) => existsSync(view.path + suffix))
    if (whole && depth.use) await tryOut(view.path, view.path, sides, note, signal)
    if (!depth.independent) return
    const original = settledView(source, environment.tmpdir)
    try {
      const waits = stage && { asked: askedOf(stage), left: Infinity }
      note(await independentCheck(original.path, view.path, true, signal, waits, nameOf(view.path, source)))
    } finally {
      original.close()
    }
  } finally {
    view.close()
  }
}

/** The name by which a new database knows an old one. */
function nameOf(view: string, source: string): string | null {
  const db = openReadonly(view)
  try {
    return knownAs(db, source)
  } finally {
    db.close()
  }
}

function settingsChecks(view: string, target: string): VerificationCheck[] {
  const toml = join(dirname(target), 'config.toml')
  const db = openReadonly(view)
  try {
    const configuration = existsSync(toml) ? laterConfigurationChecks(db, toml) : []
    return [...configuration, permissionCheck([target, toml])]
  } finally {
    db.close()
  }
}

/** Every old database that is named or, without a name, found; the first one is the one that wins. */
function sourcePaths({ environment }: EngineContext, request: ValidateRequest): string[] {
  const found = prepare(environment, request.source === undefined ? {} : { from: request.source })
  const sources = [...(found.source ? [found.source] : []), ...found.further]
  if (sources.length > 0) return sources.map(({ report }) => report.realPath)
  throw new HiveError('HM-SOURCE-MISSING', `Looked in ${found.examined.analysis.looked.join(', ')}.`, {
    fix: 'Name the old database with --source; a backup’s copy of it serves too.',
  })
}

function tableOf(account: TableAccount): ValidateTable {
  const { name, read, placed, identical, repaired, quarantined, carried, beside, mismatched, missing, extra } = account
  const compared = account.values > 0
  const matching = (compared ? identical + repaired + beside : placed) + carried + quarantined
  return { name, source: read, target: placed + carried + extra, matching, mismatched, missing, extra }
}
