/** The report in German: everything in both catalogues, nothing past them, and figures as Germans write them. */
import { describe, expect, it } from 'vitest'
import { reasonOf } from '../../../src-main/engine/copy/quarantine.js'
import { HiveError } from '../../../src-main/engine/errors.js'
import { figuresIn } from '../../../src-main/engine/report/figures.js'
import type { ReportData } from '../../../src-main/engine/report/index.js'
import { renderReport } from '../../../src-main/engine/report/page.js'
import { catalogues, wordsFor } from '../../../src-main/engine/report/texts/index.js'
import { chooseSpoken, languages } from '../../../src-main/words/language.js'
import { faults, flat, unused } from '../../support/catalogue.js'
import { keysIn, literalText, sources } from '../../support/said.js'
import { sampleReport } from './sample.js'

const files = sources('src-main/engine/report', /^(texts\/(en|de)|style|format)\.ts$/)
/** What a terminal is told, and a unit. */
const forNobody = ['hive-migrate rollback --backup', 'Byte']
const shown = (source: (typeof files)[number]) => literalText(source).filter((text) => !forNobody.includes(text))

const words = (page: string): string =>
  page
    .replace(/<style>.*<\/style>/s, '')
    .replaceAll(/<wbr[^>]*>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')

const german = (change: (data: ReportData) => void = () => undefined, locale = 'de-DE'): string => {
  const data = sampleReport()
  change(data)
  return words(renderReport(data, locale))
}

describe('the catalogue', () => {
  it.each(languages.filter((language) => language !== 'en'))('%s has every key, with the same places', (language) => {
    expect(faults(catalogues.en, catalogues[language])).toEqual([])
    const english = new Map(flat(catalogues.en))
    const same = flat(catalogues[language]).filter(
      ([key, message]) => typeof message === 'string' && english.get(key) === message && /\p{L}{3}/u.test(message),
    )
    expect(same.map(([key]) => key)).toEqual(['column.hash', 'config.because', 'run.assistant'])
  })

  it.each(files.map((source) => [source.file, source] as const))('%s says nothing past it', (_, source) => {
    expect(shown(source)).toEqual([])
  })

  it('is used, every text of it', () => {
    const named = ['layer', 'type', 'level', 'rules'].map((topic) => new RegExp(`^${topic}\\.`))
    expect(unused([...files.flatMap(keysIn), ...named], catalogues.en)).toEqual([])
    expect(unused(files.flatMap(keysIn), { books: { idle: 'Idle' } })).toEqual(['books.idle'])
  })

  it.each([
    ['between tags', 'html`<h2>Where it went</h2>`', 'Where it went'],
    ['beside a value', 'html`<p class="${look}">${n} rows in all</p>`', 'rows in all'],
    ['in a title', 'html`<i title="balanced">${n}</i>`', 'balanced'],
    ['in a title with a value', 'html`<i title="${n} rows left">1</i>`', 'rows left'],
    ['one small word', 'html`<p>unknown</p>`', 'unknown'],
    ['in a call', `section('Checks', note, rows)`, 'Checks'],
  ])('literal text is found: %s', (_, text, found) => {
    expect(shown({ file: 'planted.ts', text })).toContain(found)
  })
})

describe('in German', () => {
  it('says first how many rows are the same, where things are and how to go back', () => {
    const page = german()
    expect(page).toContain('12.314 von 12.357 Zeilen gleich , 41 berichtigt, 2 beiseitegelegt')
    expect(page).toContain('/home/ada/.hive/hive-ai.db 318,8 MB, die Datenbank des neuen Hive.')
    expect(page).toContain('Bericht vom 22.11.2026, 23:41 UTC')
    expect(page).toContain('hive-migrate rollback --backup 20261122-234102-backup')
    expect(page).toContain('Alle Tabellen 12.357 12.343 41 2 12 0 ✓')
    expect(page).toContain('Ablösen, Prüfung „Normal“')
  })

  it('says what the engine says: checks, layers, rules, reasons and notes', () => {
    const page = german((data) => {
      data.result.verification.checks = [
        { layer: 'schema', name: 'foreign keys', passed: true, detail: 'every reference points to a row', ms: 3 },
      ]
      data.repairs[0]!.rule = 'timestamp'
      data.quarantine[0]!.reason = 'points to a row that does not exist'
      data.config[3]!.reason = 'the new Hive has no such key'
      data.result.warnings = ['Remove HIVE_DB_PATH after the migration.']
    })
    expect(page).toContain('Verweise Aufbau jeder Verweis zeigt auf eine Zeile 3 ms')
    expect(page).toContain(
      'created_at als Datum geschrieben, das das neue Hive liest; der Wert davor ist aufgehoben 41',
    )
    expect(page).toContain('stage_outputs zeigt auf eine Zeile, die es nicht gibt 2')
    expect(page).toContain('noch einmal einzugeben: das neue Hive hat keinen solchen Eintrag')
    expect(page).toContain('Hinweis: Entfernen Sie HIVE_DB_PATH nach der Migration.')
  })

  it('what it does not know stays as the engine said it', () => {
    const page = german((data) => {
      data.quarantine[0]!.reason = 'something quite new'
      data.result.verification.checks[0]!.layer = 'toString'
    })
    expect(page).toContain('something quite new')
    expect(page).toContain('toString')
  })

  it('a failure has its German words, and what happened as far as it is known', () => {
    const page = german((data) => {
      data.result.status = 'failed'
      data.failure = new HiveError('HM-VERIFY-FAILED', 'foreign keys: 2 references point to nothing.').toFailure()
    })
    expect(page).toContain('Nicht jeder Wert ist angekommen')
    expect(page).toContain('Was sicher ist. Die neue Datenbank kam nicht an ihren Platz.')
    expect(page).toContain('Was zu tun ist. Lesen Sie den Bericht')
  })

  it.each([
    'FOREIGN KEY constraint failed',
    'NOT NULL constraint failed: messages.content',
    'UNIQUE constraint failed: a.b, a.c',
    'CHECK constraint failed: a',
    'datatype mismatch',
  ])('%s: why a row is set aside has words', (message) => {
    const reason = reasonOf(new Error(message))
    expect(wordsFor('de').said(reason)).not.toBe(reason)
  })

  it('a stage says what waits', () => {
    const stage = { parts: ['conversations' as const], since: null, until: null, undated: false }
    const page = german(({ result }) => {
      result.stage = { ...stage, conversations: { chosen: 3, there: 0, left: 1200, undated: 0 } }
    })
    expect(page).toContain('Jede gewählte Zeile wurde gelesen')
    expect(page).toContain('1.200 Gespräche warten auf einen späteren Lauf, mit allem, was auf sie zeigt, und dem')
  })
})

describe('figures', () => {
  const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ').replace('’', "'")

  it.each([
    ['de', ['12.345', '1 Byte', '302,1 MB', '420 ms', '3,2 s', '2 min 05 s', '22.11.2026, 23:41 UTC']],
    ['de-CH', ["12'345", '1 Byte', '302.1 MB', '420 ms', '3.2 s', '2 min 05 s', '22.11.2026, 23:41 UTC']],
    ['en-GB', ['12,345', '1 byte', '302.1 MB', '420 ms', '3.2 s', '2 min 05 s', '22 Nov 2026, 23:41 UTC']],
    ['en', ['12,345', '1 byte', '302.1 MB', '420 ms', '3.2 s', '2 min 05 s', '2026-11-22 23:41 UTC']],
    ['fr-FR', ['12,345', '1 byte', '302.1 MB', '420 ms', '3.2 s', '2 min 05 s', '2026-11-22 23:41 UTC']],
  ])('of %s', (locale, expected) => {
    const { count, bytes, duration, instant } = figuresIn(chooseSpoken('', [locale]))
    const said = [count(12_345), bytes(1), bytes(302_120_960), duration(420), duration(3210), duration(125_000)]
    expect([...said, instant('2026-11-22T23:41:07.512Z')].map(plain)).toEqual(expected)
    expect(instant('yesterday')).toBe('yesterday')
    expect(instant('2026-99-99T99:99:99Z')).toBe('2026-99-99T99:99:99Z')
  })
})
