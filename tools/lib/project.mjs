/** Where the project is, and how its tools run programs: with Node 24, in a process group that ends with a time limit. */
import { spawn } from 'node:child_process'
import { createWriteStream, mkdirSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findNode24 } from './node24.mjs'

/** The project's root folder. */
export const root = fileURLToPath(new URL('../../', import.meta.url))

/** The environment in which `node` and every installed tool is the project's own. */
export function projectEnvironment(extra = {}) {
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH'
  const folders = [dirname(findNode24()), join(root, 'node_modules', '.bin'), process.env[name] ?? '']
  return { ...process.env, [name]: folders.join(delimiter), ...extra }
}

const exitStatus = (code, signal) => code ?? 128 + (constants.signals[signal] ?? 1)

/** Runs a program in this terminal, passing signals on; resolves to its exit status. */
export function runProgram(command, args, { env = projectEnvironment() } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env })
    const forward = (signal) => child.kill(signal)
    for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, forward)
    // Ctrl-C reaches the whole group by itself; this process only has to outlive its child.
    process.on('SIGINT', () => undefined)
    child.on('error', reject)
    child.on('close', (code, signal) => resolve(exitStatus(code, signal)))
  })
}

/** Ends a process and everything that it started. */
function killTree(child) {
  try {
    if (process.platform === 'win32') spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'])
    else process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has ended by itself in the meantime.
  }
}

/**
 * Runs a program quietly and keeps what it says, also in `log` when given. It is killed with all of its children after
 * `seconds`: `timedOut` is then true and `status` is not 0.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ seconds?: number, cwd?: string, env?: NodeJS.ProcessEnv, log?: string }} [options]
 * @returns {Promise<{ status: number, output: string, timedOut: boolean, seconds: number }>}
 */
export function capture(command, args, { seconds, cwd = root, env = projectEnvironment(), log } = {}) {
  return new Promise((resolve) => {
    const started = Date.now()
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    })
    const stream = log ? (mkdirSync(dirname(log), { recursive: true }), createWriteStream(log)) : null
    let output = ''
    let timedOut = false
    const keep = (chunk) => {
      output += chunk
      stream?.write(chunk)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    const timer = seconds
      ? setTimeout(() => {
          timedOut = true
          // What is ended has often said nothing yet.
          keep(`Not done after ${seconds} s: it was ended.\n`)
          killTree(child)
        }, seconds * 1000)
      : undefined
    const interrupted = () => {
      killTree(child)
      process.exit(130)
    }
    process.once('SIGINT', interrupted)
    process.once('SIGTERM', interrupted)
    const finish = (status) => {
      clearTimeout(timer)
      process.off('SIGINT', interrupted)
      process.off('SIGTERM', interrupted)
      stream?.end()
      resolve({ status, output, timedOut, seconds: (Date.now() - started) / 1000 })
    }
    child.on('error', (error) => {
      keep(`${error.message}\n`)
      finish(127)
    })
    child.on('close', (code, signal) => finish(timedOut ? 124 : exitStatus(code, signal)))
  })
}

/**
 * Runs the JavaScript file of an installed tool with Node 24, as `capture` does.
 *
 * @param {string} file
 * @param {string[]} args
 * @param {Parameters<typeof capture>[2]} [options]
 */
export function captureTool(file, args, options) {
  return capture(findNode24(), [join(root, 'node_modules', file), ...args], options)
}
