import { spawn, type ChildProcess } from 'node:child_process'
import { MemorySampler, type Memory } from './sampler.js'
import { spentByChildren } from './processes.js'

export type Usage = Memory & {
  /** From the start of the first process to the end of the last. */
  wallMs: number
  /** Of all processes; null where the system does not tell. */
  cpuMs: number | null
  /** Handed to the disk by all processes, as the system counts it; null where it does not tell. */
  writtenBytes: number | null
}

/** `memory: false` leaves memory alone: looking at it takes two to six hundredths of the time that is measured. */
export type WatchOptions = { memory?: boolean }

/** Watches processes that were just started, until `finished` settles; they must be the only ones that end meanwhile. */
export async function watch<T>(
  start: () => { children: ChildProcess[]; finished: Promise<T> },
  { memory = true }: WatchOptions = {},
): Promise<[T, Usage]> {
  const before = spentByChildren()
  const started = performance.now()
  const { children, finished } = start()
  const sampler = new MemorySampler(memory ? children.flatMap(({ pid }) => (pid === undefined ? [] : [pid])) : [])
  const ended = Promise.all(
    children.map((child) => {
      return new Promise<void>((resolve) => {
        child.once('close', () => resolve())
        child.once('error', () => resolve())
      })
    }),
  )
  try {
    const value = await finished
    await ended
    const wallMs = performance.now() - started
    const after = spentByChildren()
    const spent = before && after
    return [
      value,
      {
        ...sampler.stop(),
        wallMs,
        cpuMs: spent ? after.cpuMs - before.cpuMs : null,
        writtenBytes: spent ? after.writtenBytes - before.writtenBytes : null,
      },
    ]
  } finally {
    sampler.stop()
  }
}

export type Printed = { stdout: string; stderr: string }

/** Runs a program to its end and answers what it printed; rejects when it fails, with the end of it. */
export function runWatched(
  command: string,
  args: string[],
  env: NodeJS.ProcessEnv = process.env,
  options: WatchOptions = {},
): Promise<[Printed, Usage]> {
  return watch(() => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    return { children: [child], finished: output(child, command) }
  }, options)
}

function output(child: ChildProcess, name: string): Promise<Printed> {
  const printed = { stdout: '', stderr: '' }
  child.stdout?.on('data', (data: Buffer) => (printed.stdout += data.toString()))
  child.stderr?.on('data', (data: Buffer) => (printed.stderr += data.toString()))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (code === 0) resolve(printed)
      else {
        const said = `${printed.stdout}\n${printed.stderr}`.slice(-3000)
        reject(new Error(`${name} ended with ${signal ?? String(code)}: ${said}`))
      }
    })
  })
}
