import { isUtf8 } from 'node:buffer'
import { readFileSync } from 'node:fs'
import { codeOf, HiveError } from '../errors.js'

/** A configuration file of the old Hive as it was read: its keys by JSON pointer, values as parsed. */
export type ConfigFile = {
  path: string
  shape: 'J1' | 'unknown' | 'invalid'
  /** The whole file; its bytes where they are no UTF-8, which a text would change. */
  raw: string | Buffer
  value: Record<string, unknown>
}

/** Reads one file. A file that is no JSON object is kept word for word (`raw`) and says `invalid`. */
export function readConfigFile(path: string): ConfigFile {
  const bytes = readBytes(path)
  const text = bytes.toString('utf8')
  const value = parse(text)
  return { path, shape: configShape(text), raw: rawOf(bytes), value: value ?? {} }
}

/** What a file's bytes are kept as: text, or the bytes themselves where they are no UTF-8. */
export function rawOf(bytes: Buffer): string | Buffer {
  return isUtf8(bytes) ? bytes.toString('utf8') : bytes
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    if (!['EACCES', 'EPERM'].includes(codeOf(error))) throw error
    throw new HiveError('HM-SOURCE-UNREADABLE', `${path} cannot be read: permission denied.`, { cause: error })
  }
}

/** Keys that only the structured shape J1 has (facts 1.9); all are optional, so an object without any is `unknown`. */
const structured = [
  'openrouter_api_key',
  'license_key',
  'consensus',
  'database',
  'security',
  'user_preferences',
  'custom_profiles',
]

/** Which shape a `config.json` is of (facts 1.9). */
export function configShape(raw: string): ConfigFile['shape'] {
  const value = parse(raw)
  if (!value) return 'invalid'
  return structured.some((key) => key in value) ? 'J1' : 'unknown'
}

function parse(raw: string): Record<string, unknown> | null {
  if (isDeep(raw)) return null
  try {
    const value: unknown = parseSpelt(raw.replace(/^\uFEFF/, ''))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    // Not JSON: the caller carries the text word for word.
    return null
  }
}

/**
 * JSON whose numbers keep the spelling that a JavaScript number would change (above 2^53, `1.0`, `1e3`): such a one is a
 * raw JSON value, which JSON.stringify writes as it stood.
 */
function parseSpelt(text: string): unknown {
  return JSON.parse(text, (_key: string, value: unknown, context?: { source?: string }) => {
    const source = context?.source
    return typeof value === 'number' && source !== undefined && String(value) !== source ? json.rawJSON(source) : value
  })
}

/** What TypeScript's own library does not describe yet. */
const json = JSON as typeof JSON & { rawJSON(text: string): unknown; isRawJSON(value: unknown): boolean }

/** Whether a value is a number in its own spelling. */
export const isSpeltNumber = (value: unknown): boolean => json.isRawJSON(value)

/** No Hive nests its settings like this, and whoever walks them must not run out of stack: such a file is carried whole. */
const deepest = 200

function isDeep(text: string): boolean {
  let depth = 0
  let inText = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (inText && character === '\\') at++
    else if (character === '"') inText = !inText
    else if (!inText && (character === '{' || character === '[')) {
      if (++depth > deepest) return true
    } else if (!inText && (character === '}' || character === ']')) depth--
  }
  return false
}
