/** The language of the page: what was chosen, else what the system speaks, else English. Reads of it are reactive. */
import { createSubscriber } from 'svelte/reactivity'
import type { Preferences } from '../../src-preload/contract.js'

/** The languages that the app speaks; each has its folder here. */
export const languages = ['en', 'de'] as const
export type Language = (typeof languages)[number]
export type LanguageChoice = Preferences['language']

const primary = (tag: string): string => tag.split('-')[0]?.toLowerCase() ?? ''
const known = (tag: string): Language | undefined => languages.find((language) => language === primary(tag))

/** What the system speaks: its first wish that the app can fulfil. */
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

const wishes = (): readonly string[] => (navigator.languages.length > 0 ? navigator.languages : [navigator.language])

class LanguageOfPage {
  #choice: LanguageChoice = 'system'
  #update: () => void = () => undefined
  readonly #subscribe = createSubscriber((update) => {
    this.#update = update
  })

  get choice(): LanguageChoice {
    this.#subscribe()
    return this.#choice
  }

  get current(): Language {
    const { choice } = this
    return languages.find((each) => each === choice) ?? spokenOf(wishes())
  }

  /** For Intl. */
  get locale(): string {
    return localeOf(this.current, wishes())
  }

  /** The system has changed its mind while the window is open. */
  systemChanged(): void {
    this.#update()
  }

  /** Speaks it from now on; what it is kept in is state/preferences.svelte.ts. */
  choose(choice: LanguageChoice): void {
    this.#choice = choice
    this.#update()
  }
}

export const language = new LanguageOfPage()
