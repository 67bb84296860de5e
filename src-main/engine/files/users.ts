import { execFileSync } from 'node:child_process'
import { closeSync, openSync, readFileSync, readdirSync, readlinkSync } from 'node:fs'

/** A program that has a file open. */
export type FileUser = { pid: number; name: string }

/**
 * Programs (other than this process and its parent) that have one of the real paths open. What cannot be seen (another
 * user's process) is not in the answer: "nobody has it open" is never certain (traps), so copies are checked as well.
 */
export function usersOf(paths: string[], platform: NodeJS.Platform = process.platform): FileUser[] {
  if (platform === 'linux') return usersByProc(paths)
  if (platform === 'darwin') return usersByLsof(paths)
  return paths.flatMap((path) => (isOpenOnWindows(path) ? [{ pid: 0, name: 'another program' }] : []))
}

function usersByProc(paths: string[]): FileUser[] {
  const wanted = new Set(paths)
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid && Number(name) !== process.ppid)
    .filter((pid) => openFiles(pid).some((file) => wanted.has(file)))
    .map((pid) => ({ pid: Number(pid), name: programName(pid) }))
}

function openFiles(pid: string): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((fd) => link(`/proc/${pid}/fd/${fd}`))
  } catch {
    // Another user's process, or one that has just ended.
    return []
  }
}

function link(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    // Closed between the listing and now.
    return ''
  }
}

function programName(pid: string): string {
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
      .filter((user) => user.pid !== process.pid && user.pid !== process.ppid)
  } catch {
    // lsof exits with 1 when nobody has any of them open.
    return []
  }
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
