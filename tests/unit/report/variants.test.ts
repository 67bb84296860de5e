/** The report of runs that ended otherwise, or held more or less than most: each says what happened, and no more. */
import { describe, expect, it } from 'vitest'
import type { ReportData } from '../../../src-main/engine/report/index.js'
import { html } from '../../../src-main/engine/report/html.js'
import { renderReport } from '../../../src-main/engine/report/page.js'
import { sampleReport } from './sample.js'

const of = (change: (data: ReportData) => void) => {
  const data = sampleReport()
  change(data)
  return renderReport(data)
    .replace(/<style>.*<\/style>/s, '')
    .replaceAll(/<wbr[^>]*>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
}

/** What a variant must say, and what it must not. */
type Variant = [name: string, change: (data: ReportData) => void, says: string[], not: string[]]

const unfinished: Variant[] = [
  [
    'nothing to do',
    ({ result }) => Object.assign(result, { status: 'nothing-to-do', backup: null }),
    ['Everything was already in the new Hive', 'Nothing was changed.', 'Your data is here now'],
    ['rows identical', 'How to go back', 'not put in place'],
  ],
  [
    'a failure that has no name',
    ({ result }) => Object.assign(result, { status: 'failed', backup: null }),
    ['The migration did not finish', 'The new database was not put in place.'],
    ['Your data is here now', 'How to go back'],
  ],
  [
    'cancelled',
    ({ result }) => (result.status = 'cancelled'),
    ['Cancelled, nothing changed', 'The new database was not put in place.'],
    ['How to go back'],
  ],
  [
    'interrupted',
    ({ result }) => (result.status = 'interrupted'),
    ['Interrupted, can go on'],
    ['Your data is here now'],
  ],
]

const contents: Variant[] = [
  [
    'rows that are not part of the run',
    ({ result }) => Object.assign(result.totals, { left: 1, carried: 0, quarantined: 3 }),
    ['1 row is not part of this run.', '3 rows broke a rule of the new Hive and are kept in quarantine'],
    ['Nothing was left behind.'],
  ],
  [
    'nothing repaired, carried or set aside',
    (data) => {
      Object.assign(data.result.totals, { repaired: 0, left: 0, carried: 0, quarantined: 0 })
      Object.assign(data, { repairs: [], quarantine: [], carried: [] })
    },
    ['Nothing was left behind.'],
    ['Repaired values', 'Quarantine Th', 'Carried over', 'had to be put into another form'],
  ],
  [
    'one column carried',
    (data) => (data.carried = [{ source: '/a', table: 't', column: 'c', legacyTable: 'legacy_t', rows: 2 }]),
    ['t.c legacy_t'],
    [],
  ],
  [
    'two databases',
    ({ result }) => result.tables.push({ ...result.tables[0]!, database: '/home/ada/.hive/second.db', name: 'topics' }),
    ['/home/ada/.hive/second.db', 'All databases'],
    ['All tables'],
  ],
  [
    'what could not be read, of a known and an unknown number',
    ({ result }) => {
      result.unreadable = [
        { table: 'conversations', rows: 3, detail: 'page 7' },
        { table: 'topics', rows: null, detail: 'page 9' },
      ]
    },
    ['What could not be read', 'conversations 3 page 7', 'topics unknown page 9'],
    [],
  ],
  ['an empty database', ({ result }) => (result.totals.read = 0), ['0 0'], ['rows migrated']],
  [
    'no check, no setting, no backed up file',
    (data) => {
      data.result.verification.checks = []
      Object.assign(data, { config: [], backupFiles: [] })
    },
    ['What was read'],
    ['all passed', 'What the backup holds', 'Old key'],
  ],
  [
    'a check that failed',
    ({ result }) => (result.verification.checks[0]!.passed = false),
    ['1 failed', '✗'],
    ['all passed'],
  ],
  [
    'a backup that was not verified',
    ({ result }) => (result.backup!.verified = false),
    ['The backup is in'],
    ['verified backup'],
  ],
  ['no backup any more', ({ result }) => (result.backup = null), ['Your data is here now'], ['How to go back']],
  [
    'the new database in the old one’s place',
    ({ result }) => result.source.files.push(result.target.path),
    ['Replaced by the new database; what was there is in the backup.'],
    ['not touched'],
  ],
]

describe.each([...unfinished, ...contents])('%s', (_, change, says, not) => {
  it('is said, and nothing that is not so', () => {
    const words = of(change)
    for (const each of says) expect(words).toContain(each)
    for (const each of not) expect(words).not.toContain(each)
  })
})

it('values vanish, join or are escaped by what they are', () => {
  expect(html`${null}|${undefined}|${['a', html`<b>${'<'}</b>`, 1]}|${0}`.text).toBe('||a<b>&#60;</b>1|0')
  expect(html``.text).toBe('')
})
