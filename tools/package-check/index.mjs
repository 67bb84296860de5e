#!/usr/bin/env node
/**
 * `npm run package:check`: packs the app for each system and processor, compares what is in each package with what belongs
 * there, and does the migration and the rollback with exactly the files of app.asar. Electron's own part of a package is not
 * checked: its place is held by empty files (placeholder.mjs). Without an Electron to run app.asar as it is, the packed main,
 * preload and page run on the Chromium host, which extracts app.asar (and what lies unpacked beside it) to a folder outside of
 * the checkout: Node reads no archives.
 */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { findNode24, isModern } from '../lib/node24.mjs'
import { capture, runProgram } from '../lib/project.mjs'
import { ensureBuilt } from '../lib/setup.mjs'
import { runPlaywright } from '../test/runners.mjs'
import { targets } from './targets.mjs'

/** The same by the command line, as of a package that is installed. */
const tryInstalled = fileURLToPath(new URL('../package/try-installed.mjs', import.meta.url))

/** The spec that goes from nothing found to migrated and back, from outside. */
const spec = 'tests/e2e/migrate.spec.ts'

const total = { passed: 0, failed: 0 }

function record(name, problems) {
  const ok = problems.length === 0
  total[ok ? 'passed' : 'failed'] += 1
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name}${problems.map((problem) => `\n       ${problem}`).join('')}`)
}

/** Checks the files of one package. */
async function checkContents(folder, target, reference) {
  const contents = await import('./contents.mjs')
  const { integrityProblems } = await import('./integrity.mjs')
  const { fuseProblems } = await import('./fuses.mjs')
  const { identityProblems } = await import('./identity.mjs')
  const archive = join(folder, target.resources, 'app.asar')
  const { name } = target
  record(
    `${name}: exactly our files are in app.asar`,
    contents.compareFiles(contents.expectedFiles(target), contents.packedFiles(archive)),
  )
  record(
    `${name}: around it, Electron's files, ours, and one native file`,
    contents.compareFiles(contents.expectedInPackage(target), contents.filesBelow(join(folder, target.folder))),
  )
  const native = join(folder, target.resources, 'app.asar.unpacked', target.native)
  record(`${name}: the native file is for it`, contents.nativeProblems(native, name))
  const { main } = contents.packedManifest(archive)
  record(`${name}: package.json starts main`, main === 'out/main/index.js' ? [] : [`main is ${main}`])
  record(`${name}: the fuses are set as decided`, fuseProblems(join(folder, target.fuses)))
  if (target.platform !== 'linux')
    record(`${name}: the program knows the hash of app.asar`, integrityProblems(folder, target))
  if (target.platform !== 'linux')
    record(`${name}: it says its name, version and icon`, identityProblems(folder, target))
  const common = contents.commonContents(archive, target)
  const different = Object.keys({ ...reference, ...common }).filter((file) => reference?.[file] !== common[file])
  if (reference) record(`${name}: all but the native file is as in the first package`, different)
  const { sizes, problems } = contents.weigh(folder, target)
  record(`${name}: every part is within its budget`, problems)
  const words = Object.entries(sizes).map(([part, bytes]) => `${part} ${Math.ceil(bytes / 1000)} kB`)
  console.log(`       ${words.join(', ')}`)
  return common
}

