import { nativeTheme, type Rectangle } from 'electron'
import Store from 'electron-store'
import type { PreferencesStore } from '../ipc/index.js'
import type { Preferences } from '../../src-preload/contract.js'

type Kept = Preferences & { bounds: Rectangle | null }

/** What the window remembers between starts: its place and its theme. The engine's state never lies here (design 5). */
export class WindowPreferences implements PreferencesStore {
  // A file that is damaged is no reason not to start: it begins anew.
  readonly #store = new Store<Kept>({
    name: 'window',
    defaults: { theme: 'system', bounds: null },
    clearInvalidConfig: true,
  })

  constructor() {
    nativeTheme.themeSource = this.get().theme
  }

  get(): Preferences {
    const theme = this.#store.get('theme')
    return { theme: theme === 'light' || theme === 'dark' ? theme : 'system' }
  }

  set({ theme }: Preferences): void {
    this.#store.set('theme', theme)
    nativeTheme.themeSource = theme
  }

  get bounds(): Rectangle | null {
    return this.#store.get('bounds')
  }

  set bounds(bounds: Rectangle | null) {
    this.#store.set('bounds', bounds)
  }
}
