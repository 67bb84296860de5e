/** The languages that we speak, and which one a person wants. Each has a folder here, in the page, the app and the report. */
export const languages = ['en', 'de'] as const
export type Language = (typeof languages)[number]

/** A language, and the variant by which numbers and dates are written in it (`de-CH`); for Intl. */
export type Spoken = { readonly language: Language; readonly locale: string }

const primary = (tag: string): string => tag.split('-')[0]?.toLowerCase() ?? ''
const known = (tag: string): Language | undefined => languages.find((language) => language === primary(tag))

/** What the system speaks: its first wish that we can fulfil, else English. */
export function spokenOf(wishes: readonly string[]): Language {
  for (const tag of wishes) {
    const language = known(tag)
    if (language) return language
  }
  return 'en'
}

/** The system's own variant of a language (`de-CH`), by which numbers and dates are written; else the language alone. */
export const localeOf = (language: Language, wishes: readonly string[]): string =>
  wishes.find((tag) => primary(tag) === language) ?? language

/** The language that was chosen, else what the system speaks: one rule for the page, the app and the report. */
export function chooseSpoken(choice: string, wishes: readonly string[]): Spoken {
  const language = languages.find((each) => each === choice) ?? spokenOf(wishes)
  return { language, locale: localeOf(language, wishes) }
}

/**
 * What the variables of a terminal say, as the C library reads them: the first of the three that is set. `de_CH.UTF-8`
 * is `de-CH`; `C`, `POSIX` and what is no locale are no wish.
 */
export function wishesOf(env: Readonly<Record<string, string | undefined>>): string[] {
  const said = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || ''
  const tag = /^([a-z]{2,3}(?:_[A-Z]{2})?)(?:[.@]|$)/.exec(said)?.[1]
  return tag === undefined ? [] : [tag.replace('_', '-')]
}
