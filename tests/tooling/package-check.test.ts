/** What `npm run package:check` looks with: it has to see what is wrong. */
import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compareFiles, nativeProblems } from '../../tools/package-check/contents.mjs'
import { fuseNames, fuseProblems, fuseSentinel } from '../../tools/package-check/fuses.mjs'
import { schemaProblems } from '../../tools/package-check/schema.mjs'
import { targets } from '../../tools/package-check/targets.mjs'

const native = (name: string) =>
  fileURLToPath(new URL(`../../node_modules/better-sqlite3/prebuilds/${name}.node`, import.meta.url))

let folder: string
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'hive-package-'))))
afterAll(() => rm(folder, { recursive: true }))

it('six targets', () => {
  expect(targets.map(({ name }) => name)).toEqual([
    'linux-x64',
    'linux-arm64',
    'win32-x64',
    'win32-arm64',
    'darwin-x64',
    'darwin-arm64',
  ])
})

it.each(targets.map(({ name }) => name))(
  'the native file of %s is known by its header, and no other is taken for it',
  (name) => {
    expect(nativeProblems(native(name), name)).toEqual([])
    for (const other of targets.filter((target) => target.name !== name))
      expect(nativeProblems(native(other.name), name)).toHaveLength(1)
  },
)

it('files that are missing and files that are foreign are named', () => {
  expect(compareFiles(['a', 'b'], ['b', 'c'])).toEqual(['missing: a', 'foreign: c'])
})

it('the configuration is what the schema asks for', () => {
  expect(schemaProblems()).toEqual([])
})

describe('fuses', () => {
  const wire = (states: string) => {
    const file = join(folder, 'program')
    writeFileSync(
      file,
      Buffer.concat([Buffer.from(fuseSentinel), Buffer.from([1, states.length]), Buffer.from(states)]),
    )
    return fuseProblems(file)
  }

  it('as decided', () => {
    expect(wire('11001100')).toEqual([])
  })

  it.each(fuseNames.map((name, index) => [name, index] as const))('%s the other way round', (name, index) => {
    const states = Array.from('11001100')
    states[index] = states[index] === '1' ? '0' : '1'
    expect(wire(states.join(''))).toEqual([`${name} is ${states[index] === '1' ? 'on' : 'off'}`])
  })

  it('a program without any', () => {
    const file = join(folder, 'none')
    writeFileSync(file, 'nothing')
    expect(fuseProblems(file)).toEqual(['the binary has no fuses'])
  })
})
