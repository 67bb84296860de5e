/**
 * What the engine says, in other languages. The engine speaks English; its failures get words by their code, and its
 * sentences by a phrase book. What is not known stays as the engine said it: better in English than not said.
 */
import { failures as german } from './de/failures.js'
import { phrases as germanPhrases } from './de/phrases/index.js'
import type { Language } from './language.js'
import { phraseBook, type PhraseBook } from './phrases.js'

export type FailureWords = { title: string; safe: string; fix: string }

const failures: Partial<Record<Language, Readonly<Record<string, FailureWords>>>> = { de: german }

/** A figure of the engine's English, `1,234.5`, in German: `1.234,5`; anything else stays. */
const germanFigure = (text: string): string =>
  /^[\d,.]+$/.test(text) || /^[\d,.]+ (?:[kMGT]?B|ms|s|bytes)$/.test(text)
    ? text.replaceAll(/[,.](?=\d)/g, (mark) => (mark === ',' ? '.' : ','))
    : text

const makers: Partial<Record<Language, () => PhraseBook>> = { de: () => phraseBook(germanPhrases, germanFigure) }
const made = new Map<Language, PhraseBook>()

/** Made when it is first asked for: most runs of the command line never do. */
function bookOf(language: Language): PhraseBook {
  const book = made.get(language) ?? makers[language]?.() ?? (() => null)
  made.set(language, book)
  return book
}

/** A sentence of the engine in a language; null where the language does not know it, and in English. */
export const saidIn = (language: Language, text: string): string | null => bookOf(language)(text)

/** The same, as the engine said it where it is not known. */
export const engineWordsIn = (language: Language, text: string): string => saidIn(language, text) ?? text

/** The words of a language for a failure's code, where it has any: English has the engine's own. */
export function failureWordsIn(language: Language, code: string | undefined): FailureWords | undefined {
  const known = failures[language] ?? {}
  return code !== undefined && Object.hasOwn(known, code) ? known[code] : undefined
}
