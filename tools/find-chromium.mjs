#!/usr/bin/env node
/**
 * Finds the Chromium that the Chromium host and the Playwright specs run in, on Linux, macOS and Windows; and, when asked,
 * gets one. Plain Node 20. Whoever starts it as root must pass --no-sandbox.
 */
import { accessSync, constants, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { capture, captureTool, root } from './lib/project.mjs'

/** The one thing to do when there is none. */
export const chromiumHelp =
  'No Chromium here: install Chromium, Google Chrome or Microsoft Edge, or set HIVE_CHROMIUM to its executable.'

const linuxNames = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
]

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

/**
 * Where the three systems keep their browsers, best first.
 *
 * @param {NodeJS.Platform} [platform]
 * @param {NodeJS.ProcessEnv} [env]
 */
export function systemPlaces(platform = process.platform, env = process.env) {
  if (platform === 'darwin')
    return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) =>
      ['Chromium', 'Google Chrome', 'Microsoft Edge'].map((name) => join(folder, `${name}.app/Contents/MacOS/${name}`)),
    )
  if (platform === 'win32')
    return [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']]
      .filter((folder) => folder !== undefined)
      .flatMap((folder) =>
        [
          'Chromium/Application/chrome.exe',
          'Google/Chrome/Application/chrome.exe',
          'Microsoft/Edge/Application/msedge.exe',
        ].map((path) => join(folder, path)),
      )
  const folders = [...(env['PATH'] ?? '').split(delimiter).filter(Boolean), '/usr/bin', '/snap/bin']
  return linuxNames.flatMap((name) => folders.map((folder) => join(folder, name)))
}

/** The browser that Playwright has downloaded earlier, if it has. */
async function playwrightsOwn() {
  try {
    const { chromium } = await import('playwright-core')
    return [chromium.executablePath()]
  } catch {
    return []
  }
}

async function find() {
  const given = process.env['HIVE_CHROMIUM']
  if (given) {
    if (isExecutable(given)) return given
    throw new Error(`HIVE_CHROMIUM says ${given}, which is not an executable file.`)
  }
  return systemPlaces().find(isExecutable) ?? (await playwrightsOwn()).find(isExecutable) ?? null
}

/** Only where nobody has to be asked: Debian and its kin, as root. */
async function installWithApt() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !isExecutable('/usr/bin/apt-get')) return
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await capture('apt-get', ['update'], { seconds: 120, env })
  await capture('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { seconds: 300, env })
}

/** Its host is blocked on many build machines, where the download hangs: hence the short limit. */
async function installWithPlaywright() {
  await captureTool('@playwright/test/cli.js', ['install', 'chromium'], { seconds: 20, cwd: root })
}

/** The path of a Chromium, or null. With `install`, tries to get one first: as root by apt-get, else by Playwright. */
export async function findChromium({ install = false } = {}) {
  const found = await find()
  if (found || !install) return found
  for (const attempt of [installWithApt, installWithPlaywright]) {
    await attempt()
    const installed = await find()
    if (installed) return installed
  }
  return null
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = await findChromium({ install: process.argv.includes('--install') })
  console.log(found ?? chromiumHelp)
  if (!found) process.exitCode = 1
}
