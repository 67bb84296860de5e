/** What the engine says, in the language of the page (src-main/words/engine.ts). */
import type { Failure } from '../../src-preload/contract.js'
import { engineWordsIn, failureWordsIn, saidIn, type FailureWords } from '../../src-main/words/engine.js'
import { fixes } from './en/fixes.js'
import { language } from './language.js'

const wordsOf = (code: string | undefined): FailureWords | undefined => failureWordsIn(language.current, code)

/** A sentence of the engine in the language of the page. */
export const engineWords = (text: string): string => engineWordsIn(language.current, text)

export const failureTitle = ({ code, title }: Failure): string => wordsOf(code)?.title ?? title
export const failureSafe = ({ code, safe }: Failure): string => wordsOf(code)?.safe ?? safe

/** The one thing to do; where the engine's words name an option of the command line, the app has a button. */
export function fixFor({ code, fix }: { code?: string; fix: string }): string {
  const said = saidIn(language.current, fix)
  if (said !== null) return said
  const here = wordsOf(code)?.fix
  if (here !== undefined) return here
  const namesOption = fix === '' || /--|`/.test(fix)
  return (namesOption && code !== undefined && Object.hasOwn(fixes, code) ? fixes[code] : undefined) ?? fix
}

/** An issue's message is a failure's title and what happened here; either may be known alone. */
export function issueWords({ code, message }: { code: string; message: string }): string {
  const whole = saidIn(language.current, message)
  if (whole !== null) return whole
  const title = wordsOf(code)?.title
  if (title === undefined) return message
  const rest = /^[^.]*\. ([^]+)$/.exec(message)?.[1]
  return rest === undefined ? title : `${title}. ${engineWords(rest)}`
}
