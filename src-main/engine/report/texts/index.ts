/** The words of report.html in the reader's language, and its figures in the reader's locale. */
import { engineWordsIn, failureWordsIn, saidIn } from '../../../words/engine.js'
import { chooseSpoken, type Spoken } from '../../../words/language.js'
import { rules as germanRules } from '../../../words/de/rules.js'
import { rules as englishRules } from '../../../words/en/rules.js'
import { speaker, type Catalogues, type Speaker } from '../../../words/speaker.js'
import type { Failure } from '../../model/index.js'
import { figuresIn, type Figures } from '../figures.js'
import { de } from './de.js'
import { en } from './en.js'

type English = typeof en

export const catalogues: Catalogues = { en: { ...en, rules: englishRules }, de: { ...de, rules: germanRules } }

export type Words = Pick<Speaker<English>, 't' | 'parts'> &
  Figures & {
    readonly spoken: Spoken
    /** What the engine said, in the reader's language where the book knows it. */
    readonly said: (text: string) => string
    /** A failure's words; what happened here and what is special here as the engine said it. */
    readonly failure: (failure: Failure) => Failure
    /** The words for a name of the engine's, where there are any. */
    readonly named: (topic: 'layer' | 'type' | 'level' | 'rules', name: string) => string
  }

/** @param locale how the reader writes (`de-CH`); a language that we do not speak is English. */
export function wordsFor(locale = 'en'): Words {
  const spoken = chooseSpoken('', [locale])
  const { language } = spoken
  const { t, parts, named } = speaker<English & { rules: typeof englishRules }>(catalogues, () => spoken)
  return {
    t,
    parts,
    spoken,
    ...figuresIn(spoken),
    said: (text) => engineWordsIn(language, text),
    failure: (failure) => ({
      ...failure,
      ...failureWordsIn(language, failure.code),
      detail: engineWordsIn(language, failure.detail),
      fix: saidIn(language, failure.fix) ?? failureWordsIn(language, failure.code)?.fix ?? failure.fix,
    }),
    named: (topic, name) => named(topic, name) ?? engineWordsIn(language, name),
  }
}
