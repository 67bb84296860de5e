#!/usr/bin/env node
/**
 * `node tools/package/try-installed.mjs HIVE-MIGRATE`: the whole job by the command line that an installer has put on a machine,
 * on made-up data in a folder of its own: version, preview, migration, comparison, rollback. For .github/workflows/release.yml;
 * the window is tried by the specs (HIVE_INSTALLED_APP).
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../lib/project.mjs'

const [command] = process.argv.slice(2)
if (!command) throw new Error('Usage: node tools/package/try-installed.mjs HIVE-MIGRATE')
const folder = mkdtempSync(join(tmpdir(), 'hive-installed-'))
const home = join(folder, 'home')
mkdirSync(home)
const env = { ...process.env, HIVE_MIGRATE_HOME: join(folder, 'state'), HOME: home, USERPROFILE: home }

/** Runs the command and answers what it printed; throws when it says that it failed. */
function run(...args) {
  // A .cmd of Windows starts by its shell only.
  const shell = process.platform === 'win32'
  const quoted = shell ? [command, ...args].map((part) => `"${part}"`) : [command, ...args]
  const { status, stdout, stderr, error } = spawnSync(quoted[0], quoted.slice(1), {
    env,
    cwd: folder,
    shell,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (error) throw error
  if (status !== 0) throw new Error(`hive-migrate ${args.join(' ')} ended with ${status}:\n${stdout}\n${stderr}`)
  return stdout
}

/** Every file below a folder with its hash. */
function tree(place) {
  const files = readdirSync(place, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort()
  return JSON.stringify(paths.map((path) => [path, createHash('sha256').update(readFileSync(path)).digest('hex')]))
}

function expect(what, ok) {
  if (!ok) throw new Error(`Not so: ${what}`)
  console.log(`ok     ${what}`)
}

try {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  expect(`it is version ${version}`, run('--version').includes(version))
  // The same made-up data that `--sample` shows, where a person's would be.
  const sample = JSON.parse(run('analyze', '--sample', '--json')).installs[0].path
  const given = ['--home', sample, '--json']
  const [whole, old] = [tree(sample), tree(join(sample, '.hive-ai'))]
  expect('preview knows tables', JSON.parse(run('preview', ...given)).tables.length > 0)
  const migrated = JSON.parse(run('quick', '--yes', ...given))
  expect('everything moved, and was compared', migrated.status === 'migrated' && migrated.verification.passed)
  expect('the old data is as it was', tree(join(sample, '.hive-ai')) === old)
  expect('a comparison at a later time agrees', JSON.parse(run('validate', ...given)).passed)
  expect('the rollback is verified', JSON.parse(run('rollback', '--confirm', ...given)).verified)
  expect('everything is as it was', tree(sample) === whole)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
