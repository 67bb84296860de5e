/** Pictures of the window in both themes, in test-results/screens (or HIVE_PICTURES). */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { host, type RunningApp } from './app.js'

const folder = process.env['HIVE_PICTURES'] ?? fileURLToPath(new URL('../../test-results/screens', import.meta.url))

/** Photographs what the window shows now, light and dark; the theme is the app's own, as Settings would set it. */
export async function photograph({ page, evaluate }: RunningApp, name: string): Promise<void> {
  // Its theme cannot be set from outside.
  if (host === 'installed app') return
  const place = host === 'Electron' ? 'electron' : 'chromium-host'
  for (const theme of ['dark', 'light'] as const) {
    await evaluate(({ nativeTheme }, wanted) => {
      nativeTheme.themeSource = wanted
    }, theme)
    await page.waitForFunction((dark) => matchMedia('(prefers-color-scheme: dark)').matches === dark, theme === 'dark')
    await page.screenshot({ path: join(folder, place, `${name}-${theme}.png`), animations: 'disabled' })
  }
}
