import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeReport } from '../../../src-main/engine/report/index.js'
import { renderReport } from '../../../src-main/engine/report/page.js'
import { sampleReport } from './sample.js'

/** What a person reads: no style sheet, no markup, one space between words. */
function text(page: string): string {
  return page
    .replace(/<style>.*<\/style>/s, '')
    .replaceAll(/<wbr[^>]*>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
}

describe('report.html', () => {
  it('says first how many rows are identical, where things are and how to go back', () => {
    const words = text(renderReport(sampleReport()))
    expect(words).toContain('12,314 of 12,357 rows identical , 41 repaired, 2 in quarantine')
    expect(words).toContain('/home/ada/.hive/hive-ai.db 318.8 MB')
    expect(words).toContain('hive-migrate rollback --backup 20261122-234102-backup')
    expect(words).toContain('The verified backup is in')
  })

  it('shows every book and the sums', () => {
    const words = text(renderReport(sampleReport()))
    expect(words).toContain('stage_outputs 6,231 6,229 0 2 0 0 ✓')
    expect(words).toContain('All tables 12,357 12,343 41 2 12 0 ✓')
    expect(words).toContain('The books balance.')
  })

  it('marks the very table whose books do not balance', () => {
    const data = sampleReport()
    data.result.tables[0]!.migrated -= 1
    data.result.totals.same = false
    const words = text(renderReport(data))
    expect(words).toContain('conversations 2,077 2,076 0 0 0 0 ✗')
    expect(words).toContain('The books do not balance.')
  })

  it('stands alone: no script, nothing remote, nothing that the policy would have to block', () => {
    const page = renderReport(sampleReport())
    expect(page).not.toMatch(/https?:/i)
    expect(page).not.toMatch(/<(script|link|img|iframe|object|embed|form|base)\b/i)
    expect(page).not.toMatch(/url\(|@import|\son\w+=/i)
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
  })

  it('shows text from data as text, wherever it stands', () => {
    const evil = `"><script>alert('x')</script>&\u202e\u061c\u0000`
    const data = JSON.parse(
      JSON.stringify(sampleReport(), (key, value: unknown) =>
        typeof value === 'string' && !['status', 'action', 'kind', 'level'].includes(key) ? value + evil : value,
      ),
    ) as ReturnType<typeof sampleReport>
    data.failure = { code: evil, title: evil, detail: evil, safe: evil, fix: evil, exit: 5 }
    data.result.verification.mismatches = 1
    data.result.verification.samples = [{ table: evil, key: evil, column: evil, source: evil, target: evil }]
    const page = renderReport(data)
    expect(page).not.toMatch(/<script/i)
    expect(page).not.toMatch(/[\u061c\u202e]/)
    expect(page).not.toContain('\u0000')
    expect(page).toContain('&#60;script&#62;')
  })

  it('says of a run that failed what is safe and what to do, and does not claim a new database', () => {
    const data = sampleReport()
    data.result.status = 'failed'
    data.failure = {
      code: 'HM-BOOKS',
      title: 'The books do not balance',
      detail: 'One row is gone.',
      safe: 'Untouched.',
      fix: 'Try again.',
      exit: 5,
    }
    const words = text(renderReport(data))
    expect(words).toContain('One row is gone. What is safe. Untouched. What to do. Try again. HM-BOOKS')
    expect(words).not.toContain('Your data is here now')
    expect(words).not.toContain('rows identical')
  })
})

describe('writeReport', () => {
  let directory: string
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'hive-report-'))
  })
  afterEach(() => rm(directory, { recursive: true }))

  it('writes the page and a JSON twin that reads back as the same data, and leaves no temporary file', async () => {
    const data = sampleReport()
    const folder = join(directory, 'runs', 'one')
    const files = await writeReport(folder, data)
    await writeReport(folder, data)
    expect(JSON.parse(await readFile(files.json, 'utf8'))).toEqual(data)
    expect(await readFile(files.html, 'utf8')).toBe(renderReport(data))
    expect((await readdir(folder)).sort()).toEqual(['report.html', 'report.json'])
  })
})
