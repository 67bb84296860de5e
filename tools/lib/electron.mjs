/** Finds Electron's binary, which its npm package fetches from a host that not every machine reaches. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { captureTool, root } from './project.mjs'

const folder = join(root, 'node_modules/electron')
const failureStamp = join(root, 'node_modules/.cache/hive/electron-download-failed')
const day = 24 * 60 * 60 * 1000

/** The path of Electron's executable, or null when its binary is not there. */
export function findElectron() {
  const pathFile = join(folder, 'path.txt')
  if (!existsSync(pathFile)) return null
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist')
  const file = join(dist, readFileSync(pathFile, 'utf8').trim())
  return existsSync(file) ? file : null
}

/** Downloads the binary if that is welcome (not in CI, not with HIVE_NO_DOWNLOAD) and has not failed within a day. */
export async function fetchElectron() {
  if (process.env['CI'] || process.env['HIVE_NO_DOWNLOAD']) return null
  if (existsSync(failureStamp) && Date.now() - statSync(failureStamp).mtimeMs < day) return null
  console.log('Fetching Electron (at most a minute) ...')
  await captureTool('electron/install.js', [], { seconds: 60 })
  const found = findElectron()
  if (!found) {
    mkdirSync(dirname(failureStamp), { recursive: true })
    writeFileSync(failureStamp, '')
  }
  return found
}
