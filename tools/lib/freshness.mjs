/** Tells whether what is installed and built still fits the checkout. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './project.mjs'

/** Holds the hash of the sources that out/ was built from. */
export const buildStamp = 'out/.source-hash'

const read = (path) => readFileSync(join(root, path))

function filesBelow(folder) {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) =>
      entry.isDirectory() ? filesBelow(`${folder}/${entry.name}`) : entry.isFile() ? [`${folder}/${entry.name}`] : [],
    )
    .sort()
}

/** A hash of everything that the build reads; contents, not times, because a checkout changes those. */
export function sourceHash() {
  const hash = createHash('sha256')
  const files = ['src-main', 'src-preload', 'src-renderer', 'resources'].flatMap(filesBelow)
  for (const file of [...files, 'package.json', 'package-lock.json', 'tools/build.mjs', 'tools/package/shipped.mjs'])
    hash.update(file).update('\0').update(read(file)).update('\0')
  return hash.digest('hex')
}

/** True when out/ was built from the sources as they are now. */
export function isBuilt() {
  return existsSync(join(root, buildStamp)) && read(buildStamp).toString() === sourceHash()
}

/**
 * True when node_modules holds what package-lock.json says. npm records what it installed in node_modules/.package-lock.json,
 * also when somebody ran `npm ci` by hand; packages for other platforms are in the one and not in the other.
 */
export function isInstalled() {
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) return false
  const installed = JSON.parse(read('node_modules/.package-lock.json').toString()).packages
  const wanted = Object.entries(JSON.parse(read('package-lock.json').toString()).packages).filter(
    ([path]) => path !== '',
  )
  return wanted.every(([path, entry]) => {
    const found = installed[path]
    return found ? found.version === entry.version : entry.optional === true || entry.peer === true
  })
}
