/**
 * What electron-builder wants to see of an Electron distribution. Electron's download is not reachable from every machine, and
 * what is checked here is our part of the package: so these files are empty but for what electron-builder changes in them (the
 * fuses, the resources of the Windows program, the property lists), and nothing here claims that Electron ran.
 */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { root } from '../lib/project.mjs'
import { fuseNames, fuseSentinel } from './fuses.mjs'

/** electron-builder's own library for Windows programs, as it finds it itself. */
const builder = createRequire(join(root, 'node_modules/app-builder-lib/out/index.js'))

/** A wire of fuses as it lies in Electron's binary: a mark, version 1, how many, and each as in a fresh Electron. */
const freshFuses = Buffer.concat([
  Buffer.from(fuseSentinel),
  Buffer.from([1, fuseNames.length]),
  Buffer.from('10110001'.slice(0, fuseNames.length)),
])

const licences = ['LICENSE', 'LICENSES.chromium.html']

/** @param {string} file @param {string | Buffer} [bytes] */
function put(file, bytes = '', { executable = false } = {}) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, bytes)
  if (executable) chmodSync(file, 0o755)
}

function linux(folder) {
  for (const name of ['version', ...licences]) put(join(folder, name))
  put(join(folder, 'electron'), freshFuses, { executable: true })
  mkdirSync(join(folder, 'resources'), { recursive: true })
}

function win32(folder) {
  for (const name of ['version', ...licences]) put(join(folder, name))
  const { NtExecutable, NtExecutableResource, Resource } = builder('resedit')
  const program = NtExecutable.createEmpty(false, false)
  const resources = NtExecutableResource.from(program)
  const version = Resource.VersionInfo.createEmpty()
  version.setStringValues({ lang: 1033, codepage: 1200 }, { ProductName: 'Electron' })
  version.outputToResourceEntries(resources.entries)
  resources.outputResource(program)
  program.setExtraData(freshFuses)
  put(join(folder, 'electron.exe'), Buffer.from(program.generate()))
  mkdirSync(join(folder, 'resources'), { recursive: true })
}

const plist = (fields) =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0"><dict>',
    ...Object.entries(fields).map(([key, value]) => `<key>${key}</key><string>${value}</string>`),
    '</dict></plist>',
    '',
  ].join('\n')

function darwin(folder) {
  const app = join(folder, 'Electron.app', 'Contents')
  put(join(app, 'Info.plist'), plist({ CFBundleName: 'Electron', CFBundleExecutable: 'Electron' }))
  put(join(app, 'MacOS', 'Electron'), '', { executable: true })
  put(join(app, 'Frameworks', 'Electron Framework.framework', 'Electron Framework'), freshFuses)
  put(join(app, 'Resources', 'electron.icns'))
  for (const suffix of ['', ' (GPU)', ' (Plugin)', ' (Renderer)']) {
    const helper = `Electron Helper${suffix}`
    const contents = join(app, 'Frameworks', `${helper}.app`, 'Contents')
    put(join(contents, 'Info.plist'), plist({ CFBundleName: helper }))
    put(join(contents, 'MacOS', helper), '', { executable: true })
  }
}

/** Writes the placeholder for a system into `folder`. @param {'linux' | 'win32' | 'darwin'} platform */
export function placeholderDistribution(platform, folder) {
  const write = { linux, win32, darwin }[platform]
  write(folder)
}

/**
 * Every file of a package that is Electron's and not ours, with its place below the target's folder. Its two licences get into
 * a Mac's package only from a downloaded archive: the installed app is looked at by .github/workflows/release.yml.
 */
export function electronFiles({ platform }) {
  const product = 'Hive Migration Assistant'
  if (platform === 'linux')
    return ['hive-migration-assistant', 'version', 'LICENSE.electron.txt', 'LICENSES.chromium.html']
  if (platform === 'win32') return [`${product}.exe`, 'version', 'LICENSE.electron.txt', 'LICENSES.chromium.html']
  const contents = `${product}.app/Contents`
  return [
    `${contents}/Info.plist`,
    `${contents}/MacOS/${product}`,
    `${contents}/Frameworks/Electron Framework.framework/Electron Framework`,
    `${contents}/Resources/electron.icns`,
    ...['', ' (GPU)', ' (Plugin)', ' (Renderer)'].flatMap((suffix) => {
      const helper = `${product} Helper${suffix}`
      const place = `${contents}/Frameworks/${helper}.app/Contents`
      return [`${place}/Info.plist`, `${place}/MacOS/${helper}`]
    }),
  ]
}
