import { dirname, join } from 'node:path'
import { rmSync } from 'node:fs'
import { breathe } from '../control.js'
import { makePrivateFolder } from '../files/private-folder.js'
import type { VerificationCheck } from '../model/index.js'
import { compareIndependently } from './independent/compare.js'
import type { Asked } from './independent/waits.js'
import { functionalChecks } from './functional/try-out.js'

/** Uses a throw-away copy beside `scratchBeside` (the same volume: large databases do not fit everywhere). */
export async function tryOut(
  database: string,
  scratchBeside: string,
  sides: string[],
  note: (check: VerificationCheck) => void,
  signal: AbortSignal,
): Promise<void> {
  const folder = makePrivateFolder(dirname(scratchBeside), 'trial')
  try {
    for (const check of functionalChecks(database, join(folder, 'trial.db'), sides)) {
      note(check)
      await breathe(signal)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * The second comparison as a check: from the original file, with code of its own. Of a `stage` at most `left` rows may wait;
 * `source` is the name by which the new database knows the original (null: every record counts).
 */
export async function independentCheck(
  original: string,
  database: string,
  live: boolean,
  signal: AbortSignal,
  stage: { asked: Asked; left: number } | null = null,
  source: string | null = null,
): Promise<VerificationCheck> {
  const started = performance.now()
  const look = () => {
    signal.throwIfAborted()
  }
  const found = await compareIndependently(original, database, look, stage?.asked, source)
  const { cells, lost, surplus, first, waiting } = found
  const tooFew = stage !== null && waiting > stage.left
  const passed = lost === 0 && (live || surplus === 0) && !tooFew
  const later = waiting > 0 ? `; ${waiting} rows wait for a later stage` : ''
  const detail = passed
    ? `${cells.toLocaleString('en')} values of the original file found again by a second, independent comparison${later}`
    : `${lost} values not found (${first ?? 'none'}), ${surplus} rows too many${tooFew ? `, ${waiting} rows wait and ${stage.left} should` : ''}`
  return {
    layer: 'independent',
    name: 'second comparison',
    passed,
    detail,
    ms: Math.round(performance.now() - started),
  }
}
