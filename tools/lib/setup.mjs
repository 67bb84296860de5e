/** Brings a checkout to the point where it can be started and tested: packages installed, out/ built. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { isBuilt, isInstalled } from './freshness.mjs'
import { capture, root } from './project.mjs'
import { findNode24 } from './node24.mjs'

/** Runs `npm ci` when node_modules is not what package-lock.json says. */
export function ensureInstalled() {
  if (isInstalled()) return
  console.log('Installing the packages of package-lock.json (npm ci) ...')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new Error('npm ci failed; its own words are above')
}

/** Builds out/ when it is not what the sources say; resolves to what was done, `output` telling of a failure. */
export async function ensureBuilt() {
  if (isBuilt()) return { built: false, status: 0, output: '' }
  const { status, output } = await capture(findNode24(), [join(root, 'tools/build.mjs')], { seconds: 180 })
  return { built: true, status, output }
}
