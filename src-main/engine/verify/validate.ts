import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { EngineContext } from '../api.js'
import { defaultTarget } from '../detect/places.js'
import { HiveError } from '../errors.js'
import { realTarget } from '../files/paths.js'
import type { Validation, ValidateRequest } from '../model/index.js'
import { prepare } from '../plan/prepare.js'
import { inspectTarget } from '../target/inspect.js'
import { comparePair } from './compare-pair.js'
import type { TableAccount } from './account.js'

/**
 * Compares any old database with any new one, at any time later. Without `source` it is the one that detection finds; a
 * target that was never migrated to is refused. Neither changes. Throws HM-SOURCE-…, HM-TARGET-FOREIGN.
 */
export async function validate(context: EngineContext, request: ValidateRequest): Promise<Validation> {
  const { environment, signal } = context
  if (request.level === 'paranoid') {
    throw new HiveError('HM-NOT-AVAILABLE', 'The validation level paranoid comes with a later release.')
  }
  if (request.samplePercent !== undefined && request.samplePercent < 100) {
    throw new HiveError('HM-NOT-AVAILABLE', 'Sampling comes with a later release; every row is compared without it.')
  }
  const target = realTarget(resolve(request.target ?? defaultTarget(environment)))
  const source = sourcePath(context, request)
  if (inspectTarget(target, environment.tmpdir).kind !== 'ours') {
    const what = existsSync(target) ? 'was not made by a migration' : 'does not exist'
    throw new HiveError('HM-TARGET-FOREIGN', `${target} ${what}.`, { fix: 'Name the new database with --target.' })
  }
  const outcome = await comparePair(environment, source, target, request.level, signal)
  return {
    passed: outcome.passed,
    level: request.level,
    tables: outcome.accounts.map(tableOf),
    checks: outcome.checks,
    samples: outcome.samples,
  }
}

function sourcePath({ environment }: EngineContext, request: ValidateRequest): string {
  if (request.source !== undefined) {
    const { source } = prepare(environment, { from: request.source })
    if (source) return source.report.realPath
  }
  const { source, examined } = prepare(environment, {})
  if (source) return source.report.realPath
  throw new HiveError('HM-SOURCE-MISSING', `Looked in ${examined.analysis.looked.join(', ')}.`, {
    fix: 'Name the old database with --source; a backup’s copy of it serves too.',
  })
}

function tableOf(account: TableAccount) {
  const { name, read, identical, repaired, quarantined, carried, mismatched, missing, extra } = account
  const matching = identical + repaired + carried + quarantined
  return { name, source: read, target: identical + repaired + mismatched + carried + extra, matching, mismatched, missing, extra }
}
