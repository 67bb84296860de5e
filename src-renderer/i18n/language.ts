/** The language of the page: what was chosen, else what the system speaks, else English. Reads of it are reactive. */
import { createSubscriber } from 'svelte/reactivity'
import type { Preferences } from '../../src-preload/contract.js'
import { chooseSpoken, type Language, type Spoken } from '../../src-main/words/language.js'

export type LanguageChoice = Preferences['language']

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

  get spoken(): Spoken {
    return chooseSpoken(this.choice, wishes())
  }

  get current(): Language {
    return this.spoken.language
  }

  /** For Intl. */
  get locale(): string {
    return this.spoken.locale
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
