/** What a process and its children use, from /proc (Linux); elsewhere the answers are null. */
import { readdirSync, readFileSync } from 'node:fs'

function read(path: string): string | null {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    // The process has ended, or this is not Linux.
    return null
  }
}

/** A process and everything it started, as far as it lives. */
export function treeOf(pid: number): number[] {
  const found = [pid]
  for (const each of found) {
    for (const task of tasksOf(each)) {
      const children = read(`/proc/${each}/task/${task}/children`)
      if (children) found.push(...children.trim().split(' ').filter(Boolean).map(Number))
    }
  }
  return found
}

function tasksOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`)
  } catch {
    return []
  }
}

const pageBytes = 4096

/** Resident memory in bytes, shared pages counted whole; null when the process is gone. */
export function residentOf(pid: number): number | null {
  const pages = read(`/proc/${pid}/statm`)?.split(' ')[1]
  return pages === undefined ? null : Number(pages) * pageBytes
}

/** Resident memory in bytes, each shared page divided among those who share it. Takes a millisecond or two to find out. */
export function proportionalOf(pid: number): number | null {
  const line = /^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? '')
  return line ? Number(line[1]) * 1024 : null
}

export type Spent = { cpuMs: number; writtenBytes: number }

/**
 * What the children of this process that have ended, and theirs, have used in all. The system adds a child's sums to its
 * parent's when the parent learns of its end, so that the difference around a child's life is exact. Null but on Linux.
 */
export function spentByChildren(): Spent | null {
  const stat = read('/proc/self/stat')
  const io = /^write_bytes: (\d+)/m.exec(read('/proc/self/io') ?? '')
  if (!stat || !io) return null
  // Fields after the name in brackets: cutime and cstime are the 14th and 15th, in hundredths of a second.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticks = Number(fields[13]) + Number(fields[14])
  return { cpuMs: ticks * 10, writtenBytes: Number(io[1]) }
}
