/**
 * The launcher on a Node that is too old for better-sqlite3: the built file, beside a command of our own that says what
 * became of it. `process.versions` is overridden to play the old Node, so that this holds on every machine.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const playOldNode = [
  '--import',
  "data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.11.0'}})",
]
/** Ends as told; once it is ready for a signal, it says who it is and what it was given. */
const command = `
const [what, status] = process.argv.slice(2)
if (what === 'exit') process.exitCode = Number(status)
if (what === 'wait') setInterval(() => undefined, 1000)
process.on('SIGTERM', () => process.exit(6))
console.log(JSON.stringify({ pid: process.pid, node: process.versions.node, args: process.argv.slice(2) }))
`
const names = Object.keys(
  (JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { optionalDependencies: Record<string, string> })
    .optionalDependencies,
)

let folder: string
let launcher: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hive-launcher-'))
  mkdirSync(join(folder, 'out/cli'), { recursive: true })
  mkdirSync(join(folder, 'node_modules'))
  launcher = join(folder, 'out/cli/hive-migrate.js')
  copyFileSync(`${root}package.json`, join(folder, 'package.json'))
  copyFileSync(`${root}out/cli/hive-migrate.js`, launcher)
  writeFileSync(join(folder, 'out/cli/main.js'), command)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Puts the platform package with Node 24 where npm would. */
function installNode24(): void {
  for (const name of names)
    if (existsSync(`${root}node_modules/${name}`))
      symlinkSync(`${root}node_modules/${name}`, join(folder, 'node_modules', name), 'junction')
}

type Said = { pid: number; node: string; args: string[] }
type Run = { child: ChildProcess; first: Promise<Said>; end: Promise<{ status: number | null; errors: string }> }

function run(...args: string[]): Run {
  const child = spawn(process.execPath, [...playOldNode, launcher, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const first = new Promise<Said>((resolve) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(JSON.parse(chunk.toString().split('\n')[0] ?? '') as Said))
  })
  const end = new Promise<{ status: number | null; errors: string }>((resolve) => {
    child.on('close', (status) => resolve({ status, errors }))
  })
  return { child, first, end }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('with the Node that npm installed', () => {
  beforeEach(installNode24)

  test('the same command runs there, and its exit status comes back', async () => {
    const { first, end } = run('exit', '4')
    const said = await first
    expect(said.args).toEqual(['exit', '4'])
    expect(Number(said.node.split('.')[0])).toBeGreaterThanOrEqual(24)
    expect((await end).status).toBe(4)
  })

  test.skipIf(process.platform === 'win32')('a signal is passed on', async () => {
    const { child, first, end } = run('wait')
    await first
    child.kill('SIGTERM')
    expect((await end).status).toBe(6)
  })

  test('kill -9 ends the command as well', async () => {
    const { child, first, end } = run('wait')
    const { pid } = await first
    child.kill('SIGKILL')
    await end
    await expect.poll(() => isAlive(pid), { timeout: 30_000 }).toBe(false)
  })
})

test('without it: one line that says what to do', async () => {
  // A name that no folder above the temporary one can hold.
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ optionalDependencies: { 'node-for-nobody': '24.0.0' } }))
  const { status, errors } = await run('exit', '0').end
  expect(status).toBe(1)
  expect(errors.trimEnd().split('\n')).toHaveLength(1)
  expect(errors).toContain('needs Node 22.14 or newer')
})
