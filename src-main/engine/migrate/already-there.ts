import { HiveError } from '../errors.js'
import type { Environment } from '../model/index.js'
import type { SelectedSource } from '../plan/select-source.js'
import type { TargetInspection } from '../target/inspect.js'
import { comparePair } from '../verify/compare-pair.js'
import { fingerprintNow } from './fingerprint.js'

/**
 * Proves that a target of ours holds everything the source has: by the fingerprint of what was migrated or, when the
 * source's bytes changed, by comparing every value. Changes nothing. Throws HM-TARGET-HAS-DATA when something is new.
 */
export async function alreadyThere(
  environment: Environment,
  source: SelectedSource,
  target: TargetInspection,
  signal: AbortSignal,
): Promise<void> {
  const fingerprint = await fingerprintNow(source.report.realPath, signal)
  if (target.history.some((past) => past.fingerprint === fingerprint)) return
  const outcome = await comparePair(environment, source.report.realPath, target.path, 'standard', signal)
  if (outcome.accounts.every(({ mismatched, missing }) => mismatched === 0 && missing === 0)) return
  const differing = outcome.accounts
    .filter(({ mismatched, missing }) => mismatched + missing > 0)
    .map(({ name }) => name)
  throw new HiveError(
    'HM-TARGET-HAS-DATA',
    `${target.path} was migrated before, and the old Hive has changed since (${differing.join(', ')}).`,
  )
}
