/** What the window remembers of how it looks and speaks; Electron and its store are stand-ins. */
import { beforeEach, expect, it, vi } from 'vitest'

type Kept = { values: Record<string, unknown>; theme: { themeSource: string } }
const kept = vi.hoisted((): Kept => ({ values: {}, theme: { themeSource: '' } }))
vi.mock('electron', () => ({ nativeTheme: kept.theme }))
vi.mock('electron-store', () => ({
  default: class {
    constructor({ defaults }: { defaults: Record<string, unknown> }) {
      kept.values = { ...defaults, ...kept.values }
    }
    get = (key: string) => kept.values[key]
    set = (key: string, value: unknown) => void (kept.values[key] = value)
  },
}))
const { WindowPreferences } = await import('../../../src-main/app/preferences.js')

beforeEach(() => {
  kept.values = {}
})

it('says that another language was chosen, once it is kept, and nothing of another theme', () => {
  const preferences = new WindowPreferences()
  const heard: string[] = []
  preferences.onLanguage(() => heard.push(preferences.get().language))
  preferences.set({ theme: 'dark' })
  preferences.set({ language: 'de' })
  preferences.set({ language: 'de', theme: 'light' })
  preferences.set({ language: 'system' })
  expect(heard).toEqual(['de', 'system'])
  expect(kept.theme.themeSource).toBe('light')
})

it('takes nothing that it does not know from its file', () => {
  kept.values = { theme: 'pink', language: 'xx' }
  expect(new WindowPreferences().get()).toEqual({ theme: 'system', language: 'system' })
})
