#!/usr/bin/env node
/**
 * The file that `hive-migrate` runs. It needs nothing but Node 20: better-sqlite3 loads from Node 22.14 on, so on an older
 * one the same command is started again with the Node 24 that npm installed beside us.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)
const relaunched = 'HIVE_MIGRATE_RELAUNCHED'

function isModern(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 22 || (major === 22 && minor >= 14)
}

/** The Node of the platform package that npm installed: our optional dependencies are exactly these packages. */
function installedNode(): string | null {
  const { optionalDependencies } = require('../../package.json') as { optionalDependencies?: Record<string, string> }
  for (const name of Object.keys(optionalDependencies ?? {})) {
    try {
      const folder = dirname(require.resolve(`${name}/package.json`))
      const file = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
      if (existsSync(file)) return file
    } catch {
      // A package for another platform: npm left it out.
    }
  }
  return null
}

function fail(reason: string): never {
  process.stderr.write(`hive-migrate needs Node 22.14 or newer (this is ${process.versions.node}): ${reason}\n`)
  process.exit(1)
}

/** Runs this same command with another Node and ends as it ends. */
function runWith(node: string): void {
  // The extra channel carries nothing: its end tells the child that this process was killed (see below).
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, [relaunched]: '1' },
  })
  // A terminal sends Ctrl-C to both of us: passing it on as well would look like pressing it twice.
  const atTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY
  process.on('SIGINT', () => {
    if (!atTerminal) child.kill('SIGINT')
  })
  const passedOn: NodeJS.Signals[] = ['SIGTERM', 'SIGHUP']
  // SIGUSR1 and SIGUSR2 pause and resume (index.ts).
  if (process.platform !== 'win32') passedOn.push('SIGUSR1', 'SIGUSR2')
  for (const signal of passedOn) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => fail(`${node} does not start (${error.message})`))
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (signal ? constants.signals[signal] : 1)))
}

if (isModern(process.versions.node)) {
  if (process.env[relaunched]) {
    // Started by the branch below: killed with it, so that `kill -9` of what the user started ends the command.
    Reflect.deleteProperty(process.env, relaunched)
    process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
    process.channel?.unref()
  }
  await import(new URL('./main.js', import.meta.url).href)
} else {
  const node = installedNode()
  if (node) runWith(node)
  else fail('install it from nodejs.org, or run `npm ci` where npm may install optional packages')
}
