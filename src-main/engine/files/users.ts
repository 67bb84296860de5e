import { execFileSync } from 'node:child_process'
import { closeSync, openSync, readFileSync, readdirSync, readlinkSync, statSync } from 'node:fs'
import { hiveOf, nameOf } from './hive-processes.js'
import { readLocks } from './locks.js'
import { runningProcesses, type Process } from './processes.js'

/** A program that has a file open; `pid` is 0 where the system does not tell which. */
export type FileUser = { pid: number; name: string }

const isOther = (pid: number) => pid !== process.pid && pid !== process.ppid

/**
 * Programs (other than this process and its parent) that have one of the real paths open, or a lock on it, by what they
 * are of a Hive where they are one. What cannot be seen (another user's process) is not in the answer: "nobody has it
 * open" is never certain (traps), so copies are checked as well. `locks` gives Linux's list of locks.
 */
export function usersOf(
  paths: string[],
  platform: NodeJS.Platform = process.platform,
  running: () => Process[] = () => runningProcesses(platform),
  locks: () => string = readLocks,
): FileUser[] {
  if (paths.length === 0) return []
  if (platform === 'win32') return usersOnWindows(paths, running)
  const found = platform === 'linux' ? usersByProc(paths, locks) : platform === 'darwin' ? usersByLsof(paths) : []
  if (found.length === 0) return []
  const all = new Map(running().map((each) => [each.pid, each]))
  return found.map(({ pid, name }) => {
    const process = all.get(pid)
    return { pid, name: (process && nameOf(process, all)) || name }
  })
}

/** Programs in one phrase, with their numbers: "The new Hive (process 12), node (process 13)". */
export function usersInWords(users: FileUser[]): string {
  const words = users.map(({ pid, name }) => (pid === 0 ? name : `${name} (process ${pid})`)).join(', ')
  return words.replace(/^(?:the|another) /, (first) => first.charAt(0).toUpperCase() + first.slice(1))
}

/** By what is open rather than by its name: a hard link, or another view of the disk, leads to the same file. */
function usersByProc(paths: string[], locks: () => string): FileUser[] {
  const wanted = new Set(paths.flatMap((path) => identityOf(path) ?? []))
  const open = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isOther(Number(name)))
    .filter((pid) => hasOpen(pid, wanted))
    .map(Number)
  return [...new Set([...open, ...lockHolders(paths, locks())])].map((pid) => ({ pid, name: programName(pid) }))
}

function identityOf(path: string): string | null {
  try {
    const { dev, ino } = statSync(path, { bigint: true })
    return `${dev}:${ino}`
  } catch {
    // Closed, or gone, between the listing and now.
    return null
  }
}

function hasOpen(pid: string, wanted: Set<string>): boolean {
  const folder = `/proc/${pid}/fd`
  try {
    return readdirSync(folder).some(
      (fd) => isFile(`${folder}/${fd}`) && wanted.has(identityOf(`${folder}/${fd}`) ?? ''),
    )
  } catch {
    // Another user's process, or one that has just ended.
    return false
  }
}

/** A pipe or a device is not asked what it is: most of what is open is one. */
function isFile(link: string): boolean {
  try {
    return /^\/(?!dev\/(?!shm\/))/.test(readlinkSync(link))
  } catch {
    // Closed between the listing and now.
    return false
  }
}

/** Linux tells of every lock whose it is, also of processes that belong to somebody else. */
function lockHolders(paths: string[], locks: string): number[] {
  const wanted = new Set(paths.flatMap((path) => lockedAs(path) ?? []))
  return locks.split('\n').flatMap((line) => {
    const [, pid, file] = /(?:READ|WRITE)\s+(\d+)\s+(\S+)/.exec(line) ?? []
    return pid !== undefined && Number(pid) > 0 && isOther(Number(pid)) && wanted.has(file ?? '') ? [Number(pid)] : []
  })
}

/** A file as `/proc/locks` names it: the device's two numbers in hexadecimal, the file's in decimal. */
function lockedAs(path: string): string | null {
  try {
    const { dev, ino } = statSync(path, { bigint: true })
    const [major, minor] = [((dev >> 8n) & 0xfffn) | ((dev >> 32n) & ~0xfffn), (dev & 0xffn) | ((dev >> 12n) & ~0xffn)]
    const hex = (number: bigint) => number.toString(16).padStart(2, '0')
    return `${hex(major)}:${hex(minor)}:${ino}`
  } catch {
    // It is gone.
    return null
  }
}

function programName(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
  } catch {
    // It has just ended.
    return 'a program'
  }
}

function usersByLsof(paths: string[]): FileUser[] {
  try {
    const lines = execFileSync('lsof', ['-F', 'pc', '--', ...paths], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const pids = lines.split('\n').filter((line) => line.startsWith('p'))
    const names = lines.split('\n').filter((line) => line.startsWith('c'))
    return pids
      .map((pid, index) => ({ pid: Number(pid.slice(1)), name: names[index]?.slice(1) ?? 'a program' }))
      .filter((user) => isOther(user.pid))
  } catch {
    // lsof exits with 1 when nobody has any of them open.
    return []
  }
}

/** Windows says that a file is open, not by whom: the Hives that run are the likeliest. */
function usersOnWindows(paths: string[], running: () => Process[]): FileUser[] {
  if (!paths.some((path) => isOpenOnWindows(path))) return []
  const processes = running()
  const all = new Map(processes.map((each) => [each.pid, each]))
  const hives = processes.filter(({ pid }) => isOther(pid)).flatMap((each) => hiveOf(each, all) ?? [])
  return hives.length > 0 ? hives.map(({ pid, name }) => ({ pid, name })) : [{ pid: 0, name: 'another program' }]
}

/** libuv's UV_FS_O_EXLOCK: on Windows the open fails while any other handle exists. Not among Node's named constants. */
const exclusive = 0x10000000

function isOpenOnWindows(path: string): boolean {
  try {
    closeSync(openSync(path, exclusive))
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EBUSY'
  }
}
