import { toFailure } from '../../engine/errors.js'
import type { Failure, Validation } from '../../engine/model/index.js'
import { formatCount, formatNoun } from '../../engine/report/format.js'
import type { ValidateOptions } from '../options.js'
import { clean } from '../output/clean.js'
import { textTable } from '../output/layout.js'
import { checkLines, mismatchLines } from '../output/words.js'
import type { Outcome, Session } from '../session.js'

/** `validate`: an old database against a new one. A difference is a failure: exit 5. */
export async function runValidate(session: Session, options: ValidateOptions): Promise<Outcome> {
  const { source, target, level, sample } = options
  const asked = session.call('validate', { source, target, level, samplePercent: sample })
  const validation = await asked.catch((error: unknown) => nothingThere(toFailure(error), error))
  if ('code' in validation) return { document: {}, lines: [], failure: validation }
  return {
    document: validation,
    lines: validationLines(clean(validation), session),
    failure: validation.passed ? undefined : difference(validation),
  }
}

/** HM-TARGET-FOREIGN in the words of a command that puts nothing there; throws any other `error` again. */
function nothingThere(failure: Failure, error: unknown): Failure {
  if (failure.code !== 'HM-TARGET-FOREIGN') throw error
  return {
    ...failure,
    title: 'There is no migrated database to compare with',
    fix: 'Migrate first with `hive-migrate quick`, or name the new database with --target.',
  }
}

/** HM-VERIFY-FAILED in the words of a command that only compares. */
function difference({ tables, checks }: Validation): Failure {
  const wrong = tables.reduce((sum, table) => sum + table.mismatched + table.missing, 0)
  const failed = checks.filter((check) => !check.passed).map((check) => check.name)
  const rows =
    wrong > 0 ? `${formatNoun(wrong, 'row')} ${wrong === 1 ? 'differs or is' : 'differ or are'} missing. ` : ''
  return {
    code: 'HM-VERIFY-FAILED',
    title: 'Old and new are not the same',
    detail: `${rows}Checks that failed: ${failed.join(', ') || 'none'}.`,
    safe: 'Nothing was changed: this command only compares.',
    fix: 'If you have not changed the new Hive on purpose: `hive-migrate rollback`, then migrate again.',
    exit: 5,
  }
}

function validationLines(
  { passed, level, tables, checks, samples }: Validation,
  { paint, columns }: Pick<Session, 'paint' | 'columns'>,
): string[] {
  const full = tables.filter((table) => table.source > 0 || table.target > 0)
  const rows = full.map((table) => [
    table.name,
    ...[table.source, table.target, table.matching].map((count) => formatCount(count)),
    ...[table.mismatched, table.missing].map((count) => (count > 0 ? paint.bad(formatCount(count)) : '0')),
    formatCount(table.extra),
  ])
  const sum = (key: 'matching' | 'source') => tables.reduce((total, table) => total + table[key], 0)
  const title = passed
    ? `${paint.good('✓')} ${paint.bold(`${formatCount(sum('matching'))} of ${formatNoun(sum('source'), 'row')} are the same`)}  ${paint.soft(level)}`
    : `${paint.bad('✗')} ${paint.bold('Old and new are not the same')}  ${paint.soft(level)}`
  const heads = ['Old', 'New', 'Same', 'Different', 'Missing', 'Extra']
  return [
    title,
    '',
    ...textTable(
      [{ title: 'Table' }, ...heads.map((head) => ({ title: head, align: 'right' as const }))],
      rows,
      paint.soft,
    ),
    ...(checks.length > 0 ? ['', ...checkLines(checks, paint, columns)] : []),
    ...(samples.length > 0 ? ['', ...mismatchLines(samples, paint)] : []),
    '',
  ]
}
