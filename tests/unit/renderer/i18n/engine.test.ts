/** What the engine says, in the other language: every failure by its code, and sentences that the engine still says. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { failureCodes, HiveError } from '../../../../src-main/engine/errors.js'
import { failures } from '../../../../src-main/words/de/failures.js'
import { engine as ofEngine, phrases } from '../../../../src-main/words/de/phrases/index.js'
import { recommendations } from '../../../../src-renderer/i18n/en/recommendations.js'
import { engineWords, failureSafe, failureTitle, fixFor, issueWords } from '../../../../src-renderer/i18n/engine.js'
import { language } from '../../../../src-renderer/i18n/language.js'
import { noteWords } from '../../../../src-renderer/lib/look-words.js'
import { phraseBook } from '../../../../src-main/words/phrases.js'

const engine = fileURLToPath(new URL('../../../../src-main/engine/', import.meta.url))
const said = readdirSync(engine, { recursive: true, encoding: 'utf8' })
  // The report's own words are no phrases of the engine.
  .filter((file) => file.endsWith('.ts') && !/report[\\/]texts/.test(file))
  .map((file) => readFileSync(join(engine, file), 'utf8'))
  .join('\n')

const places = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).toSorted()

/** Every two words that follow each other in a phrase, between its places. */
const pairs = (phrase: string): string[] =>
  phrase
    .toLowerCase()
    .split(/\{\w+\}/)
    .map((piece) => piece.trim().split(' '))
    .flatMap((words) => (words.length < 2 ? words : words.slice(1).map((word, index) => `${words[index]!} ${word}`)))

/** Phrases that the engine no longer says: most of their words do not follow each other in its sources (it joins some). */
function stale(book: Readonly<Record<string, string>>, sources: string): string[] {
  const inApp = recommendations.reduce((text, [from, to]) => text.replace(from, to), sources).toLowerCase()
  return Object.keys(book).filter((phrase) => {
    const all = pairs(phrase)
    return 2 * all.filter((pair) => !inApp.includes(pair)).length > all.length
  })
}

const wanted = (said: string): string => `Give “${said}” its German in src-main/words/de/phrases`

function engineWordsInGerman(text: string): string {
  language.choose('de')
  return engineWords(text)
}

afterEach(() => language.choose('system'))

