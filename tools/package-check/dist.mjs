#!/usr/bin/env node
/**
 * `node tools/package-check/dist.mjs [FOLDER]`: the checks of what electron-builder has really packed, with the real Electron,
 * before any of it is released (.github/workflows/release.yml). Every target whose folder is there is looked at.
 */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findNode24, isModern } from '../lib/node24.mjs'
import { runProgram } from '../lib/project.mjs'
import { targets } from './targets.mjs'

/** What is wrong with one packed target. */
async function problemsOf(folder, target) {
  const contents = await import('./contents.mjs')
  const { integrityProblems } = await import('./integrity.mjs')
  const { fuseProblems } = await import('./fuses.mjs')
  const { identityProblems } = await import('./identity.mjs')
  const place = (file) => join(folder, target.resources, file)
  // Electron lays its licences beside the program, and in a Mac's package among the resources.
  const licences = join(folder, target.platform === 'darwin' ? target.resources : target.app)
  const wanted = [
    place('LICENSE.txt'),
    place('THIRD-PARTY-LICENSES.txt'),
    join(licences, 'LICENSE.electron.txt'),
    join(licences, 'LICENSES.chromium.html'),
    join(folder, target.command),
  ]
  return [
    ...contents.compareFiles(contents.expectedFiles(target), contents.packedFiles(place('app.asar'))),
    ...contents.compareFiles([target.native], contents.filesBelow(place('app.asar.unpacked'))),
    ...contents.nativeProblems(join(place('app.asar.unpacked'), target.native), target.name),
    ...fuseProblems(join(folder, target.fuses)),
    ...integrityProblems(folder, target),
    ...identityProblems(folder, target),
    ...contents.weigh(folder, target).problems,
    ...wanted.filter((file) => !existsSync(file)).map((file) => `missing: ${file}`),
  ]
}

/** Checks all that is there; resolves to the exit status, which is not 0 either when there is nothing. */
async function main(folder) {
  const there = targets.filter((target) => existsSync(join(folder, target.app)))
  let failed = there.length === 0
  if (failed) console.error(`Nothing is packed in ${folder}`)
  for (const target of there) {
    const problems = await problemsOf(folder, target)
    console.log(`${problems.length === 0 ? 'ok    ' : 'FAILED'} ${target.name}`)
    for (const problem of problems) console.log(`       ${problem}`)
    failed ||= problems.length > 0
  }
  return failed ? 1 : 0
}

const args = process.argv.slice(2)
if (isModern()) process.exitCode = await main(resolve(args[0] ?? 'dist'))
else process.exitCode = await runProgram(findNode24(), [fileURLToPath(import.meta.url), ...args])
