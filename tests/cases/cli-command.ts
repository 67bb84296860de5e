/** Runs the built `hive-migrate` as a stranger would: a process of its own, in a home and with a state of its own. */
import { spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const launcher = fileURLToPath(new URL('../../out/cli/hive-migrate.js', import.meta.url))

export type Finished = {
  exit: number | null
  stdout: string
  stderr: string
  /** stdout, which must be one JSON document. */
  json<T = Record<string, unknown>>(): T
}

export type Stage = {
  state: string
  /** Starts the command without waiting for it. */
  start(
    args: string[],
    options?: { env?: Record<string, string> },
  ): { child: ChildProcess; finished: Promise<Finished> }
  run(...args: string[]): Promise<Finished>
  remove(): Promise<void>
}

/** A place to run commands in: `--home` is `home` (null: not given), backups and runs go to a temporary folder. */
export async function makeStage(home: string | null): Promise<Stage> {
  if (!existsSync(launcher)) throw new Error('These tests run the built command: npm run build')
  const state = await mkdtemp(join(tmpdir(), 'hive-state-'))
  const start: Stage['start'] = (args, options = {}) => {
    const child = spawn(process.execPath, [launcher, ...args, ...(home === null ? [] : ['--home', home])], {
      env: { ...process.env, HIVE_MIGRATE_HOME: state, NO_COLOR: '1', ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    return { child, finished: finish(child) }
  }
  return {
    state,
    start,
    run: (...args) => start(args).finished,
    remove: () => rm(state, { recursive: true, force: true }),
  }
}

/** Every file of a folder by its path, with the hash of its bytes; folders and links count too. */
export function treeOf(folder: string): Record<string, string> {
  const tree: Record<string, string> = {}
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const { mode } = lstatSync(path)
    const content = entry.isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : 'no file'
    tree[relative(folder, path)] = `${mode.toString(8)} ${content}`
  }
  return tree
}

function finish(child: ChildProcess): Promise<Finished> {
  const read = { stdout: '', stderr: '' }
  child.stdout?.on('data', (data: Buffer) => (read.stdout += data.toString()))
  child.stderr?.on('data', (data: Buffer) => (read.stderr += data.toString()))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exit) => resolve({ exit, ...read, json: <T>() => JSON.parse(read.stdout) as T }))
  })
}
