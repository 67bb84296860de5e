import { readFileSync } from 'node:fs'

/** A configuration file of the old Hive as it was read: its keys by JSON pointer, values as parsed. */
export type ConfigFile = {
  path: string
  shape: 'J1' | 'unknown' | 'invalid'
  raw: string
  value: Record<string, unknown>
}

/** Reads one file. A file that is no JSON object is kept word for word (`raw`) and says `invalid`. */
export function readConfigFile(path: string): ConfigFile {
  const raw = readFileSync(path, 'utf8')
  const value = parse(raw)
  return { path, shape: configShape(raw), raw, value: value ?? {} }
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
  try {
    const value: unknown = JSON.parse(raw.replace(/^\uFEFF/, ''))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    // Not JSON: the caller carries the text word for word.
    return null
  }
}
