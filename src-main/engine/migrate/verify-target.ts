import { HiveError } from '../errors.js'
import type { Manifest } from '../backup/manifest.js'
import type { Run } from '../journal/run.js'
import type { Verification, VerificationCheck, ValidationLevel, TableBooks } from '../model/index.js'
import type { Helper } from '../parallel/helper.js'
import type { MigrationPlan } from '../plan/migration-plan.js'
import type { ProgressMeter } from '../progress.js'
import { attach, openReadonly, sparseTemporary } from '../sqlite/open.js'
import { faultPoint } from '../faults.js'
import { furtherChecks } from './further-checks.js'
import { openLedger, sampleLimit } from '../verify/account.js'
import { isPlain } from '../verify/complete.js'
import { keptSchemaOf } from '../verify/kept-schema.js'
import { depthOf } from '../verify/levels.js'
import { fromSomewhere } from '../verify/nowhere.js'
import type { Turns } from '../verify/pieces.js'
import { prepareStage, type StageToVerify } from '../verify/stage.js'
import type { Folded } from './folded.js'
import { verify, type VerifyOutcome } from '../verify/verify.js'

export type VerifyTargetOrder = {
  run: Run<MigrationPlan>
  manifest: Manifest
  folded: Folded[]
  books: TableBooks[]
  tmpdir: string
  helper: Helper
}

/**
 * Verifies the new database against the raw source, both read-only, before the swap. `books` must agree with what
 * verification itself counts. Throws HM-VERIFY-FAILED with what differs.
 */
export async function verifyTarget(
  order: VerifyTargetOrder,
  progress: ProgressMeter,
  signal: AbortSignal,
): Promise<Verification> {
  const { plan } = order.run
  const level = plan.validation
  const say = (check: VerificationCheck) => {
    faultPoint('verify:check-done')
    progress.say(`Verified: ${check.name.replaceAll('_', ' ')}`)
  }
  const outcome = await compare(order, level, (rows) => progress.add({ rows }), say, signal)
  faultPoint('verify:compared')
  // The connection is closed now: other checks open the file again, and a copy of it (traps, Files).
  const further = await furtherChecks({ ...order, level, signal }, say)
  const verification = summarise({ ...outcome, checks: [...outcome.checks, ...further] }, level, order.books)
  if (!verification.passed) throw new VerificationError(verification)
  return verification
}

/** Compares each source in its turn; the new database's own structure is looked at with the first one. */
async function compare(
  order: VerifyTargetOrder,
  level: ValidationLevel,
  onRows: (rows: number) => void,
  onCheck: (check: VerificationCheck) => void,
  signal: AbortSignal,
): Promise<VerifyOutcome> {
  const outcomes: VerifyOutcome[] = []
  // An old Hive's first: what is asked of the new database as a whole belongs to it.
  for (const folded of [...order.folded].sort((a, b) => Number(a.role === 'kept') - Number(b.role === 'kept'))) {
    const structure = outcomes.length === 0
    outcomes.push(await compareWith(order, folded, { level, structure, onRows, onCheck, signal }))
  }
  const together = [...schemaOfTwins(order, onCheck), ...(depthOf(level).values ? compareTogether(order, onCheck) : [])]
  const checks = [...outcomes.flatMap((outcome) => outcome.checks), ...together]
  return {
    passed: checks.every(({ passed }) => passed),
    accounts: outcomes.flatMap(({ accounts }) => accounts),
    checks,
    samples: outcomes.flatMap(({ samples }) => samples).slice(0, sampleLimit),
  }
}

/** What other programs made in a new Hive of another encoding: its twin, which is compared, has none of it. */
function schemaOfTwins({ run, folded }: VerifyTargetOrder, onCheck: (check: VerificationCheck) => void) {
  const twins = folded.filter(({ role, path, schema }) => role === 'kept' && schema !== path)
  return twins.map(({ source, schema }) => {
    const db = openReadonly(run.plan.building)
    try {
      db.pragma('temp_store = MEMORY')
      const check = keptSchemaOf(db, openLedger(db, source), schema)
      onCheck(check)
      return check
    } finally {
      db.close()
    }
  })
}

