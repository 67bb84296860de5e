/** What belongs into the package, file by file, and what is in it. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { extractFile, listPackage } from '@electron/asar'
import { root } from '../lib/project.mjs'
import { electronFiles } from './placeholder.mjs'
import { nativeFormats } from './targets.mjs'

const driver = 'node_modules/better-sqlite3'

/** Every file below a folder, relative to it, with /. */
export function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
}

const fixed = [
  'package.json',
  'out/main/index.js',
  'out/main/bench-worker.js',
  'out/main/engine-host.js',
  'out/main/updater.js',
  'out/cli/hive-migrate.js',
  'out/cli/main.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  `${driver}/package.json`,
  `${driver}/LICENSE`,
]

/** The exact list: our bundles by name, the page's assets as built, the driver's JavaScript, one native file. */
export function expectedFiles({ native }) {
  const page = filesBelow(join(root, 'out/renderer')).map((file) => `out/renderer/${file}`)
  const allowed = /^(index\.html|assets\/[\w.-]+\.(js|css|svg|png|woff2))$/
  const odd = page.filter((file) => !allowed.test(file.slice('out/renderer/'.length)))
  if (odd.length > 0) throw new Error(`Not a page's file: ${odd.join(', ')}`)
  // The entry points for one platform each load a binary that is not in this package.
  const library = filesBelow(join(root, driver, 'lib'))
    .filter((file) => !/^(linux|linuxmusl|darwin|win32)-/.test(file))
    .map((file) => `${driver}/lib/${file}`)
  return [...new Set([...fixed, native, ...page, ...library])].sort()
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

/** All files of a whole package: Electron's, the archive, one native file, licences, the command line. */
export function expectedInPackage(target) {
  const resources = target.platform === 'darwin' ? 'Hive Migration Assistant.app/Contents/Resources' : 'resources'
  const command = target.platform === 'win32' ? 'hive-migrate.cmd' : 'hive-migrate'
  return [
    ...electronFiles(target),
    `${resources}/app.asar`,
    `${resources}/app.asar.unpacked/${target.native}`,
    `${resources}/LICENSE.txt`,
    `${resources}/THIRD-PARTY-LICENSES.txt`,
    ...(target.platform === 'darwin' ? [`${resources}/${command}`, `${resources}/icon.icns`] : [command]),
  ]
}

/** Whether a native file is for the system and processor that its name says, by its own header. */
export function nativeProblems(file, name) {
  const { magic, at, processor } = nativeFormats[name]
  const bytes = readFileSync(file)
  // A Windows program says at 0x3c where its header begins; the processor comes after its four letters.
  const place = at ?? bytes.readUInt32LE(0x3c) + 4
  const found = [bytes.subarray(0, magic.length / 2), bytes.subarray(place, place + processor.length / 2)]
  const [foundMagic, foundProcessor] = found.map((part) => part.toString('hex'))
  return foundMagic === magic && foundProcessor === processor
    ? []
    : [`${file} begins with ${foundMagic} and is for ${foundProcessor}`]
}

/** package.json as it is in the archive. */
export function packedManifest(archive) {
  return JSON.parse(extractFile(archive, 'package.json').toString())
}

/** Path and hash of each file of an archive but the native one: what has to be the same in every package. */
export function commonContents(archive, { native }) {
  const hashes = packedFiles(archive)
    .filter((file) => file !== native)
    .map((file) => [file, createHash('sha256').update(extractFile(archive, file)).digest('hex')])
  return Object.fromEntries(hashes)
}

/** What each part may weigh, in bytes: a part that suddenly does is looked at, and this line is changed on purpose. */
const budgets = {
  main: 3_600_000,
  cli: 600_000,
  preload: 100_000,
  page: 900_000,
  'better-sqlite3': 100_000,
  'native file': 3_300_000,
  'licences and command': 200_000,
}

/** Bytes of each part of what we add to Electron, and what is over its budget. */
export function weigh(folder, target) {
  const archive = join(folder, target.resources, 'app.asar')
  const inArchive = (prefix) =>
    packedFiles(archive)
      .filter((file) => file.startsWith(prefix) && file !== target.native)
      .reduce((sum, file) => sum + extractFile(archive, file).length, 0)
  const size = (...path) => statSync(join(folder, ...path)).size
  const sizes = {
    main: inArchive('out/main/'),
    cli: inArchive('out/cli/'),
    preload: inArchive('out/preload/'),
    page: inArchive('out/renderer/'),
    'better-sqlite3': inArchive(`${driver}/`),
    'native file': size(target.resources, 'app.asar.unpacked', target.native),
    'licences and command':
      size(target.resources, 'LICENSE.txt') + size(target.resources, 'THIRD-PARTY-LICENSES.txt') + size(target.command),
  }
  const over = Object.entries(sizes).filter(([part, bytes]) => bytes === 0 || bytes > budgets[part])
  return { sizes, problems: over.map(([part, bytes]) => `${part}: ${bytes} bytes, at most ${budgets[part]}`) }
}
