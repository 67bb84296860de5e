/** What belongs into the package, file by file, and what is in it. */
import { readdirSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import { extractFile, listPackage } from '@electron/asar'
import { root } from '../lib/project.mjs'

const driver = 'node_modules/better-sqlite3'
const native = `${driver}/prebuilds/linux-x64.node`

/** Every file below a folder, relative to it, with /. */
function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
    )
    .sort()
}

const fixed = [
  'package.json',
  'out/main/index.js',
  'out/main/bench-worker.js',
  'out/main/engine-host.js',
  'out/cli/hive-migrate.js',
  'out/cli/main.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  `${driver}/package.json`,
  `${driver}/LICENSE`,
  native,
]

/** The exact list: our bundles by name, the page's assets as built, the driver's JavaScript, one native file. */
export function expectedFiles() {
  const page = filesBelow(join(root, 'out/renderer')).map((file) => `out/renderer/${file}`)
  const allowed = /^(index\.html|assets\/[\w.-]+\.(js|css|svg|png|woff2))$/
  const odd = page.filter((file) => !allowed.test(file.slice('out/renderer/'.length)))
  if (odd.length > 0) throw new Error(`Not a page's file: ${odd.join(', ')}`)
  // The entry points for one platform each load a binary that is not in this package.
  const library = filesBelow(join(root, driver, 'lib'))
    .filter((file) => !/^(linux|linuxmusl|darwin|win32)-/.test(file))
    .map((file) => `${driver}/lib/${file}`)
  return [...new Set([...fixed, ...page, ...library])].sort()
}

/** The files (no folders) that app.asar lists, those that lie unpacked beside it included. */
export function packedFiles(archive) {
  const paths = listPackage(archive, { isPack: false }).map((path) => path.split(sep).join('/').replace(/^\//, ''))
  const folders = new Set(paths.map((path) => path.slice(0, path.lastIndexOf('/'))))
  return paths.filter((path) => !folders.has(path)).sort()
}

/** Compares two lists of files; the answer names each one that is missing or foreign. */
export function compareFiles(expected, actual) {
  return [
    ...expected.filter((file) => !actual.includes(file)).map((file) => `missing: ${file}`),
    ...actual.filter((file) => !expected.includes(file)).map((file) => `foreign: ${file}`),
  ]
}

/** The native files that lie outside of the archive, where alone the system can load them. */
export function unpackedNatives(resources) {
  return filesBelow(join(resources, 'app.asar.unpacked')).filter((file) => file.endsWith('.node'))
}

/** The one native file that belongs there. */
export const expectedNatives = [native]

/** package.json as it is in the archive. */
export function packedManifest(archive) {
  return JSON.parse(extractFile(archive, 'package.json').toString())
}

/** Bytes of what we add to Electron. */
export function sizes(resources) {
  const unpacked = join(resources, 'app.asar.unpacked')
  const bytes = filesBelow(unpacked).reduce((sum, file) => sum + statSync(join(unpacked, file)).size, 0)
  return { asar: statSync(join(resources, 'app.asar')).size, unpacked: bytes }
}
