/** Which packages of node_modules are in what we ship, and what their authors ask to be told with it. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../lib/project.mjs'

/** Shipped as packages of their own, not as code in a bundle. Electron is the runtime; its own licences lie beside it. */
const whole = ['node_modules/better-sqlite3']

/** A plugin for Vite that adds to `found` the folder of every package of which code got into a bundle. */
export function collectPackages(found) {
  return {
    name: 'hive:shipped-packages',
    generateBundle(_options, bundle) {
      for (const part of Object.values(bundle)) {
        if (part.type !== 'chunk') continue
        for (const [id, { renderedLength }] of Object.entries(part.modules))
          if (renderedLength > 0) found.add(packageFolder(id))
      }
      found.delete(null)
    },
  }
}

/** `node_modules/a/node_modules/@b/c` of a module's path; null for a module of our own or of the bundler. */
function packageFolder(id) {
  const path = id.replaceAll('\\', '/')
  const [, folder] = /\/(node_modules\/.*?)$/.exec(path) ?? []
  if (!folder || path.startsWith('\0')) return null
  const at = folder.lastIndexOf('node_modules/') + 'node_modules/'.length
  const [scopeOrName = '', name] = folder.slice(at).split('/')
  return folder.slice(0, at) + (scopeOrName.startsWith('@') ? `${scopeOrName}/${name}` : scopeOrName)
}

/** The words of MIT, for a package that names it and its author and has no file with them. */
function mitOf(license, author) {
  const holder = typeof author === 'string' ? author : author?.name
  if (license !== 'MIT' || !holder) return ''
  const [, ...words] = readFileSync(join(root, 'LICENSE'), 'utf8')
    .trim()
    .split(/^Copyright.*$/m)
  return `MIT License\n\nCopyright (c) ${holder}${words.join('')}`
}

/** Name, version, licence and the licence's words of a package folder. */
function describe(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
  const file = readdirSync(join(root, folder)).find((entry) => /^licen[sc]e(\.(md|txt))?$/i.test(entry))
  const text = file
    ? readFileSync(join(root, folder, file), 'utf8')
        .replaceAll('\r\n', '\n')
        .trim()
    : mitOf(license, author)
  // A package that names no licence has a file with its words; that they are MIT's is looked up, not guessed.
  const spdx = typeof license === 'string' ? license : /^(The )?MIT License/i.test(text) ? 'MIT' : null
  if (!spdx) throw new Error(`${folder} is shipped, and its licence is not known`)
  return { folder, name, version, license: spdx, text }
}

/** Every shipped package, by name. @param {Iterable<string>} bundled */
export function shippedPackages(bundled) {
  return [...new Set([...whole, ...bundled])]
    .map(describe)
    .sort((a, b) => a.name.localeCompare(b.name, 'en') || a.folder.localeCompare(b.folder, 'en'))
}

const line = '-'.repeat(80)

/** The text that goes with the app. */
function licenseText(packages) {
  const parts = packages.map(({ name, version, license, text }) =>
    [
      line,
      `${name} ${version} (${license})`,
      line,
      '',
      text || `Its package has no text of the licence ${license}.`,
    ].join('\n'),
  )
  return `${[
    'The Hive Migration Assistant has code of the following packages in it. Electron and Chromium have theirs in',
    'LICENSE.electron.txt and LICENSES.chromium.html beside the program; SQLite, in better-sqlite3, is in the public domain.',
    '',
    ...parts,
  ].join('\n')}\n`
}

/** Writes the licences and, for the bill of materials, the list of packages below `outDir`. */
export function writeLicenses(outDir, bundled) {
  const packages = shippedPackages(bundled)
  const folder = join(outDir, 'licenses')
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'THIRD-PARTY-LICENSES.txt'), licenseText(packages))
  const list = packages.map(({ folder: place, name, version, license }) => ({ folder: place, name, version, license }))
  writeFileSync(join(folder, 'shipped.json'), `${JSON.stringify(list, null, 2)}\n`)
}
