import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * Whether this process has its terminal's keyboard. A command in the background (`hive-migrate quick --yes &`) must leave
 * the terminal alone: the system stops a process that sets a mode from there.
 */
export function isForeground(platform: NodeJS.Platform = process.platform): boolean {
  if (platform === 'win32') return true
  try {
    if (platform === 'linux') return groupHasTerminal(readFileSync('/proc/self/stat', 'utf8'))
    return execFileSync('ps', ['-o', 'stat=', '-p', String(process.pid)], { encoding: 'utf8' }).includes('+')
  } catch {
    return false
  }
}

/** Of a line of /proc/PID/stat: the process's group is the one in front (proc(5): fields 5 and 8). */
export function groupHasTerminal(stat: string): boolean {
  // The second field is the program's name in brackets, which may hold anything.
  const [, , group, , , front] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return group !== undefined && group === front
}
