import { isUtf8 } from 'node:buffer'
import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { parse as parseToml } from 'smol-toml'
import { codeOf, HiveError } from '../errors.js'
import type { ConfigShape } from '../model/index.js'
import type { TomlTable } from './defaults.js'
import { parseEnvironment } from './environment.js'
import { problemsOf } from './requirements.js'
import { scanJson } from './scan-json.js'
import { shapeOf } from './shapes.js'
import { parseSpelt, spelt } from './spelt.js'
import { parseYaml } from './yaml.js'

/** A configuration file of the old Hive as it was read: its keys by JSON pointer, values as parsed. */
export type ConfigFile = {
  path: string
  shape: ConfigShape
  /** The whole file; its bytes where they are no UTF-8, which a text would change. */
  raw: string | Buffer
  value: Record<string, unknown>
  /** The file's elements where it is a list and no object. */
  list?: unknown[]
  /** Keys that stand more than once, as JSON pointers: the last one counts. */
  twice?: string[]
  /** Why nothing was read from it, of a file of shape `invalid`. */
  why?: string
}

/** What a file says, or why nothing was read from it. */
type Content = {
  value?: Record<string, unknown>
  list?: unknown[]
  twice?: string[]
  why?: string
  /** A TOML file that the new Hive can load as it is: its own. */
  loads?: boolean
}

/** Above this nothing is read from a file: no settings are that large, and its keys would fill any screen. Bytes. */
export const largestRead = 32 * 1024 * 1024

/** What a database can hold in one value (SQLite's own limit), less some room. Bytes. */
const largestKept = 990_000_000

/**
 * Reads one file, by what its name says it is. One that cannot be understood is kept word for word (`raw`) and says
 * `invalid`. `origin` is the path at which the user knows it, when `path` is a copy. Throws HM-SOURCE-UNREADABLE.
 */
export function readConfigFile(path: string, origin = path): ConfigFile {
  const bytes = readBytes(path)
  const raw = rawOf(bytes)
  const content = contentOf(basename(origin).toLowerCase(), bytes, raw)
  const value = content.value ?? {}
  const shape = content.why === undefined ? shapeOf(origin, value, content.list, content.loads) : 'invalid'
  return {
    ...{ path: origin, raw, shape, value },
    ...(content.list ? { list: content.list } : {}),
    ...(content.twice && content.twice.length > 0 ? { twice: content.twice } : {}),
    ...(content.why === undefined ? {} : { why: content.why }),
  }
}

/** Whether a text of a file is what stands there: of bytes that are no UTF-8, or half a character, it is not. */
export function isIntact({ raw }: Pick<ConfigFile, 'raw'>, text: string): boolean {
  return !/\p{Cs}/u.test(text) && (typeof raw === 'string' || !text.includes('\uFFFD'))
}

/** What a file's bytes are kept as: text, or the bytes themselves where they are no UTF-8. */
function rawOf(bytes: Buffer): string | Buffer {
  return isUtf8(bytes) ? bytes.toString('utf8') : bytes
}

function readBytes(path: string): Buffer {
  try {
    const { size } = statSync(path)
    if (size > largestKept) {
      throw new HiveError('HM-SOURCE-UNREADABLE', `${path} is larger than a database can hold in one value.`, {
        fix: 'It is no file of settings: move it out of the folder of the old Hive, then try again.',
      })
    }
    return readFileSync(path)
  } catch (error) {
    if (!['EACCES', 'EPERM'].includes(codeOf(error))) throw error
    throw new HiveError('HM-SOURCE-UNREADABLE', `${path} cannot be read: permission denied.`, { cause: error })
  }
}

function contentOf(name: string, bytes: Buffer, raw: string | Buffer): Content {
  const format = /(\.env|\.toml|\.ya?ml|\.json|^config)$/.exec(name)?.[1]
  if (format === undefined) return {}
  if (bytes.length > largestRead) return { why: 'it is larger than settings ever are' }
  // JSON's texts may hold bytes that are no UTF-8 and are read nevertheless; TOML and YAML must be UTF-8 as a whole.
  const text = (typeof raw === 'string' ? raw : bytes.toString('utf8')).replace(/^\uFEFF/, '')
  if (format === '.env') return { value: parseEnvironment(text) }
  if (format === '.toml') return typeof raw === 'string' ? fromToml(text) : { why: 'it is not valid TOML' }
  if (format === '.yml' || format === '.yaml') {
    const value = typeof raw === 'string' ? parseYaml(text) : null
    return value ? { value } : { why: 'its YAML is not read key by key' }
  }
  return fromJson(text)
}

function fromJson(text: string): Content {
  const why = 'it is not valid JSON'
  const { deep, twice } = scanJson(text)
  if (deep) return { why }
  try {
    const value = parseSpelt(text)
    if (Array.isArray(value)) return { list: value as unknown[] }
    return typeof value === 'object' && value !== null ? { value: value as Record<string, unknown>, twice } : { why }
  } catch {
    // Not JSON: the caller carries the text word for word.
    return { why }
  }
}

function fromToml(text: string): Content {
  try {
    const table = parseToml(text, { integersAsBigInt: true }) as TomlTable
    return { value: plain(table) as Record<string, unknown>, loads: problemsOf(table).length === 0 }
  } catch {
    // Not TOML: the caller carries the text word for word.
    return { why: 'it is not valid TOML' }
  }
}

/** TOML's values as JSON knows them; a date is its text. */
function plain(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'bigint' || typeof value === 'number') return spelt(value)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]))
}
