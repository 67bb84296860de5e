/** The old settings, read a second time and independently of `config/` (docs/adr/0007). */
import { isUtf8 } from 'node:buffer'
import { readFileSync } from 'node:fs'
import { parse as parseToml } from 'smol-toml'
import { wrongKeys } from './toml-facts.js'

export type Json = Record<string, unknown>

/** Where a file of the old settings came from, and where its bytes are. */
export type SettingsFile = { origin: string; copy: string }

/** A file as the verification reads it. Of a `whole` one nothing is read: it is kept word for word, and that is all. */
export type ReadFile = {
  origin: string
  kind: 'settings' | 'own' | 'toml' | 'licence' | 'profiles' | 'rest' | 'environment' | 'whole'
  tree: Json
  list: unknown[] | null
  /** Every value by its JSON pointer. Lists and empty objects are values. */
  values: [pointer: string, value: unknown][]
  /** Whether a text stands in the file just so: not where bytes are no text. */
  isTrue(text: string): boolean
}

const json = JSON as typeof JSON & { rawJSON(text: string): unknown; isRawJSON(value: unknown): boolean }

export const isNumber = (value: unknown): boolean => typeof value === 'number' || json.isRawJSON(value)

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !json.isRawJSON(value)

/** The first that matches says what a file is, and how early it is believed. */
const kinds: [name: RegExp, kind: ReadFile['kind'], turn: number][] = [
  [/[\\/]hooks[\\/]/i, 'whole', 9],
  [/\.(backup|bak|old)$/i, 'whole', 9],
  [/[\\/]\.env$/i, 'environment', 8],
  [/\.toml$/i, 'toml', 3],
  [/[\\/]current-config\.json$/i, 'settings', 1],
  [/[\\/]config\.json$/i, 'settings', 0],
  [/[\\/]license\.json$/i, 'licence', 4],
  [/[\\/]profiles[\\/][^\\/]*\.json$/i, 'profiles', 5],
  [/[\\/]config[\\/][^\\/]*\.json$/i, 'own', 2],
  [/\.(json|ya?ml)$/i, 'rest', 6],
  [/./, 'whole', 9],
]

/** Reads them all, in the order in which they are believed. */
export function readSettings(files: SettingsFile[]): ReadFile[] {
  const turns = files.map((file) => ({ file, found: kinds.find(([name]) => name.test(file.origin)) ?? kinds[0] }))
  return turns
    .sort((a, b) => (a.found?.[2] ?? 0) - (b.found?.[2] ?? 0))
    .map(({ file, found }) => read(file, found?.[1] ?? 'whole'))
}

function read({ origin, copy }: SettingsFile, kind: ReadFile['kind']): ReadFile {
  const whole: ReadFile = { origin, kind: 'whole', tree: {}, list: null, values: [], isTrue: () => true }
  if (kind === 'whole') return whole
  const bytes = readFileSync(copy)
  const sound = isUtf8(bytes)
  const content = bytes.length > 2 ** 25 ? null : parsed(origin, kind, bytes.toString().replace(/^\uFEFF/, ''), sound)
  if (content === null || isDeep(content, 200)) return whole
  const isTrue = (text: string) => Buffer.from(text).toString() === text && (sound || !text.includes('\uFFFD'))
  if (Array.isArray(content))
    return kind === 'profiles' ? { ...whole, kind, list: content as unknown[], isTrue } : whole
  return isObject(content) ? { ...whole, kind, tree: content, values: valuesOf(content), isTrue } : whole
}

function parsed(origin: string, kind: ReadFile['kind'], text: string, sound: boolean): unknown {
  try {
    if (kind === 'environment') return variables(text)
    if (kind === 'toml') return sound ? settingsOfToml(text) : null
    if (/\.ya?ml$/i.test(origin)) return null
    return JSON.parse(text, (_key: string, each: unknown, context?: { source?: string }) =>
      typeof each === 'number' ? json.rawJSON(context?.source ?? String(each)) : each,
    )
  } catch {
    // Kept word for word, and compared there.
    return null
  }
}

/** What the new Hive can load is its own, and no old settings. */
function settingsOfToml(text: string): unknown {
  const table = parseToml(text, { integersAsBigInt: true })
  return wrongKeys(table).length === 0 ? null : asJson(table)
}

function asJson(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'bigint') return json.rawJSON(value.toString())
  if (typeof value === 'number') return Number.isFinite(value) ? json.rawJSON(String(value)) : String(value)
  if (Array.isArray(value)) return value.map(asJson)
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, asJson(each)])) : value
}

function variables(text: string): Json {
  const found = text.matchAll(/^[^\S\n]*(?:export[^\S\n]+)?([A-Za-z]\w*)[^\S\n]*=[^\S\n]*([^\n]*?)\s*$/gm)
  return Object.fromEntries(
    [...found].map(([, name = '', value = '']) => {
      const quoted = value.length > 1 && /^["']/.test(value) && value.endsWith(value.slice(0, 1))
      return [name, quoted ? value.slice(1, -1) : value]
    }),
  )
}

function valuesOf(value: unknown, path = ''): [string, unknown][] {
  const entries = isObject(value) ? Object.entries(value) : []
  if (path !== '' && entries.length === 0) return [[path, value]]
  const found: [string, unknown][] = []
  for (const [key, inner] of entries) {
    const pointer = `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
    for (const each of valuesOf(inner, pointer)) found.push(each)
  }
  return found
}

function isDeep(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null || json.isRawJSON(value)) return false
  return levels === 0 || Object.values(value).some((inner) => isDeep(inner, levels - 1))
}

/** The simple lines of a YAML file: `key: value`, as its carried keys must have them. */
export function yamlLines({ origin, copy }: SettingsFile): [key: string, value: string][] {
  if (!/\.ya?ml$/i.test(origin)) return []
  const lines = readFileSync(copy, 'utf8').split('\n')
  return lines.flatMap((line): [string, string][] => {
    const [, key, value] = /^\s*([A-Za-z_]\w*): +([A-Za-z0-9._-]+)\s*$/.exec(line) ?? []
    return key !== undefined && value !== undefined ? [[key, value]] : []
  })
}
