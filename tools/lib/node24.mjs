/** Finds a Node that the product runs on, with nothing but Node 20: this file is read before anything is installed. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** True for a Node that better-sqlite3 13 loads in. */
export function isModern(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 22 || (major === 22 && minor >= 14)
}

/**
 * The Node to run the product and its tools with: the platform package that npm installed, else this one if it is new
 * enough. The optional dependencies are exactly the platform packages, of which npm installs the one that fits.
 */
export function findNode24() {
  const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  for (const name of Object.keys(optionalDependencies ?? {})) {
    const file = join(root, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
    if (existsSync(file)) return file
  }
  if (isModern()) return process.execPath
  throw new Error(
    `Node 22.14 or newer is needed for ${process.platform}-${process.arch}, and npm has no package with it here: install it from nodejs.org`,
  )
}
