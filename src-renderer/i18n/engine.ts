/**
 * What the engine says, as the page says it. The engine speaks English, for the command line, the report and the page;
 * here its failures get words of the page by their code, and its sentences by a phrase book. What is not known stays
 * as the engine said it: better in English than not said.
 */
import type { Failure } from '../../src-preload/contract.js'
import { failures as german } from './de/failures.js'
import { phrases as germanPhrases } from './de/phrases/index.js'
import { fixes } from './en/fixes.js'
import { language, type Language } from './language.js'
import { phraseBook, type PhraseBook } from './phrases.js'

export type FailureWords = { title: string; safe: string; fix: string }

const failures: Partial<Record<Language, Readonly<Record<string, FailureWords>>>> = { de: german }

/** A figure of the engine's English, `1,234.5`, in German: `1.234,5`; anything else stays. */
const germanFigure = (text: string): string =>
  /^[\d,.]+$/.test(text) || /^[\d,.]+ (?:[kMGT]?B|ms|s|bytes)$/.test(text)
    ? text.replaceAll(/[,.](?=\d)/g, (mark) => (mark === ',' ? '.' : ','))
    : text

const books: Record<Language, PhraseBook> = { en: () => null, de: phraseBook(germanPhrases, germanFigure) }

const wordsOf = (code: string | undefined): FailureWords | undefined => {
  const known = failures[language.current] ?? {}
  return code !== undefined && Object.hasOwn(known, code) ? known[code] : undefined
}

/** A sentence of the engine in the language of the page. */
export const engineWords = (text: string): string => books[language.current](text) ?? text

export const failureTitle = ({ code, title }: Failure): string => wordsOf(code)?.title ?? title
export const failureSafe = ({ code, safe }: Failure): string => wordsOf(code)?.safe ?? safe

/** The one thing to do; where the engine's words name an option of the command line, the app has a button. */
export function fixFor({ code, fix }: { code?: string; fix: string }): string {
  const said = books[language.current](fix)
  if (said !== null) return said
  const here = wordsOf(code)?.fix
  if (here !== undefined) return here
  const namesOption = fix === '' || /--|`/.test(fix)
  return (namesOption && code !== undefined && Object.hasOwn(fixes, code) ? fixes[code] : undefined) ?? fix
}

/** An issue's message is a failure's title and what happened here; either may be known alone. */
export function issueWords({ code, message }: { code: string; message: string }): string {
  const whole = books[language.current](message)
  if (whole !== null) return whole
  const title = wordsOf(code)?.title
  if (title === undefined) return message
  const rest = /^[^.]*\. ([^]+)$/.exec(message)?.[1]
  return rest === undefined ? title : `${title}. ${engineWords(rest)}`
}
