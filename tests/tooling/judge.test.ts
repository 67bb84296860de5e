/** `npm test` takes no runner's word for it: what ran, how it ended and what it counted have to agree. */
import { expect, test } from 'vitest'
import { judge } from '../../tools/test/runners.mjs'
import { tally } from '../../tools/test/tally.mjs'

const ended = { status: 0, output: 'words', timedOut: false }
const counts = { passed: 3, failed: 0, skipped: 1 }

test('a runner that passed stays as it counted', () => {
  expect(judge(counts, ended)).toMatchObject(counts)
})

test('a failed test is counted once', () => {
  expect(judge({ ...counts, failed: 2 }, { ...ended, status: 1 })).toMatchObject({ passed: 3, failed: 2 })
})

test.each([
  ['no report', null, ended, 0],
  ['no test executed', { passed: 0, failed: 0, skipped: 4 }, ended, 0],
  ['an error outside of any test', counts, { ...ended, status: 1 }, 3],
  ['cut off', counts, { ...ended, status: 124, timedOut: true }, 3],
])('%s is a failure', (_name, report, run, passed) => {
  const result = judge(report, run)
  expect(result).toMatchObject({ passed, failed: 1 })
  expect(result.output).toContain('words')
})

test('single checks are added up, and what the failed ones say is kept', () => {
  const checks = [
    { name: 'good', ok: true, output: 'not shown' },
    { name: 'bad', ok: false, output: 'why' },
  ]
  expect(tally(checks)).toMatchObject({ passed: 1, failed: 1, skipped: 0, output: '--- bad\nwhy' })
})
