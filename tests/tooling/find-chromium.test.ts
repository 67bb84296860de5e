/** The tables of where browsers are, for all three systems on any of them; and what HIVE_CHROMIUM means. */
import { afterEach, expect, test, vi } from 'vitest'
import { findChromium, systemPlaces } from '../../tools/find-chromium.mjs'

afterEach(() => void vi.unstubAllEnvs())

const slashes = (path: string) => path.replaceAll('\\', '/')

test('Linux: every name in every folder of PATH, Chromium first', () => {
  const places = systemPlaces('linux', { PATH: '/opt/bin' })
  expect(places[0]).toBe('/opt/bin/chromium')
  expect(places).toContain('/usr/bin/google-chrome')
  expect(places).toContain('/snap/bin/chromium')
})

test('macOS: the applications of all users and of this one', () => {
  const places = systemPlaces('darwin', {}).map(slashes)
  expect(places).toContain('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome')
  expect(places.filter((path) => path.endsWith('Microsoft Edge'))).toHaveLength(2)
})

test('Windows: both program folders and the user’s own, and Edge, which is always there', () => {
  const env = { 'ProgramFiles(x86)': 'C:/Program Files (x86)', LOCALAPPDATA: 'C:/Users/u/AppData/Local' }
  const places = systemPlaces('win32', env).map(slashes)
  expect(places).toContain('C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe')
  expect(places).toContain('C:/Users/u/AppData/Local/Google/Chrome/Application/chrome.exe')
})

test('HIVE_CHROMIUM wins, and is an error when it is wrong', async () => {
  vi.stubEnv('HIVE_CHROMIUM', process.execPath)
  expect(await findChromium()).toBe(process.execPath)
  vi.stubEnv('HIVE_CHROMIUM', '/nowhere/chromium')
  await expect(findChromium()).rejects.toThrow('/nowhere/chromium')
})
