import { nativeTheme, type Rectangle } from 'electron'
import Store from 'electron-store'
import type { PreferencesStore } from '../ipc/index.js'
import type { Preferences } from '../../src-preload/contract.js'

type Kept = Preferences & { bounds: Rectangle | null; maximized: boolean }

/**
 * What the window remembers between starts: its place, whether it fills the screen, its theme and its language. The engine's
 * state never lies here (design 5).
 */
export class WindowPreferences implements PreferencesStore {
  // A file that is damaged is no reason not to start: it begins anew.
  readonly #store = new Store<Kept>({
    name: 'window',
    defaults: { theme: 'system', language: 'system', bounds: null, maximized: false },
    clearInvalidConfig: true,
  })

  #languageChanged: () => void = () => undefined

  constructor() {
    nativeTheme.themeSource = this.get().theme
  }

  get(): Preferences {
    const theme = this.#store.get('theme')
    const language = this.#store.get('language')
    return {
      theme: theme === 'light' || theme === 'dark' ? theme : 'system',
      language: language === 'en' || language === 'de' ? language : 'system',
    }
  }

  set(wanted: Partial<Preferences>): void {
    const now = { ...this.get(), ...wanted }
    this.#store.set('theme', now.theme)
    const before = this.get().language
    this.#store.set('language', now.language)
    nativeTheme.themeSource = now.theme
    if (now.language !== before) this.#languageChanged()
  }

  /** Calls `listener` when another language was chosen; there is one listener. */
  onLanguage(listener: () => void): void {
    this.#languageChanged = listener
  }

  get bounds(): Rectangle | null {
    return this.#store.get('bounds')
  }

  set bounds(bounds: Rectangle | null) {
    this.#store.set('bounds', bounds)
  }

  /** It filled the screen; its bounds are those that it has when it does not. */
  get maximized(): boolean {
    return this.#store.get('maximized')
  }

  set maximized(maximized: boolean) {
    this.#store.set('maximized', maximized)
  }
}
