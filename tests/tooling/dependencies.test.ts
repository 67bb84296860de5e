/** What npm installs here: documented, hashed, under a licence that we know, and without a script; offline, from the lock. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { allowedLicenses, documented, lockProblems, lookedUpLicenses, scriptsKnown } from '../../tools/audit/rules.mjs'

const text = (file: string) => readFileSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)), 'utf8')
type Entry = { version: string; license?: string; hasInstallScript?: boolean }
const manifest = JSON.parse(text('package.json')) as Record<string, Record<string, string>>
const lock = JSON.parse(text('package-lock.json')) as { lockfileVersion: number; packages: Record<string, Entry> }
const shipped = (JSON.parse(text('out/licenses/shipped.json')) as { folder: string; name: string }[]).map((one) => one)
const entry = (name: string) => lock.packages[`node_modules/${name}`]!
const direct = ['dependencies', 'optionalDependencies', 'devDependencies'].flatMap((kind) =>
  Object.keys(manifest[kind]!),
)
const rows = documented(text('docs/dependencies.md'))

it('nothing is wrong with what is installed', () => {
  const folders = shipped.map(({ folder }) => folder)
  expect(folders.length).toBeGreaterThan(20)
  expect(lockProblems(manifest, lock, folders)).toEqual([])
})

it('no install script runs', () => {
  expect(text('.npmrc')).toMatch(/^ignore-scripts=true$/m)
})

it('no exception is left over', () => {
  const used = (test: (name: string, one: Entry) => boolean) =>
    Object.entries(lock.packages).some(([path, one]) => test(path.slice(path.lastIndexOf('node_modules/') + 13), one))
  for (const license of Object.keys(allowedLicenses))
    expect(
      used((_, one) => one.license === license),
      license,
    ).toBe(true)
  for (const name of Object.keys(lookedUpLicenses))
    expect(
      used((other, one) => other === name && !one.license),
      name,
    ).toBe(true)
  for (const name of Object.keys(scriptsKnown))
    expect(
      used((other, one) => other === name && one.hasInstallScript === true),
      name,
    ).toBe(true)
})

describe('docs/dependencies.md', () => {
  it('has each direct dependency once, and nothing else', () => {
    expect(rows.map(({ name }) => name).sort()).toEqual([...direct].sort())
  })

  it.each(rows)('$name: licence, reason and state', ({ name, license, reason, state }) => {
    expect(license).toBe(entry(name).license ?? lookedUpLicenses[name])
    expect(reason.length).toBeGreaterThan(10)
    expect(state).toMatch(/^(active|quiet)(, single)?$/)
  })

  it('says of each whether it is shipped', () => {
    const [, part = ''] = /## In the product\n([^]*?)\n## /.exec(text('docs/dependencies.md')) ?? []
    const said = documented(part).map(({ name }) => name)
    const names = shipped.map(({ name }) => name)
    expect(said.filter((name) => name !== 'electron' && !names.includes(name))).toEqual([])
    expect(direct.filter((name) => names.includes(name) && !said.includes(name))).toEqual([])
  })
})

describe('the audit sees', () => {
  const good = { version: '1.0.0', license: 'MIT', integrity: `sha512-${'A'.repeat(86)}==` }
  const problems = (change: object, manifestToo: object = {}) =>
    lockProblems(
      { dependencies: { a: '1.0.0' }, ...manifestToo },
      { lockfileVersion: 3, packages: { '': {}, 'node_modules/a': { ...good, ...change } } },
      ['node_modules/a'],
    )

  it('nothing in a good one', () => {
    expect(problems({})).toEqual([])
  })

  it.each<[string, object, RegExp]>([
    ['a licence that is not on the list', { license: 'GPL-3.0-only' }, /licence is GPL/],
    ['no licence', { license: undefined }, /licence is not named/],
    ['a licence for tools in the product', { license: 'MPL-2.0' }, /must not be shipped/],
    ['no hash', { integrity: undefined }, /no SHA-512/],
    ['a weak hash', { integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' }, /no SHA-512/],
    ['a host', { resolved: 'https://example.com/a.tgz' }, /names a host/],
    ['an install script', { hasInstallScript: true }, /install script/],
    ['what was given up', { deprecated: 'use b' }, /given up/],
    ['a link', { link: true }, /link/],
  ])('%s', (_, change, expected) => {
    expect(problems(change).join('\n')).toMatch(expected)
  })

  it('a range of versions', () => {
    expect(problems({}, { dependencies: { a: '^1.0.0' } })).toEqual(['package.json: a is ^1.0.0, not one version'])
  })

  it('a second SQLite, and a second copy of the first', () => {
    const packages = {
      'node_modules/sqlite3': good,
      'node_modules/better-sqlite3': good,
      'node_modules/b/node_modules/better-sqlite3': good,
    }
    expect(lockProblems({}, { lockfileVersion: 3, packages })).toEqual([
      'better-sqlite3 is there 2 times',
      'node_modules/sqlite3: is a second SQLite',
    ])
  })
})
