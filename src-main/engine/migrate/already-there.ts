import type { Environment } from '../model/index.js'
import type { SelectedSource } from '../plan/select-source.js'
import type { TargetInspection } from '../target/inspect.js'
import { comparePair } from '../verify/compare-pair.js'
import { fingerprintNow } from './fingerprint.js'

/**
 * Whether a target of ours holds everything that the sources have: by the fingerprints of what was migrated or, when a
 * source's bytes changed, by comparing every value. Changes nothing.
 */
export async function alreadyThere(
  environment: Environment,
  sources: SelectedSource[],
  target: TargetInspection,
  signal: AbortSignal,
): Promise<boolean> {
  const known = new Set(target.history.flatMap(({ fingerprint }) => fingerprint.split(' ')))
  for (const { report } of sources) {
    if (known.has(await fingerprintNow(report.realPath, signal))) continue
    const { accounts } = await comparePair(environment, report.realPath, target.path, 'standard', signal)
    if (accounts.some(({ mismatched, missing }) => mismatched + missing > 0)) return false
  }
  return true
}
