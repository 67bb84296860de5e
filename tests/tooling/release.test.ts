/** What a release is made of besides installers: its notes, the licences, the bill of materials. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { changesOf } from '../../tools/package/release-notes.mjs'
import { billOfMaterials } from '../../tools/package/sbom.mjs'

const text = (file: string) => readFileSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)), 'utf8')
const { version } = JSON.parse(text('package.json')) as { version: string }

describe('notes', () => {
  it('CHANGELOG.md says something of this version', () => {
    expect(changesOf(version, text('CHANGELOG.md'))).toContain('- ')
  })

  it('only of the version that is asked for', () => {
    const log = '# Changes\n\n## Unreleased\n\n## 2.0.0\n\n- two\n\n## 1.0.0 - 2026-01-01\n\n- one\n'
    expect(changesOf('2.0.0', log)).toBe('- two')
    expect(changesOf('1.0.0', log)).toBe('- one')
    expect(() => changesOf('1.0', log)).toThrow('says nothing of 1.0')
    expect(() => changesOf('Unreleased', log)).toThrow()
  })
})

type Shipped = { name: string; version: string; license: string }
const shipped = JSON.parse(text('out/licenses/shipped.json')) as Shipped[]
const bill = (await billOfMaterials()) as {
  bomFormat: string
  specVersion: string
  serialNumber: string
  components: {
    name: string
    version: string
    purl: string
    hashes?: { alg: string; content: string }[]
    licenses: { license: { id: string } }[]
  }[]
}

describe('licences', () => {
  it('what the bundler said is in out/, and no tool of the build', () => {
    const names = shipped.map(({ name }) => name)
    expect(names).toEqual(
      expect.arrayContaining(['better-sqlite3', 'svelte', 'valibot', 'commander', 'electron-updater']),
    )
    for (const tool of ['vite', 'typescript', 'electron', 'electron-builder', 'vitest', 'playwright-core'])
      expect(names).not.toContain(tool)
  })

  it('every package that a bundle names is listed', () => {
    for (const file of ['main/index.js', 'main/engine-host.js', 'main/updater.js', 'cli/main.js']) {
      const regions = [...text(`out/${file}`).matchAll(/^\/\/ (?:.*\/)?node_modules\/((?:@[\w.-]+\/)?[\w.-]+)/gm)]
      expect(regions.length, file).toBeGreaterThan(0)
      for (const [, name] of regions)
        expect(
          shipped.map((one) => one.name),
          file,
        ).toContain(name)
    }
  })

  it('the text has each with its words', () => {
    const words = text('out/licenses/THIRD-PARTY-LICENSES.txt')
    for (const { name, version: theirs, license } of shipped)
      expect(words).toContain(`${name} ${theirs} (${license})\n`)
    expect(words).not.toContain('has no text of the licence')
  })

  it('each allows what we do', () => {
    expect([...new Set(shipped.map(({ license }) => license))].sort()).toEqual(
      expect.arrayContaining(['BSD-3-Clause', 'ISC', 'MIT']),
    )
    for (const { name, license } of shipped)
      expect(
        ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'Python-2.0', 'Apache-2.0'],
        name,
      ).toContain(license)
  })
})

describe('bill of materials', () => {
  it('is CycloneDX, and the same for the same build', async () => {
    expect([bill.bomFormat, bill.specVersion]).toEqual(['CycloneDX', '1.6'])
    expect(bill.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(await billOfMaterials()).toEqual(bill)
  })

  it('has everything that is shipped, Electron and SQLite, each once', () => {
    const wanted = [...new Set([...shipped.map(({ name, version: theirs }) => `${name}@${theirs}`)])]
    const found = bill.components.map((part) => `${part.name}@${part.version}`)
    expect(found).toEqual(expect.arrayContaining(wanted))
    expect(found.some((name) => name.startsWith('electron@'))).toBe(true)
    expect(found.some((name) => /^sqlite@3\.\d+\.\d+$/.test(name))).toBe(true)
    expect(new Set(bill.components.map(({ purl }) => purl)).size).toBe(bill.components.length)
  })

  it('has the hash of every package, as npm checks it', () => {
    for (const { name, hashes } of bill.components.filter((part) => part.name !== 'sqlite'))
      expect(hashes?.[0], name).toEqual({ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) as string })
  })
})
