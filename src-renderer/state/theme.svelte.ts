import type { Preferences } from '../../src-preload/contract.js'
import { call } from '../lib/bridge.js'

export type Theme = Preferences['theme']

/** The chosen theme; `system` leaves the choice to color-scheme. */
class ThemeStore {
  theme = $state<Theme>('system')

  async load(): Promise<void> {
    this.#show((await call('preferences.get', {})).theme)
  }

  async choose(theme: Theme): Promise<void> {
    this.#show(theme)
    await call('preferences.set', { theme })
  }

  #show(theme: Theme): void {
    this.theme = theme
    if (theme === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
  }
}

export const themes = new ThemeStore()
