/** Both languages say everything, with the same places; nothing is said past the catalogue, and nothing in it is idle. */
import { describe, expect, it } from 'vitest'
import { catalogues } from '../../../../src-renderer/i18n/index.js'
import { languages } from '../../../../src-main/words/language.js'
import type { Catalogue } from '../../../../src-main/words/speaker.js'
import { faults, flat, unused } from '../../../support/catalogue.js'
import { keysIn, literalText, sources } from '../../../support/said.js'

/** The page, without its catalogues. */
const page = sources('src-renderer', /^i18n\/(en|de)\//)

describe.each(languages.filter((language) => language !== 'en'))('%s', (language) => {
  it('has every key of English, with the same places', () => {
    expect(faults(catalogues.en, catalogues[language])).toEqual([])
  })

  it('differs from English where words do', () => {
    // Names, signs and words that both languages have.
    const english = new Map(flat(catalogues.en))
    const same = flat(catalogues[language]).filter(
      ([key, message]) => typeof message === 'string' && english.get(key) === message && /\p{L}{3}/u.test(message),
    )
    expect(same.map(([key]) => key).toSorted()).toMatchInlineSnapshot(`
      [
        "backups.failedBecause",
        "figures.migrateMs",
        "history.migrate",
        "home.appTitle",
        "home.migrate",
        "home.railName",
        "home.railSub",
        "logEvents.log-migrate",
        "look.messageOf",
        "look.stageOf",
        "lookColumns.content",
        "lookColumns.tokens_used",
        "performance.held",
        "performance.sqlite",
        "performance.tunedGain",
        "plan.rowsInTables",
        "run.failedSaid",
        "settings.de",
        "settings.en",
        "settings.system",
        "settings.version",
        "units.GB",
        "units.MB",
        "units.TB",
        "units.hourMin",
        "units.kB",
        "units.minSec",
        "units.ms",
        "units.s",
        "wizard.hive",
        "wizard.hiveVersion",
      ]
    `)
  })
})

describe('a fault of a translation is found:', () => {
  const english = { a: { one: 'Read {n} of {m}', two: { one: '{n} row', other: '{n} rows' }, three: 'At <{path}>' } }
  const good = {
    a: { one: '{n} von {m} gelesen', two: { one: '{n} Zeile', other: '{n} Zeilen' }, three: 'In <{path}>' },
  }

  it.each([
    ['a missing key', { a: { one: good.a.one, two: good.a.two } }, 'a.three is missing'],
    ['a missing topic', {}, 'a.one is missing'],
    ['a key too many', { a: { ...good.a, four: 'x' } }, 'a.four is not in English'],
    ['a place with another name', { a: { ...good.a, one: '{n} von {x}' } }, 'a.one has other places: {n} von {x}'],
    ['a place too few', { a: { ...good.a, one: '{n}' } }, 'a.one has other places: {n}'],
    ['a mark that is not there', { a: { ...good.a, three: 'In {path}' } }, 'a.three has other places: In {path}'],
    ['a plural that is none', { a: { ...good.a, two: '{n} Zeilen' } }, 'a.two has plurals in one language only'],
    ['an empty text', { a: { ...good.a, two: { one: '', other: '{n} Zeilen' } } }, 'a.two has other places: '],
  ])('%s', (_, planted: Catalogue, found) => {
    expect(faults(english, good)).toEqual([])
    expect(faults(english, planted)).toContain(found)
  })
})

describe('the pages', () => {
  it.each(page.map((source) => [source.file, source] as const))('%s says nothing past the catalogue', (_, source) => {
    expect(literalText(source)).toEqual([])
  })

  it('use every key', () => {
    expect(unused(page.flatMap(keysIn), catalogues.en)).toEqual([])
  })

  it('would be found with a key that nothing uses', () => {
    expect(unused(page.flatMap(keysIn), { common: { close: 'Close', idle: 'Idle' } })).toEqual(['common.idle'])
  })
})

describe('literal text is found', () => {
  const component = (text: string) => literalText({ file: 'Planted.svelte', text })

  it.each([
    ['between tags', '<p>Hello</p>', 'Hello'],
    ['beside a value', '<p>{count} rows</p>', 'rows'],
    ['in a condition', '{#if on}<p>yes</p>{/if}', 'yes'],
    ['in aria-label', '<nav aria-label="Main"></nav>', 'Main'],
    ['in title', '<i title="a path"></i>', 'a path'],
    ['in placeholder', '<input placeholder="search" />', 'search'],
    ['in alt', '<img alt="a cell" />', 'a cell'],
    ['in a prop', '<Page title="Plan: what" />', 'Plan: what'],
    ['in a prop of one small word', '<Details note="usual" />', 'usual'],
    ['in a prop with a value in it', '<Notice title="{n} values lost" />', 'values lost'],
    ['in an expression', `<p>{on ? 'Yes' : 'No'}</p>`, 'Yes'],
    ['in an expression of small words', `<p>{on ? 'not yet' : ''}</p>`, 'not yet'],
    ['in a template', '<p>{`${n} more rows`}</p>', 'more rows'],
    ['in its script', `<script lang="ts">\n  const title = 'Nothing runs'\n</script>`, 'Nothing runs'],
    [
      'beside a type',
      `<script lang="ts">\n  const parts = ['Back up'] as const satisfies string[]\n</script>`,
      'Back up',
    ],
    ['in a snippet', `{#snippet bar()}<b>Stop</b>{/snippet}`, 'Stop'],
  ])('%s', (_, text, found) => {
    expect(component(text)).toContain(found)
  })

  it('and what is for the program is not', () => {
    const fine = `<script lang="ts">
      import Page from './Some Page.svelte'
      type Tone = 'Very good' | 'bad'
      const tone: Tone = 'bad'
      const title = t('common.close')
    </script>
    <div class="card stack" id="a-b" role="status"><Page {title} variant="primary" name="theme" />{t(\`run.\${tone}Title\`)} – 12</div>
    <style>.card { content: 'Some text'; }</style>`
    expect(component(fine)).toEqual([])
  })

  it('in a module, too', () => {
    const module = (text: string) => literalText({ file: 'planted.ts', text })
    expect(module(`export const said = 'It was done'`)).toEqual(['It was done'])
    expect(module('export const said = (n: number) => `${n} rows are left`')).toEqual(['rows are left'])
    expect(module(`export const words = { 'a name of data': 'What it is' }`)).toEqual(['What it is'])
    expect(module(`import { a } from 'some thing here'\nexport const kind: 'Not this' | 'x' = 'x'`)).toEqual([])
  })
})
