import type { Mismatch, VerificationCheck } from '../model/index.js'
import { sampleLimit, type TableAccount } from './account.js'
import { isPlain } from './complete.js'
import { depthOf } from './levels.js'
import { nothingMore } from './nothing-more.js'
import { endTurns, newTurns, takePieces, type PieceOrder, type PieceResult, type Turns } from './pieces.js'
import { regressionChecks } from './regression/ask.js'

/** What verification is given. */
export type VerifyOrder = PieceOrder & {
  onCheck: (check: VerificationCheck) => void
  /** Somebody who takes pieces at the same time (`share.ts`), or nobody. */
  share?: (turns: Turns) => Promise<PieceResult[]>
}

export type VerifyOutcome = {
  passed: boolean
  accounts: TableAccount[]
  checks: VerificationCheck[]
  samples: Mismatch[]
}

/**
 * Compares every raw table of the source with the new database and checks the new database's structure. Reads only raw
 * tables on the source's side (design 3.7). Rejects only when it cannot look; a difference is an outcome.
 */
export async function verify(order: VerifyOrder): Promise<VerifyOutcome> {
  const { db, onCheck } = order
  const results = await allPieces(order)
  const accounts = results.flatMap(({ account }) => (account ? [account] : []))
  const checks = results.flatMap((result) => result.checks)
  const note = (check: VerificationCheck) => {
    checks.push(check)
    onCheck(check)
  }
  const depth = depthOf(order.level)
  if (depth.values && !order.live && isPlain(db)) note(nothingMore(db, accounts))
  // The questions are about everything that the old Hive has; after a stage that is not there yet.
  if (depth.use && order.structure && !order.stage) for (const check of regressionChecks(db, order.source)) note(check)
  const samples = accounts.flatMap((account) => account.samples).slice(0, sampleLimit)
  return { passed: checks.every((check) => check.passed), accounts, checks, samples }
}

/** Every piece, by whoever took it, in the order of the report. */
async function allPieces({ share, onCheck, ...order }: VerifyOrder): Promise<PieceResult[]> {
  const turns = newTurns()
  const theirs = share?.(turns) ?? Promise.resolve([])
  // Awaited below; until then nobody is there to hear it fail.
  theirs.catch(() => undefined)
  try {
    // Their order goes out before this thread is busy with its first piece.
    if (share) await new Promise(setImmediate)
    const mine = await takePieces(order, turns, onCheck)
    return [...mine, ...(await theirs)].sort((a, b) => a.index - b.index)
  } finally {
    endTurns(turns)
    await Promise.allSettled([theirs])
  }
}