/** What only all sources together can say of the new database. */
function compareTogether({ run, folded }: VerifyTargetOrder, onCheck: (check: VerificationCheck) => void) {
  const db = openReadonly(run.plan.building)
  try {
    if (isPlain(db)) return []
    const check = fromSomewhere(db, folded, stageToVerify(run.plan, folded))
    onCheck(check)
    return [check]
  } finally {
    db.close()
  }
}

type Comparison = {
  level: ValidationLevel
  structure: boolean
  onRows: (rows: number) => void
  onCheck: (check: VerificationCheck) => void
  signal: AbortSignal
}

async function compareWith(
  { run, helper, folded }: VerifyTargetOrder,
  { path, source, role }: Folded,
  { level, structure, onRows, onCheck, signal }: Comparison,
): Promise<VerifyOutcome> {
  const db = openReadonly(run.plan.building)
  try {
    sparseTemporary(db)
    const stage = stageToVerify(run.plan, folded)
    if (stage) prepareStage(db, stage)
    attach(db, path, 'old')
    faultPoint('verify:opened')
    const what = { level, source, role, structure, stage }
    const share = (turns: Turns) =>
      helper.run('verify', { target: run.plan.building, folded: path, ...what, turns }, { signal, onRows })
    const mine = { db, ...what, live: false, signal, onRows, onCheck }
    const outcome = await verify(helper.parallel ? { ...mine, share } : mine)
    return { ...outcome, accounts: outcome.accounts.map((account) => ({ ...account, database: source })) }
  } finally {
    db.close()
  }
}

/** What of the old databases had to be moved, where that is not everything. */
function stageToVerify({ stage }: MigrationPlan, folded: Folded[]): StageToVerify | null {
  if (!stage) return null
  const { parts, since, until, undatedBefore } = stage
  const files = folded.filter(({ role }) => role === 'old').map(({ path }) => path)
  return { parts, ranges: [{ since, until }], undatedBefore, files, live: false }
}

/** HM-VERIFY-FAILED with the verification that failed, for the report. */
export class VerificationError extends HiveError {
  constructor(readonly verification: Verification) {
    super('HM-VERIFY-FAILED', failedWords(verification))
  }
}

/**
 * Says what and where, and quotes nothing: these words get into the record of actions and into the log, which people send
 * to us. What the values are is in the report alone; the questions of the old database quote their answers.
 */
function failedWords({ checks, samples }: Verification): string {
  const failed = checks
    .filter((check) => !check.passed)
    .map(({ layer, name, detail }) => (layer === 'regression' ? name : `${name}: ${detail}`))
  const [sample] = samples
  const example = sample ? ` For example ${sample.table}, ${sample.key}, ${sample.column}.` : ''
  return `${failed.join('; ')}.${example}`
}

/** Turns the outcome into the result's form; the copy's books must say what verification found. */
function summarise(outcome: VerifyOutcome, level: ValidationLevel, books: TableBooks[]): Verification {
  const { accounts, checks, samples } = outcome
  const sum = (of: (account: (typeof accounts)[number]) => number) =>
    accounts.reduce((total, account) => total + of(account), 0)
  const all = [...checks, booksCheck(outcome, books)]
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
  const isMerged = new Set(books.map(({ database }) => database)).size > 1
  const wrong = books.filter((book) => {
    const account = accounts.find(({ database, name }) => database === book.database && name === book.name)
    if (account === undefined || account.read + account.left !== book.read || account.quarantined !== book.quarantined)
      return true
    // Rows that met one of the same key, or of the same conversation under another number, may have their place and stand
    // beside it whole: together they are what was kept.
    const there = book.left - account.left
    if (account.beside > 0 || there > 0 || isMerged) {
      return account.placed + account.carried !== book.migrated + there + book.carried
    }
    return account.placed !== book.migrated || account.carried !== book.carried
  })
  const detail =
    wrong.length === 0
      ? 'what the copy says it did is what is there'
      : `not so for ${wrong.map(({ name }) => name).join(', ')}`
  return { layer: 'data', name: 'books', passed: wrong.length === 0, detail, ms: 0 }
}
