import { existsSync, statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Run } from '../journal/run.js'
import { backupBytes, targetBytes } from '../plan/estimate.js'
import { sourcesOf, type MigrationPlan } from '../plan/migration-plan.js'
import type { ProgressMeter } from '../progress.js'

/** Milliseconds between two looks at the disk. */
const interval = 1000

/**
 * Waits until there is room for the rest of a run, saying how much is missing, and for a moment in any case; answers whether
 * any was missing, as far as the system tells. Throws when the run is cancelled.
 */
export async function waitForRoom(
  run: Run<MigrationPlan>,
  progress: ProgressMeter,
  signal: AbortSignal,
): Promise<boolean> {
  let short = shortage(run)
  const wasShort = short !== null
  do {
    if (short) progress.wait({ reason: 'disk', ...short })
    await sleep(interval, undefined, { signal })
    short = shortage(run)
  } while (short)
  progress.wait(undefined)
  return wasShort
}

/** The first volume with too little room for what is still to be written, or null. */
function shortage(run: Run<MigrationPlan>): { folder: string; bytesNeeded: number; bytesFree: number } | null {
  const { plan } = run
  const bytes = sourcesOf(plan).reduce((sum, source) => sum + source.bytes, 0)
  const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0
  const needs = [
    { folder: nearest(dirname(plan.building)), bytes: targetBytes(bytes) - sizeOf(plan.building) },
    {
      folder: nearest(run.folder),
      bytes: run.reached('backed-up') ? bytes : backupBytes(bytes, 0),
    },
  ]
  for (const { folder, bytes: needed } of needs) {
    const { bavail, bsize } = statfsSync(folder)
    const free = bavail * bsize
    // At least one cluster of a small run: a volume that is full to the last byte must not count as enough.
    if (free < Math.max(needed, 1 << 20)) return { folder, bytesNeeded: Math.max(needed, 1 << 20), bytesFree: free }
  }
  return null
}

function nearest(path: string): string {
  return existsSync(path) ? path : nearest(dirname(path))
}
