#!/usr/bin/env node
/**
 * `npm run package:check`: packs the app for each system and processor, compares what is in each package with what belongs
 * there, and does the migration and the rollback with exactly the files of app.asar. Electron's own part of a package is not
 * checked: its place is held by empty files (placeholder.mjs). Without an Electron to run app.asar as it is, the packed main,
 * preload and page run on the Chromium host, which extracts app.asar (and what lies unpacked beside it) to a folder outside of
 * the checkout: Node reads no archives.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findNode24, isModern } from '../lib/node24.mjs'
import { runProgram } from '../lib/project.mjs'
import { ensureBuilt } from '../lib/setup.mjs'
import { record, total } from './record.mjs'
import { targets } from './targets.mjs'

/** Packs one system's targets and checks each; `reference` is what the first package of all had in it, if there was one. */
async function checkSystem(folder, some, reference) {
  const { pack } = await import('./pack.mjs')
  const { checkContents } = await import('./package.mjs')
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
  const { checkRuns } = await import('./runs.mjs')
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
