import type { Environment } from '../model/index.js'
import type { SelectedSource } from '../plan/select-source.js'
import type { TargetInspection } from '../target/inspect.js'
import { comparePair } from '../verify/compare-pair.js'
import { isSameStage, type PastStage, type PlannedStage } from '../plan/stage.js'
import type { StageToVerify } from '../verify/stage.js'
import { fingerprintNow } from './fingerprint.js'

/**
 * Whether a target of ours holds everything that the sources have, or the stage of it: by the fingerprints of what was
 * migrated or, when a source's bytes changed, by comparing every value. Changes nothing.
 */
export async function alreadyThere(
  environment: Environment,
  sources: SelectedSource[],
  target: TargetInspection,
  stage: PlannedStage | null,
  signal: AbortSignal,
): Promise<boolean> {
  // What a stage left out is not there; only the same stage again has nothing to do.
  const covers = (past: PastStage | null) => past === null || (stage !== null && isSameStage(past, stage))
  const done = target.history.filter((past) => covers(past.stage))
  const known = new Set(done.flatMap(({ fingerprint }) => fingerprint.split(' ')))
  // Settings are files as well: where none of the stages brought them, they are not there.
  const brought = target.history.some((past) => past.stage?.parts.includes('settings') !== false)
  if (!brought && stage?.parts.includes('settings') !== false) return false
  const asked = stage && toVerify(stage, sources)
  for (const { report, salvage } of sources) {
    if (known.has(await fingerprintNow(report.realPath, signal))) continue
    // A damaged one cannot be compared before it is salvaged; the merge finds what is there.
    if (salvage) return false
    const { accounts } = await comparePair(environment, report.realPath, target.path, 'standard', signal, {
      stage: asked,
    })
    if (accounts.some(({ mismatched, missing }) => mismatched + missing > 0)) return false
  }
  return true
}

function toVerify({ parts, since, until, undatedBefore }: PlannedStage, sources: SelectedSource[]): StageToVerify {
  const files = sources.map(({ report }) => report.realPath)
  return { parts, ranges: parts.includes('conversations') ? [{ since, until }] : [], undatedBefore, files, live: true }
}
