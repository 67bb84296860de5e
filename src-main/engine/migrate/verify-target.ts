import { HiveError } from '../errors.js'
import type { Verification, ValidationLevel, TableBooks } from '../model/index.js'
import type { ProgressMeter } from '../progress.js'
import { attach, openReadonly } from '../sqlite/open.js'
import { verify, type VerifyOutcome } from '../verify/verify.js'

/**
 * Verifies the new database against the raw source, both read-only, before the swap. `books` must agree with what
 * verification itself counts. Throws HM-VERIFY-FAILED with what differs.
 */
export async function verifyTarget(
  order: { building: string; folded: string; source: string; level: ValidationLevel; books: TableBooks[] },
  progress: ProgressMeter,
  signal: AbortSignal,
): Promise<Verification> {
  const db = openReadonly(order.building)
  try {
    attach(db, order.folded, 'old')
    db.pragma('temp_store = FILE')
    const { level, source } = order
    const outcome = await verify({
      ...{ db, level, source, live: false, signal },
      onRows: (rows) => progress.add({ rows }),
      onCheck: (check) => progress.say(`Verified: ${check.name.replaceAll('_', ' ')}`),
    })
    const verification = summarise(outcome, level, order.books)
    if (!verification.passed) throw new VerificationError(verification)
    return verification
  } finally {
    db.close()
  }
}

/** HM-VERIFY-FAILED with the verification that failed, for the report. */
export class VerificationError extends HiveError {
  constructor(readonly verification: Verification) {
    super('HM-VERIFY-FAILED', failedWords(verification))
  }
}

function failedWords({ checks, samples }: Verification): string {
  const failed = checks.filter((check) => !check.passed).map((check) => `${check.name}: ${check.detail}`)
  const [sample] = samples
  const example = sample ? ` For example ${sample.table}, ${sample.key}, ${sample.column}: ${sample.source} became ${sample.target}.` : ''
  return `${failed.join('; ')}.${example}`
}

/** Turns the outcome into the result's form; the copy's books must say what verification found. */
export function summarise(outcome: VerifyOutcome, level: ValidationLevel, books: TableBooks[] | null): Verification {
  const { accounts, checks, samples } = outcome
  const sum = (of: (account: (typeof accounts)[number]) => number) => accounts.reduce((total, account) => total + of(account), 0)
  const all = books ? [...checks, booksCheck(outcome, books)] : checks
  return {
    level,
    passed: all.every((check) => check.passed),
    rowsCompared: sum((account) => account.read),
    rowsIdentical: sum((account) => account.identical + account.carried),
    valuesCompared: sum((account) => account.values),
    mismatches: sum((account) => account.mismatched + account.missing + account.extra),
    samples,
    checks: all,
  }
}

function booksCheck({ accounts }: VerifyOutcome, books: TableBooks[]): Verification['checks'][number] {
  const wrong = books.filter((book) => {
    const account = accounts.find(({ name }) => name === book.name)
    const placed = (account?.identical ?? 0) + (account?.repaired ?? 0)
    return account?.read !== book.read || placed !== book.migrated || account.quarantined !== book.quarantined || account.carried !== book.carried
  })
  const detail = wrong.length === 0 ? 'what the copy says it did is what is there' : `not so for ${wrong.map(({ name }) => name).join(', ')}`
  return { layer: 'data', name: 'books', passed: wrong.length === 0, detail, ms: 0 }
}
