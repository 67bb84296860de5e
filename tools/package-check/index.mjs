#!/usr/bin/env node
/**
 * `npm run package:check`: packs the app for linux-x64, compares what is in it with what belongs there, and does the
 * migration with exactly the files of app.asar. Electron's own part of the package is not checked: its place is held by
 * empty files. Without an Electron to run app.asar as it is, the packed main, preload and page run on the Chromium host,
 * which extracts app.asar (and what lies unpacked beside it) to a folder outside of the checkout: Node reads no archives.
 */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findNode24, isModern } from '../lib/node24.mjs'
import { capture, runProgram } from '../lib/project.mjs'
import { ensureBuilt } from '../lib/setup.mjs'
import { runPlaywright } from '../test/runners.mjs'
import { pack } from './pack.mjs'

/** The spec that goes from nothing found to migrated and back, from outside. */
const spec = 'tests/e2e/migrate.spec.ts'

const total = { passed: 0, failed: 0 }

function record(name, problems) {
  const ok = problems.length === 0
  total[ok ? 'passed' : 'failed'] += 1
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name}${problems.map((problem) => `\n       ${problem}`).join('')}`)
}

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`

/** Checks the files in the package. */
async function checkContents(resources) {
  const contents = await import('./contents.mjs')
  const archive = join(resources, 'app.asar')
  record(
    'exactly our files are in app.asar',
    contents.compareFiles(contents.expectedFiles(), contents.packedFiles(archive)),
  )
  record(
    'exactly the native file for linux-x64 lies outside of it',
    contents.compareFiles(contents.expectedNatives, contents.unpackedNatives(resources)),
  )
  const manifest = contents.packedManifest(archive)
  record('package.json starts main', manifest.main === 'out/main/index.js' ? [] : [`main is ${manifest.main}`])
  const { fuseProblems } = await import('./fuses.mjs')
  record('the fuses are set as decided', fuseProblems(join(resources, '..', 'hive-migration-assistant')))
  const { asar, unpacked } = contents.sizes(resources)
  console.log(`       app.asar ${megabytes(asar)}, unpacked ${megabytes(unpacked)}`)
}

/** Runs the packed command line, extracted to `app`, and the packed app. */
async function checkRuns(resources, app) {
  const archive = join(resources, 'app.asar')
  const { extractAll } = await import('@electron/asar')
  extractAll(archive, app)

  const help = await capture(findNode24(), [join(app, 'out/cli/hive-migrate.js'), '--help'], { cwd: app, seconds: 60 })
  record('the packed command line says its usage', help.status === 0 ? [] : [help.output])

  const installed = await capture(install(resources, app), ['--version'], { cwd: tmpdir(), seconds: 60 })
  const { version } = JSON.parse(readFileSync(join(app, 'package.json'), 'utf8'))
  record(
    'hive-migrate beside the app starts the packed command line, through a link too',
    installed.status === 0 && installed.output.includes(version) ? [] : [installed.output],
  )

  const run = await runPlaywright({ name: 'package-e2e', specs: [spec], env: { HIVE_APP_DIR: archive }, seconds: 300 })
  total.passed += run.passed
  total.failed += run.failed
  if (run.failed > 0) console.log(run.output)
  console.log(
    `${run.failed === 0 ? 'ok    ' : 'FAILED'} the packed app does the migration: ${run.passed} specs passed ${run.detail}`,
  )
}

/**
 * The package as it would be installed, with a Node in the place of Electron and the extracted archive in that of app.asar,
 * which Node cannot read. Answers the path of a link to its hive-migrate, as one on the PATH would be.
 */
function install(resources, app) {
  const folder = join(app, '..', 'installed with spaces')
  mkdirSync(join(folder, 'resources'), { recursive: true })
  copyFileSync(join(resources, '..', 'hive-migrate'), join(folder, 'hive-migrate'))
  symlinkSync(findNode24(), join(folder, 'hive-migration-assistant'))
  symlinkSync(app, join(folder, 'resources', 'app.asar'))
  const link = join(app, '..', 'hive-migrate')
  symlinkSync(join('installed with spaces', 'hive-migrate'), link)
  return link
}

async function main() {
  const { status, output } = await ensureBuilt()
  if (status !== 0) throw new Error(`The build failed:\n${output}`)
  const folder = mkdtempSync(join(tmpdir(), 'hive-package-check-'))
  try {
    const resources = await pack(folder)
    await checkContents(resources)
    await checkRuns(resources, join(folder, 'app'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (!isModern()) {
  process.exitCode = await runProgram(findNode24(), [fileURLToPath(import.meta.url)])
} else {
  try {
    await main()
  } catch (error) {
    record(error.message, ['the check could not go on'])
  }
  console.log(`${total.passed} passed, ${total.failed} failed`)
  process.exitCode = total.failed === 0 ? 0 : 1
}
