/** Plain words for tables and checks: each of ours has some, and none is said of what is not known or did not pass. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { shapes } from '../../../src-main/engine/sources/recognise.js'
import { tNamed } from '../../../src-renderer/i18n/index.js'
import { provedWords, tableWords } from '../../../src-renderer/lib/plain-names.js'

const engine = fileURLToPath(new URL('../../../src-main/engine/', import.meta.url))
const texts = ['verify', 'migrate', 'rollback'].flatMap((folder) =>
  readdirSync(join(engine, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(engine, folder, file), 'utf8')),
)
const check = (name: string, more = {}) => ({ layer: 'data', name, passed: true, detail: 'fine', ms: 1, ...more })

it('every table that has a place in the new Hive has words', () => {
  const names = shapes.flatMap(({ tables }) => tables.map(({ name }) => name))
  expect(names.length).toBeGreaterThan(20)
  const without = names.filter((name) => tableWords(name, false) === null && name !== 'schema_migrations')
  expect([...new Set(without)]).toEqual([])
})

it('every check of ours has a sentence', () => {
  const layers = texts.flatMap((text) => [...text.matchAll(/layer: '(\w+)',\s*name: '([^']+)'/g)])
  const configuration = texts.flatMap((text) =>
    [...text.matchAll(/\bcheck\('([^']+)', \(\) =>/g)].map(([, name]) => name),
  )
  const names = [...layers.map(([, , name]) => name), ...configuration]
  expect(names.length).toBeGreaterThan(20)
  expect([...new Set(names)].filter((name) => tNamed('proved', name ?? '') === undefined)).toEqual([])
})

describe('words are said', () => {
  it('of a table by its name, whatever its case, and of none that is only carried', () => {
    expect(tableWords('Stage_Outputs', false)).toBe('Answers of each stage')
    expect(tableWords('messages', true)).toBeNull()
    expect(tableWords('hive_drafts', false)).toBeNull()
    expect(tableWords('constructor', false)).toBeNull()
  })

  it('of a check that passed, and that looked', () => {
    expect(provedWords(check('foreign keys'))).toBe('Whatever refers to something else finds it')
    expect(provedWords(check('foreign keys', { passed: false }))).toBe('Foreign keys')
    expect(provedWords(check('title', { detail: 'not looked at: the source has no title' }))).toBe('Title')
    expect(provedWords(check('conversations per day'))).toBe('Conversations per day')
  })
})
