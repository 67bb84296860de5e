import { resolve } from 'node:path'
import type { Failure, LiveTestResult, PhaseProfile, ScenarioResult } from '../../engine/model/index.js'
import { HiveError } from '../../engine/errors.js'
import { formatBytes, formatCount, formatDuration } from '../../engine/report/format.js'
import type { TestOptions } from '../options.js'
import { clean } from '../output/clean.js'
import { checkOutput, writeOutput } from '../output/file.js'
import { textFacts, textTable, wrap } from '../output/layout.js'
import type { Paint } from '../output/paint.js'
import type { Outcome, Session } from '../session.js'

/** `test`: the live scenarios on a private copy. One that fails is exit 5. */
export async function runTest(session: Session, options: TestOptions): Promise<Outcome> {
  const { from, size, scenarios, timeout, profile } = options
  const traceFile = `hive-test-${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}.trace.json`
  // After half an hour of scenarios it would be too late to say that nothing can be written here.
  if (profile) await checkOutput(resolve(traceFile))
  const { trace, ...result } = await session.call('liveTest', {
    from,
    size,
    scenarios,
    timeoutMinutes: timeout,
    profile,
  })
  const file = trace ? resolve(traceFile) : null
  if (file) await writeOutput(file, { traceEvents: trace, displayTimeUnit: 'ms' })
  return {
    document: { ...result, ...(file ? { trace: file } : {}) },
    lines: testLines(clean(result), session, file),
    failure: result.passed ? undefined : failed(result),
  }
}

function failed({ scenarios }: LiveTestResult): Failure {
  const names = (status: ScenarioResult['status']) =>
    scenarios.filter((scenario) => scenario.status === status).map(({ name }) => name)
  const parts = [
    ...(names('failed').length > 0 ? [`Failed: ${names('failed').join(', ')}.`] : []),
    ...(names('timed-out').length > 0 ? [`No time was left for: ${names('timed-out').join(', ')}.`] : []),
  ]
  return new HiveError('HM-TEST-FAILED', parts.join(' ')).toFailure()
}

function testLines(result: LiveTestResult, { paint, columns }: Session, trace: string | null): string[] {
  const { scenarios, source, tested, recommendations } = result
  const ran = scenarios.filter(({ status }) => status !== 'skipped')
  const good = scenarios.filter(({ status }) => status === 'passed')
  const title = `${formatCount(good.length)} of ${formatCount(ran.length)} scenarios passed`
  const what = `${formatCount(tested.conversations)} conversations, ${formatBytes(tested.bytes)}`
  const facts: [string, string][] = [
    ['Tried on', `a private copy of ${source.path}  ${paint.soft(what)}`],
    ['Your files', result.untouched ? 'not touched' : paint.warn('were changed meanwhile, by another program')],
    ['Time', formatDuration(result.ms)],
    ...(trace ? ([['Trace', `${trace}  ${paint.soft('for chrome://tracing')}`]] as [string, string][]) : []),
  ]
  return [
    `${result.passed ? paint.good('✓') : paint.bad('✗')} ${paint.bold(title)}`,
    '',
    ...textFacts(facts, paint.soft),
    '',
    ...textTable(
      [{ title: '' }, { title: 'Scenario' }, { title: 'Time', align: 'right' }, { title: 'What came of it' }],
      scenarios.map((each) => [mark(each, paint), each.name, formatDuration(each.ms), each.summary]),
      paint.soft,
    ),
    ...scenarios.flatMap((each) => failedChecks(each, paint)),
    ...scenarios.flatMap((each) => (each.profile ? profileLines(each.name, each.profile, paint) : [])),
    '',
    ...recommendations.flatMap((text) => {
      const [first = '', ...rest] = wrap(text, 4, Math.min(columns, 100))
      return [`  ${paint.honey('›')} ${first.trimStart()}`, ...rest]
    }),
  ]
}

function mark({ status }: ScenarioResult, paint: Paint): string {
  if (status === 'passed') return paint.good('✓')
  return status === 'failed' ? paint.bad('✗') : paint.warn(status === 'skipped' ? '-' : '!')
}

function failedChecks({ name, checks }: ScenarioResult, paint: Paint): string[] {
  const wrong = checks.filter(({ passed }) => !passed)
  if (wrong.length === 0) return []
  return [
    '',
    `  ${name}`,
    ...wrong.map(
      (check) => `    ${paint.bad('✗')} ${check.name}${check.detail ? paint.soft(`  ${check.detail}`) : ''}`,
    ),
  ]
}

function profileLines(name: string, phases: PhaseProfile[], paint: Paint): string[] {
  const whole = phases.reduce((sum, { ms }) => sum + ms, 0)
  const rows = phases.map(({ phase, ms, peakBytes }) => [
    phase,
    formatDuration(ms),
    `${Math.round((100 * ms) / Math.max(1, whole))} %`,
    peakBytes === null ? '' : formatBytes(peakBytes),
  ])
  const heads = ['Time', 'Share', 'Memory'].map((title) => ({ title, align: 'right' as const }))
  return ['', ...textTable([{ title: `Phases of ${name}` }, ...heads], rows, paint.soft)]
}
