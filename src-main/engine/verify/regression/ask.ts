import type { VerificationCheck } from '../../model/index.js'
import { tablesOf } from '../../sqlite/introspect.js'
import { lacksCollation, type Connection } from '../../sqlite/open.js'
import { openLedger } from '../account.js'
import { shown } from '../shown.js'
import { knowledgeQuestions, type Question } from './questions.js'
import { makeViews } from './views.js'

type Row = unknown[]

/**
 * Asks both databases every question that the old one can answer, compares the answers value by value, and says how long
 * each took on either side: the performance layer. `main` is the new database, `old` the old one, whose records are those of
 * `source` (null: of every one).
 */
export function* regressionChecks(db: Connection, source: string | null = null): Generator<VerificationCheck> {
  const there = makeViews(db, tablesOf(db, 'old'), openLedger(db, source))
  const times = { then: 0, now: 0, asked: 0 }
  for (const question of knowledgeQuestions) {
    if (!question.tables.every((table) => there.has(table))) continue
    const { check, then, now } = ask(db, question)
    times.then += then
    times.now += now
    times.asked += 1
    yield check
  }
  yield performanceCheck(times)
}

function ask(db: Connection, question: Question): { check: VerificationCheck; then: number; now: number } {
  const started = performance.now()
  const old = answerOf(db, question.then)
  if (old === null) {
    const detail = 'not asked: the old database lacks a column or a collation that the question needs'
    return { check: { layer: 'regression', name: question.name, passed: true, detail, ms: 0 }, then: 0, now: 0 }
  }
  const then = performance.now() - started
  const fresh = answer(db, question.now)
  const now = performance.now() - started - then
  const difference = firstDifference(old, fresh)
  const detail = difference ?? `${old.length} ${old.length === 1 ? 'row' : 'rows'} of answer, the same`
  const ms = Math.round(then + now)
  return { check: { layer: 'regression', name: question.name, passed: difference === null, detail, ms }, then, now }
}

/** The old database's answer, or null where it lacks a column, or sorts by a collation that only its own program has. */
function answerOf(db: Connection, sql: string): Row[] | null {
  try {
    return answer(db, sql)
  } catch (error) {
    if (lacksCollation(error) || /no such column/.test(String(error))) return null
    throw error
  }
}

function answer(db: Connection, sql: string): Row[] {
  return db.prepare(sql).raw().all() as Row[]
}

function firstDifference(old: Row[], now: Row[]): string | null {
  if (old.length !== now.length) return `the old one answers ${old.length} rows, the new one ${now.length}`
  for (const [index, row] of old.entries()) {
    const other = now[index] ?? []
    for (const [column, value] of row.entries()) {
      if (!isSame(value, other[column])) return `row ${index + 1}: ${shown(value)} became ${shown(other[column])}`
    }
  }
  return null
}

function isSame(a: unknown, b: unknown): boolean {
  if (Buffer.isBuffer(a)) return Buffer.isBuffer(b) && a.equals(b)
  // Sums of doubles may add up in another order, and then differ in their last bits.
  if (typeof a === 'number' && typeof b === 'number')
    return a === b || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a))
  return a === b
}

/** Says how the two compare; a measurement, never a verdict: no test of ours depends on speed. */
function performanceCheck({ then, now, asked }: { then: number; now: number; asked: number }): VerificationCheck {
  const detail = `${asked} questions: ${then.toFixed(0)} ms in the old database, ${now.toFixed(0)} ms in the new one`
  return {
    layer: 'performance',
    name: 'the same questions, old and new',
    passed: true,
    detail,
    ms: Math.round(then + now),
  }
}
