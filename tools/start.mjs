#!/usr/bin/env node
/**
 * `npm start [-- arguments of the app]`: sets up what is missing and opens the app, in Electron when its binary is there,
 * else in the Chromium host. Needs only Node 20 and npm.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chromiumHelp, findChromium } from './find-chromium.mjs'
import { fetchElectron, findElectron } from './lib/electron.mjs'
import { projectEnvironment, root, runProgram } from './lib/project.mjs'
import { findNode24 } from './lib/node24.mjs'
import { ensureBuilt, ensureInstalled } from './lib/setup.mjs'

/** Chromium (and so Electron) refuses its sandbox to root. */
const asRoot = process.getuid?.() === 0

async function start(args) {
  ensureInstalled()
  const { status, output } = await ensureBuilt()
  if (status !== 0) throw new Error(`The build failed:\n${output}`)

  const electron = findElectron() ?? (await fetchElectron())
  if (electron) {
    console.log('Starting in Electron.')
    return runProgram(electron, [...(asRoot ? ['--no-sandbox'] : []), root, ...args])
  }
  const chromium = await findChromium({ install: true })
  if (!chromium)
    throw new Error(`Electron’s binary is not here (node_modules/.bin/install-electron fetches it). ${chromiumHelp}`)
  console.log('Starting in the Chromium host: Electron’s binary is not on this machine.')
  const host = join(root, 'tools/chromium-host/start.mjs')
  if (!existsSync(host)) throw new Error('tools/chromium-host/start.mjs is missing from this checkout')
  return runProgram(findNode24(), [host, ...(args.length > 0 ? ['--', ...args] : [])], {
    env: projectEnvironment({ HIVE_CHROMIUM: chromium }),
  })
}

try {
  process.exitCode = await start(process.argv.slice(2))
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
