/** Finds the app to run: a folder, or an app.asar, which Node cannot read in place and which is unpacked for the run. */
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** The app's folder and whether it was packed. */
export async function openAppDir(given) {
  const path = resolve(given)
  if (!path.endsWith('.asar')) return { appDir: path, packaged: false }
  const { extractAll } = await import('@electron/asar')
  const appDir = realpathSync(mkdtempSync(join(tmpdir(), 'hive-asar-')))
  extractAll(path, appDir)
  process.on('exit', () => rmSync(appDir, { recursive: true, force: true }))
  return { appDir, packaged: true }
}

/** The URL of the app's main entry, as its package.json says. */
export function mainEntry(appDir) {
  const { main } = JSON.parse(readFileSync(join(appDir, 'package.json'), 'utf8'))
  return pathToFileURL(join(appDir, main)).href
}
