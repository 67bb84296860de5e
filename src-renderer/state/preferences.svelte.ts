import type { Preferences } from '../../src-preload/contract.js'
import { language, type LanguageChoice } from '../i18n/language.js'
import { call } from '../lib/bridge.js'

export type Theme = Preferences['theme']

/** How the window looks and speaks, as it was chosen; `system` leaves the theme to color-scheme and the language to the browser. */
class PreferencesStore {
  theme = $state<Theme>('system')
  /** Nothing shows before: a page must not change its language in front of the reader. */
  loaded = $state(false)

  async load(): Promise<void> {
    try {
      const kept = await call('preferences.get', {})
      language.choose(kept.language)
      this.#show(kept.theme)
    } finally {
      this.loaded = true
    }
  }

  async chooseTheme(theme: Theme): Promise<void> {
    this.#show(theme)
    await call('preferences.set', { theme })
  }

  async chooseLanguage(choice: LanguageChoice): Promise<void> {
    language.choose(choice)
    await call('preferences.set', { language: choice })
  }

  #show(theme: Theme): void {
    this.theme = theme
    if (theme === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
  }
}

export const preferences = new PreferencesStore()
