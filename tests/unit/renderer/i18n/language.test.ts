/** Which language is spoken, and how figures are written in it. */
import { afterEach, describe, expect, it } from 'vitest'
import { t, tNamed, tParts, type Key } from '../../../../src-renderer/i18n/index.js'
import { language } from '../../../../src-renderer/i18n/language.js'
import { localeOf, spokenOf } from '../../../../src-main/words/language.js'
import { fill, partsOf } from '../../../../src-main/words/message.js'
import { bytes, count, date, day, decimal, duration, percent, range } from '../../../../src-renderer/lib/format.js'

/** A number and its unit are not parted in German. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

afterEach(() => language.choose('system'))

describe('the language of the page', () => {
  it.each([
    [['de-CH', 'en'], 'de', 'de-CH'],
    [['fr-FR', 'de'], 'de', 'de'],
    [['en-GB', 'de-DE'], 'en', 'en-GB'],
    [['DE'], 'de', 'DE'],
    [['fr', 'ja-JP'], 'en', 'en'],
    [['denglish'], 'en', 'en'],
    [[], 'en', 'en'],
  ] as const)('of a system that speaks %j is %s, written as %s', (wishes, spoken, locale) => {
    expect(spokenOf(wishes)).toBe(spoken)
    expect(localeOf(spoken, wishes)).toBe(locale)
  })

  it('is what was chosen, and what the system speaks where that is no language of ours', () => {
    language.choose('de')
    expect([language.choice, language.current, t('common.close')]).toEqual(['de', 'de', 'Schließen'])
    language.choose('<img>' as never)
    expect(language.current).toBe('en')
  })
})

describe('a text', () => {
  it('says how many in the form of its language, and the number in its digits', () => {
    expect([t('common.rows', { n: 1 }), t('common.rows', { n: 1234 })]).toEqual(['1 row', '1,234 rows'])
    language.choose('de')
    expect([t('common.rows', { n: 1 }), t('common.rows', { n: 1234 })]).toEqual(['1 Zeile', '1.234 Zeilen'])
  })

  it('takes nothing in a value for a place or a mark', () => {
    const harm = '<b>{time}</b>'
    expect(tParts('test.onCopy', { path: harm, held: '{path}', time: '2 s' })).toEqual([
      { text: 'On a private copy of ', marked: false },
      { text: harm, marked: true },
      { text: ': {path}. In 2 s.', marked: false },
    ])
    expect(fill('{a} {constructor}', { a: '{a}' }, String)).toBe('{a} {constructor}')
    expect(partsOf('all', (text) => text)).toEqual([{ text: 'all', marked: false }])
  })

  it('is looked up by a name of the engine only where it is the topic’s own', () => {
    expect(tNamed('lookTables', 'messages')).toBe('Message in the new Hive')
    expect([tNamed('lookTables', 'toString'), tNamed('lookTables', '')]).toEqual([undefined, undefined])
    expect(t('common.nothing' as Key & 'common.close')).toBe('')
  })

  it('is asked for with what it needs: anything else does not compile', () => {
    // @ts-expect-error No such key.
    t('common.unknown')
    // @ts-expect-error It needs `n`.
    t('common.rows')
    // @ts-expect-error `n` is a number.
    t('common.rows', { n: '1' })
    // @ts-expect-error It has no place called `x`.
    t('plan.rowsInTables', { rows: '1', x: '2' })
    // @ts-expect-error It has no place at all.
    t('common.close', { n: 1 })
  })
})

describe('figures', () => {
  it('are written as Germans do', () => {
    language.choose('de')
    expect(
      [bytes(812), bytes(5_142_528), percent(0.5), duration(2_400), duration(192_000), duration(7_500_000)].map(plain),
    ).toEqual(['812 Byte', '5,1 MB', '50 %', '2,4 s', '3 min 12 s', '2 h 5 min'])
    expect([count(1_234_567), decimal(3.14)]).toEqual(['1.234.567', '3,1'])
    expect(day('2026-03-12T12:00:00Z')).toBe('12.03.2026')
    expect(date('2026-03-12T12:00:00Z')).toMatch(/^12\. März 2026 um \d\d:\d\d$/)
  })

  it.each([
    [{ low: 1, high: 4 }, 'wenige Sekunden'],
    [{ low: 12, high: 38 }, '10–40 Sekunden'],
    [{ low: 62, high: 115 }, '1–2 Minuten'],
    [{ low: 180, high: 180 }, 'etwa 3 Minuten'],
    [{ low: 40, high: 60 }, 'bis zu 1 Minute'],
    [{ low: 5400, high: 9000 }, '1,5–2,5 Stunden'],
  ])('%o is %s', (seconds, words) => {
    language.choose('de')
    expect(plain(range(seconds))).toBe(words)
  })
})
