/** What a packed program says of itself to the system: name, publisher, version, icon. */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from '../lib/project.mjs'
import { windowsSizes } from '../package/icons.mjs'
import { configuration } from './schema.mjs'

const builder = createRequire(join(root, 'node_modules/app-builder-lib/out/index.js'))
const { version, author } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const product = 'Hive Migration Assistant'

const differences = (wanted, found) =>
  Object.entries(wanted)
    .filter(([key, value]) => found[key] !== value)
    .map(([key, value]) => `${key} is ${found[key]}, not ${value}`)

/** The resources of a Windows program. */
function windowsProblems(file) {
  const { NtExecutable, NtExecutableResource, Resource } = builder('resedit')
  const { entries } = NtExecutableResource.from(NtExecutable.from(readFileSync(file)))
  const [info] = Resource.VersionInfo.fromEntries(entries)
  const found = info.getStringValues(info.getAllLanguagesForStringValues()[0])
  const icons = Resource.IconGroupEntry.fromEntries(entries).map((group) => group.icons.length)
  return [
    ...differences(
      { ProductName: product, FileDescription: product, CompanyName: author, FileVersion: version },
      found,
    ),
    ...(icons.includes(windowsSizes.length) ? [] : [`its icon has ${icons.join(', ')} sizes`]),
  ]
}

/** The property list of a Mac's app. */
function macProblems(file) {
  const text = readFileSync(file, 'utf8')
  const value = (key) => new RegExp(`<key>${key}</key>\\s*<(?:string>([^<]*)<|(true|false)/)`).exec(text)
  const found = (key) => value(key)?.[1] ?? value(key)?.[2]
  const keys = [
    'CFBundleIdentifier',
    'CFBundleName',
    'CFBundleShortVersionString',
    'CFBundleIconFile',
    'NSAllowsArbitraryLoads',
  ]
  const asked = Object.keys(configuration().mac.extendInfo)
  return [
    ...differences(
      {
        CFBundleIdentifier: 'ai.hive.migration-assistant',
        CFBundleName: product,
        CFBundleShortVersionString: version,
        CFBundleIconFile: 'icon.icns',
        // tools/package/after-pack.mjs.
        NSAllowsArbitraryLoads: 'false',
      },
      Object.fromEntries(keys.map((key) => [key, found(key)])),
    ),
    ...asked.filter((key) => !found(key)).map((key) => `${key} is missing`),
  ]
}

/** What is wrong with it; on Linux the menu's entry says it all (linux-packages.mjs). */
export function identityProblems(folder, target) {
  if (target.platform === 'win32') return windowsProblems(join(folder, target.program))
  return target.platform === 'darwin' ? macProblems(join(folder, target.app, 'Info.plist')) : []
}

/** Files that the configuration names and that only an installer would miss. */
export function missingFiles() {
  const named = []
  const walk = (value) => {
    if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk)
    else if (/^(resources|docs|tools|out)\/[^*$]+$/.test(value)) named.push(String(value).split('=')[0])
  }
  walk(configuration())
  if (named.length < 10) return [`only ${named.length} files are named`]
  return named.filter((file) => !existsSync(join(root, file))).map((file) => `there is no ${file}`)
}
