/** Words and lines that several commands use. All data given here is cleaned already. */
import type { Issue, Mismatch, TargetState, VerificationCheck } from '../../engine/model/index.js'
import { formatDuration } from '../../engine/report/format.js'
import { textTable, widthOf, wrap } from './layout.js'
import type { Paint } from './paint.js'

const targetWords: Record<TargetState['kind'], string> = {
  absent: 'not there yet',
  fresh: 'made by the new app and still empty: it is replaced, and kept in the backup',
  ours: 'written by an earlier migration',
  source: 'the old Hive lies at this very path: it is replaced, and kept in the backup',
  used: 'holds data of the new Hive',
  foreign: 'something that is not a Hive',
}

/** What lies where the new database goes. */
export function targetText(kind: string): string {
  return kind in targetWords ? targetWords[kind as TargetState['kind']] : kind
}

/** Issues, gravest first: what it is, and the one thing to do. */
export function issueLines(issues: Issue[], paint: Paint, columns: number, indent = 2): string[] {
  const marks = { error: paint.bad('✗'), warning: paint.warn('!'), info: paint.soft('·') }
  const order = ['error', 'warning', 'info'] as const
  const limit = Math.min(columns, 100)
  return order.flatMap((severity) =>
    issues
      .filter((issue) => issue.severity === severity)
      .flatMap((issue) => {
        const [first = '', ...rest] = wrap(issue.message, indent + 2, limit)
        return [
          `${' '.repeat(indent)}${marks[severity]} ${first.trimStart()}`,
          ...rest,
          ...(issue.fix === '' ? [] : wrap(issue.fix, indent + 2, limit).map(paint.soft)),
        ]
      }),
  )
}

/** Every check with its mark and finding; with its time as well where there is room for columns. */
export function checkLines(checks: VerificationCheck[], paint: Paint, columns: number): string[] {
  const table = textTable(
    [{ title: '' }, { title: '' }, { title: '' }, { title: '', align: 'right' }],
    checks.map((check) => [
      check.passed ? paint.good('✓') : paint.bad('✗'),
      check.name,
      paint.soft(check.detail),
      paint.soft(formatDuration(check.ms)),
    ]),
    paint.soft,
  )
  if (table.every((line) => widthOf(line) <= columns)) return table
  return checks.flatMap(({ passed, name, detail }) => {
    const [first = '', ...rest] = wrap(
      detail === '' ? name : `${name}: ${paint.soft(detail)}`,
      4,
      Math.min(columns, 100),
    )
    return [`  ${passed ? paint.good('✓') : paint.bad('✗')} ${first.trimStart()}`, ...rest]
  })
}

/** The first differences that were found. */
export function mismatchLines(samples: Mismatch[], paint: Paint): string[] {
  return samples.flatMap((sample) => [
    `  ${paint.bad('✗')} ${sample.table}.${sample.column}  ${paint.soft(sample.key)}`,
    `      old  ${sample.source}`,
    `      new  ${sample.target}`,
  ])
}
