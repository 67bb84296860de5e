/** The main process says everything in both languages, and nothing past its catalogue. */
import { describe, expect, it } from 'vitest'
import { appTexts, catalogues } from '../../../src-main/app/texts/index.js'
import { chooseSpoken, languages, wishesOf } from '../../../src-main/words/language.js'
import { faults, flat, unused } from '../../support/catalogue.js'
import { keysIn, literalText, sources } from '../../support/said.js'

const app = sources('src-main/app', /^texts\//)

/** What no person reads: a name of a process, an accelerator, words for a log, and the name of the product. */
const forNobody = ['Hive migration engine', 'exit code', 'CmdOrCtrl+', 'Not found', 'Hive Migration Assistant']
const shown = (source: (typeof app)[number]) => literalText(source).filter((text) => !forNobody.includes(text))

describe.each(languages.filter((language) => language !== 'en'))('%s', (language) => {
  it('has every key of English, with the same places', () => {
    expect(faults(catalogues.en, catalogues[language])).toEqual([])
  })

  it('differs from English where words do', () => {
    const english = new Map(flat(catalogues.en))
    const same = flat(catalogues[language]).filter(
      ([key, message]) => typeof message === 'string' && english.get(key) === message && /\p{L}{3}/u.test(message),
    )
    expect(same.map(([key]) => key)).toEqual([])
  })
})

describe('the main process', () => {
  it.each(app.map((source) => [source.file, source] as const))('%s says nothing past its catalogue', (_, source) => {
    expect(shown(source)).toEqual([])
  })

  it('uses every text', () => {
    expect(unused(app.flatMap(keysIn), catalogues.en)).toEqual([])
    expect(unused(app.flatMap(keysIn), { pick: { idle: 'Idle' } })).toEqual(['pick.idle'])
  })

  it('nobody left the list of what no person reads too long', () => {
    const literals = app.flatMap(literalText)
    expect(forNobody.filter((text) => !literals.includes(text))).toEqual([])
  })
})

it.each([
  ['a label', `const item = { label: 'Show logs', click }`, 'Show logs'],
  ['a button', `buttons: ['Cancel', t('quit.keepGoing')]`, 'Cancel'],
  ['a title with a value', 'dialog.showMessageBox({ message: `Version ${found} is there` })', 'is there'],
  ['a body', `new Notification({ title: t('notice.test'), body: 'It has ended.' })`, 'It has ended.'],
])('literal text is found: %s', (_, text, found) => {
  expect(shown({ file: 'planted.ts', text })).toContain(found)
})

describe('the language', () => {
  it('is the chosen one, else the system’s first that we speak, with its figures', () => {
    expect(chooseSpoken('de', ['en-GB'])).toEqual({ language: 'de', locale: 'de' })
    expect(chooseSpoken('system', ['fr-FR', 'de-CH', 'en'])).toEqual({ language: 'de', locale: 'de-CH' })
    expect(chooseSpoken('system', [])).toEqual({ language: 'en', locale: 'en' })
  })

  it('may change between two texts', () => {
    let choice = 'en'
    const { t } = appTexts(() => chooseSpoken(choice, []))
    const said = [t('menu.home')]
    choice = 'de'
    expect([...said, t('menu.home')]).toEqual(['Home', 'Übersicht'])
  })

  it.each([
    [{ LC_ALL: 'de_DE.UTF-8', LANG: 'en_US.UTF-8' }, ['de-DE']],
    [{ LC_ALL: '', LC_MESSAGES: 'de_CH.UTF-8@euro', LANG: 'en_US.UTF-8' }, ['de-CH']],
    [{ LANG: 'de' }, ['de']],
    [{ LC_ALL: 'C', LANG: 'de_DE.UTF-8' }, []],
    [{ LANG: 'C.UTF-8' }, []],
    [{ LANG: 'POSIX' }, []],
    [{ LANG: '<script>' }, []],
    [{}, []],
  ])('of a terminal with %j is %j', (env, wishes) => {
    expect(wishesOf(env)).toEqual(wishes)
  })
})
