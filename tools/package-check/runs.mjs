/** The packed files at work: the command line, the updater's feed, and the app on the host that is there. */
import { chmodSync, copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { extractAll } from '@electron/asar'
import { findElectron } from '../lib/electron.mjs'
import { findNode24 } from '../lib/node24.mjs'
import { capture, root } from '../lib/project.mjs'
import { runPlaywright } from '../test/runners.mjs'
import { record, total } from './record.mjs'

/** Migration and rollback by the command line, as of a package that is installed. */
const tryInstalled = fileURLToPath(new URL('../package/try-installed.mjs', import.meta.url))

/** The spec that goes from nothing found to migrated and back, from outside. */
const spec = 'tests/e2e/migrate.spec.ts'
const installedSpec = 'tests/e2e/sample.spec.ts'

/** Runs the packed command line, extracted to `app`, and the packed app. */
export async function checkRuns(folder, target) {
  const app = join(folder, 'app')
  const archive = join(folder, target.resources, 'app.asar')
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

  await checkSpecs('the packed app does the migration and the rollback', [spec], { HIVE_APP_DIR: archive })
  // What the specs of a release do with an installed app, here with the Chromium host in the place of its program.
  if (target.platform === 'linux' && !findElectron())
    await checkSpecs('the specs drive an app that they cannot get into', [installedSpec], {
      HIVE_INSTALLED_APP: programOf(folder, archive),
    })
}

async function checkSpecs(name, specs, env) {
  const run = await runPlaywright({ name: 'package-e2e', specs, env, seconds: 300 })
  total.passed += run.passed
  total.failed += run.failed
  if (run.failed > 0) console.log(run.output)
  console.log(`${run.failed === 0 ? 'ok    ' : 'FAILED'} ${name}: ${run.passed} specs passed ${run.detail}`)
}

/** A program that opens the packed app, and can be driven by nothing but its window. */
function programOf(folder, archive) {
  const file = join(folder, 'program')
  const words = [findNode24(), join(root, 'tools/chromium-host/start.mjs'), '--app', archive]
  writeFileSync(file, `#!/bin/sh\nexec ${words.map((word) => `'${word}'`).join(' ')} --remote-debugging-port 0\n`)
  chmodSync(file, 0o755)
  return file
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
