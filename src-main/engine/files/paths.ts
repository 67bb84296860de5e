import { existsSync, lstatSync, readlinkSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

/** As many symlinks in a row as Linux follows. */
const mostLinks = 40

/**
 * Resolves every symlink of a path whose last parts may not exist yet, one that points to nothing included: where a file
 * will really lie.
 */
export function realTarget(path: string, links = 0): string {
  const absolute = resolve(path)
  if (existsSync(absolute)) return realpathSync(absolute)
  if (isLink(absolute) && links < mostLinks)
    return realTarget(resolve(dirname(absolute), readlinkSync(absolute)), links + 1)
  const parent = dirname(absolute)
  if (parent === absolute) return absolute
  return join(realTarget(parent, links), basename(absolute))
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink()
  } catch {
    // Nothing is there, or its parent is no folder: whoever wants to write there is told so.
    return false
  }
}

/** The files SQLite keeps beside a database. */
export const sideSuffixes = ['-wal', '-shm', '-journal'] as const

/** Whether a path is, by its name, one of those files. */
export function isSideFile(path: string): boolean {
  return sideSuffixes.some((suffix) => path.endsWith(suffix))
}

/** Whether `path` is `folder` or lies inside it; both must be resolved. */
export function isInside(path: string, folder: string): boolean {
  const base = folder.endsWith('/') || folder.endsWith('\\') ? folder : `${folder}${folder.includes('\\') ? '\\' : '/'}`
  return path === folder || path.startsWith(base)
}
