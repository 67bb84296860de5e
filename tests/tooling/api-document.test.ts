/** The example of docs/api.md runs as it stands there, and its table has every method of the engine. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { currentEnvironment } from '../../src-main/engine-process/environment.js'
import { createEngine } from '../../src-main/engine/index.js'
import { createSample } from '../../src-main/engine/sample/index.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const document = readFileSync(join(root, 'docs/api.md'), 'utf8')

let folder: string
let place: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hive-api-'))
  mkdirSync(join(root, '.cache'), { recursive: true })
  place = mkdtempSync(join(root, '.cache/api-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
  rmSync(place, { recursive: true })
})

it('the example migrates and takes back', async () => {
  const [, code = ''] = /^```ts\n([^]*?)^```$/m.exec(document) ?? []
  const file = join(place, 'example.ts')
  // One folder deeper than in the document, so that parallel runs do not meet.
  writeFileSync(file, code.replaceAll("'../src-main/", "'../../src-main/"))
  const { tryOut } = (await import(pathToFileURL(file).href)) as {
    tryOut: (home: string, state: string) => Promise<string[]>
  }
  const home = join(folder, 'home')
  const state = join(folder, 'state')
  mkdirSync(home)
  const nothing = await tryOut(home, state)
  expect([nothing[0], nothing.at(-1)]).toEqual(['0 found', expect.stringMatching(/^HM-SOURCE-MISSING: /) as string])
  await createSample({ directory: home })
  const said = await tryOut(home, state)
  expect(said).toEqual(expect.arrayContaining(['1 found', 'migrated, verified: true', 'back: true']))
  expect(said).toContain('done 100 %')
  expect(readdirSync(home).sort()).toEqual(['.hive', '.hive-ai', 'hive-sample.txt'])
})

it('every method is in the table, and no other', () => {
  const environment = { ...currentEnvironment({ home: folder }), stateHome: folder }
  const engine = createEngine({ environment, emit: () => undefined, signal: new AbortController().signal })
  const [, table = ''] = /## The methods\n([^]*)$/.exec(document) ?? []
  const rows = table.split('\n').filter((line) => line.startsWith('| `'))
  const named = rows.flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name))
  expect(named.sort()).toEqual(Object.keys(engine).sort())
})