describe('in German', () => {
  it('every failure has a title, what is safe and what to do', () => {
    for (const code of failureCodes) {
      const words = failures[code]
      expect(words, code).toBeDefined()
      for (const text of [words?.title, words?.safe, words?.fix]) expect(text?.length, code).toBeGreaterThan(5)
      // No command of the command line: the page has buttons.
      expect(words?.fix, code).not.toMatch(/--\w|`|hive-migrate/)
    }
    expect(Object.keys(failures).filter((code) => !failureCodes.includes(code as never))).toEqual([])
  })

  it('every sentence has the places of the English one', () => {
    const wrong = Object.entries(phrases).filter(([from, to]) => places(from).join() !== places(to).join())
    expect(wrong).toEqual([])
  })

  it('every sentence is one that the engine still says', () => {
    expect(stale(ofEngine, said), 'Take these out of src-main/words/de/phrases').toEqual([])
    expect(stale({ 'Seven cats sleep upon {path}': 'x' }, said)).toEqual(['Seven cats sleep upon {path}'])
  })

  it('every check before a migration has a title', () => {
    const titles = [...readFileSync(join(engine, 'plan/preflight.ts'), 'utf8').matchAll(/title: '([^']+)'/g)]
    expect(titles.length).toBeGreaterThan(5)
    for (const [, title = ''] of titles) expect(phrases[title], wanted(title)).toBeDefined()
  })

  it('every check of a verification has a name', () => {
    const names = [...said.matchAll(/layer: '\w+',\s+name: '([^']+)'/g)].map(([, name = '']) => name)
    expect(names.length).toBeGreaterThan(10)
    for (const name of names) expect(phrases[name], wanted(name)).toBeDefined()
  })

  it('every reason for a setting has words', () => {
    const config = join(engine, 'config')
    const sources = readdirSync(config).map((file) => readFileSync(join(config, file), 'utf8'))
    const reasons = [...sources.join('\n').matchAll(/(?:carry\(|reason: )'([^']+)'/g)].map(([, reason = '']) => reason)
    expect(reasons.length).toBeGreaterThan(10)
    for (const reason of reasons) expect(engineWordsInGerman(reason), wanted(reason)).not.toBe(reason)
  })

  it('every rule of a repair has words', () => {
    const rules = [...said.matchAll(/(?:Rule = |\{? ?rule: )'([^']+)'/g)].map(([, rule = '']) => rule)
    expect(rules.length).toBeGreaterThan(5)
    language.choose('de')
    for (const rule of rules) expect(noteWords(rule), wanted(rule)).not.toBe(rule)
  })

  it('everything that a run says it is doing has words', () => {
    const labels = [...said.matchAll(/progress\.(?:say|begin)\((?:'\w+', )?'([^']+)'/g)].map(([, label = '']) => label)
    expect(labels.length).toBeGreaterThan(10)
    for (const label of labels) expect(phrases[label], wanted(label)).toBeDefined()
  })
})

describe('a failure', () => {
  const failure = new HiveError('HM-TARGET-IN-USE', 'hive (process 12) has /x open.').toFailure()

  it('speaks the language of the page', () => {
    language.choose('de')
    expect(failureTitle(failure)).toBe('Das neue Hive läuft')
    expect(failureSafe(failure)).toMatch(/^Es wurde nichts verändert/)
    expect(fixFor(failure)).toBe('Beenden Sie das neue Hive und versuchen Sie es erneut.')
    expect(engineWords(failure.detail)).toBe('hive (Prozess 12) hat /x geöffnet.')
    language.choose('en')
    expect([failureTitle(failure), failureSafe(failure), fixFor(failure), engineWords(failure.detail)]).toEqual([
      failure.title,
      failure.safe,
      failure.fix,
      failure.detail,
    ])
  })

  it('with a code that we do not know stays as it was said', () => {
    language.choose('de')
    const unknown = { ...failure, code: 'toString', title: 'A', safe: 'B', fix: 'C' }
    expect([failureTitle(unknown), failureSafe(unknown), fixFor(unknown)]).toEqual(['A', 'B', 'C'])
  })

  it('says what to do here rather than what its code says', () => {
    language.choose('de')
    const special = { code: 'HM-SOURCE-NOT-A-DATABASE', fix: 'Unpack it (gunzip) first.' }
    expect(fixFor(special)).toBe('Entpacken Sie sie zuerst (gunzip).')
  })

  it('in a list of issues has its title and what happened', () => {
    const message = 'The old database cannot be read. /old/x.db cannot be read: permission denied.'
    language.choose('de')
    expect(issueWords({ code: 'HM-SOURCE-UNREADABLE', message })).toBe(
      'Die alte Datenbank lässt sich nicht lesen. /old/x.db lässt sich nicht lesen: Das Recht dazu fehlt.',
    )
    expect(issueWords({ code: 'HM-CHECK', message: 'Something new' })).toBe('Something new')
    language.choose('en')
    expect(issueWords({ code: 'HM-SOURCE-UNREADABLE', message })).toBe(message)
  })
})

describe('the phrase book', () => {
  const known = {
    'Copied {n} rows.': '{n} Zeilen kopiert.',
    'All is well.': 'Alles gut.',
    title: 'Titel',
    '{from} is called {to}': '{from} heißt {to}',
    'Verified: {what}': 'Geprüft: {what}',
    'Quit it: {who}.': 'Beenden: {who}.',
    '{program} (process {n})': '{program} (Prozess {n})',
  }
  const book = phraseBook(known, (figure) => figure.replaceAll(',', '.'))

  it.each([
    ['Copied 1,234 rows.', '1.234 Zeilen kopiert.'],
    ['All is well. Copied 3 rows.', 'Alles gut. 3 Zeilen kopiert.'],
    ['All is well. Something else.', null],
    ['toString', null],
    ['Copied {n} rows. And more', null],
    ['Copied a lot of rows.', null],
    ['Quit it: node x (process 12), title (process 3).', 'Beenden: node x (Prozess 12), title (Prozess 3).'],
    ['title is called 1,000', 'title heißt 1,000'],
    ['Verified: title', 'Geprüft: Titel'],
    ['Verified: stage outputs', 'Geprüft: stage outputs'],
  ])('%s', (english, german) => {
    expect(book(english)).toBe(german)
  })

  it('does not stall on a text that means harm', () => {
    language.choose('de')
    const began = performance.now()
    for (const piece of ['a of b has c open. ', ' need on the volume of ; are free', '{n} of {m}: ', ', ', '(. '])
      engineWords(piece.repeat(1400 / piece.length))
    // Hours, if a pattern could be led astray.
    expect(performance.now() - began).toBeLessThan(60_000)
  })
})