/** Runs the packed command line, extracted to `app`, and the packed app. */
async function checkRuns(folder, target) {
  const app = join(folder, 'app')
  const archive = join(folder, target.resources, 'app.asar')
  const { extractAll } = await import('@electron/asar')
  extractAll(archive, app)

  const help = await capture(findNode24(), [join(app, 'out/cli/hive-migrate.js'), '--help'], { cwd: app, seconds: 60 })
  record('the packed command line says its usage', help.status === 0 ? [] : [help.output])

  if (target.platform === 'linux') {
    const tried = await capture(findNode24(), [tryInstalled, install(folder, target, app)], {
      cwd: tmpdir(),
      seconds: 120,
    })
    record(
      'hive-migrate beside the app, through a link, does the migration and the rollback with the packed files',
      tried.status === 0 ? [] : [tried.output],
    )
  }

  if (process.platform === 'linux')
    record('the packed updater reads what a release says of itself', await feedProblems(folder, target, app))

  const run = await runPlaywright({ name: 'package-e2e', specs: [spec], env: { HIVE_APP_DIR: archive }, seconds: 300 })
  total.passed += run.passed
  total.failed += run.failed
  if (run.failed > 0) console.log(run.output)
  console.log(
    `${run.failed === 0 ? 'ok    ' : 'FAILED'} the packed app does the migration and the rollback: ${run.passed} specs passed ${run.detail}`,
  )
}

/** The feed that electron-builder writes into a release's package, as the packed updater understands it. */
async function feedProblems(folder, target, app) {
  const updater = await import(pathToFileURL(join(app, 'out/main/updater.js')).href)
  const text = readFileSync(join(folder, 'installers', target.resources, 'app-update.yml'), 'utf8')
  const config = updater.readUpdateConfig(text)
  const ok =
    config.page === 'https://github.com/someone/hive/releases/latest' &&
    updater.isSafePlace(config) &&
    updater.openFeed(join(folder, target.resources)) === null
  return ok ? [] : [text]
}

/**
 * The package as it would be installed, with a Node in the place of Electron and the extracted archive in that of app.asar,
 * which Node cannot read. Answers the path of a link to its hive-migrate, as one on the PATH would be.
 */
function install(packed, target, app) {
  const folder = join(packed, 'installed with spaces')
  mkdirSync(join(folder, 'resources'), { recursive: true })
  copyFileSync(join(packed, target.command), join(folder, 'hive-migrate'))
  symlinkSync(findNode24(), join(folder, 'hive-migration-assistant'))
  symlinkSync(app, join(folder, 'resources', 'app.asar'))
  const link = join(packed, 'hive-migrate')
  symlinkSync(join('installed with spaces', 'hive-migrate'), link)
  return link
}

/** Packs one system's targets and checks each; `reference` is what the first package of all had in it, if there was one. */
async function checkSystem(folder, some, reference) {
  const { pack } = await import('./pack.mjs')
  await pack(folder, some)
  let first = reference
  for (const target of some) {
    const contents = await checkContents(folder, target, first)
    first ??= contents
  }
  return first
}

async function checkLinuxPackages(folder, some) {
  const { askedOfFpm, linuxPackageProblems } = await import('./linux-packages.mjs')
  const requests = await askedOfFpm(join(folder, 'installers'), some)
  for (const target of some)
    record(
      `${target.name}: deb and rpm have app, command, man page, icons and entry`,
      await linuxPackageProblems(requests, target),
    )
}

async function checkAll(folder) {
  const { schemaProblems } = await import('./schema.mjs')
  const { missingFiles } = await import('./identity.mjs')
  record("electron-builder.yml is what electron-builder's schema asks for", schemaProblems())
  record('every file that it names is there', missingFiles())
  let first = null
  for (const platform of ['linux', 'win32', 'darwin']) {
    const some = targets.filter((target) => target.platform === platform)
    // There are links in a Mac's package, and scripts in one of Linux.
    if (platform !== 'win32' && process.platform === 'win32') console.log(`       ${platform}: not packed on Windows`)
    else first = await checkSystem(folder, some, first)
    if (platform === 'linux' && process.platform === 'linux') await checkLinuxPackages(folder, some)
  }
  const here = targets.find(({ name }) => name === `${process.platform}-${process.arch}`)
  if (here) await checkRuns(folder, here)
  else record('the packed app runs', [`there is no package for ${process.platform}-${process.arch}`])
}

async function main() {
  const { status, output } = await ensureBuilt()
  if (status !== 0) throw new Error(`The build failed:\n${output}`)
  const folder = mkdtempSync(join(tmpdir(), 'hive-package-check-'))
  try {
    await checkAll(folder)
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
