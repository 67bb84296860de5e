import { existsSync, readFileSync } from 'node:fs'
import { findTable, tablesOf } from '../sqlite/introspect.js'
import type { Connection } from '../sqlite/open.js'
import { rawOf } from '../config/read.js'
import { missingKeys } from '../config/toml.js'
import type { VerificationCheck } from '../model/index.js'

/** The configuration as it will be (or is) in place, and the old files it came from. */
export type ConfigurationToCheck = {
  /** The `config.toml` to read. */
  toml: string
  home: string
  database: string
  /** Old configuration files: the path they are known by, and where their bytes are. */
  files: { origin: string; copy: string }[]
}

/** Checks that the new Hive can load its configuration, and that nothing of the old one is lost. */
export function configurationChecks(db: Connection, order: ConfigurationToCheck): VerificationCheck[] {
  return [
    check('config.toml loads', () => tomlProblem(order)),
    check('every key of the old configuration is kept', () => keyProblem(db, order)),
  ]
}

function check(name: string, look: () => { problem: string | null; proves: string }): VerificationCheck {
  const started = performance.now()
  const { problem, proves } = look()
  return {
    layer: 'configuration',
    name,
    passed: problem === null,
    detail: problem ?? proves,
    ms: Math.round(performance.now() - started),
  }
}

function tomlProblem({ toml, home, database }: ConfigurationToCheck) {
  const proves = 'every section and key that the new Hive requires is there'
  if (!existsSync(toml)) return { problem: `${toml} is missing`, proves }
  try {
    const missing = missingKeys(readFileSync(toml, 'utf8'), home, database)
    return { problem: missing.length === 0 ? null : `missing: ${missing.join(', ')}`, proves }
  } catch (error) {
    return { problem: `it is not valid TOML: ${error instanceof Error ? error.message : String(error)}`, proves }
  }
}

/** Each old file must stand word for word in the target; its keys of service must be where the new Hive reads them. */
function keyProblem(db: Connection, { files }: ConfigurationToCheck) {
  const proves = `${files.length} ${files.length === 1 ? 'file is' : 'files are'} kept word for word, keys are where the new Hive reads them`
  if (!findTable(tablesOf(db, 'main'), 'legacy_config'))
    return { problem: 'the record of the old configuration is missing', proves }
  const kept = db.prepare(`SELECT 1 FROM main.legacy_config WHERE file = ? AND pointer = '' AND value = ?`)
  const value = db.prepare(`SELECT value FROM main.configurations WHERE key = ?`).pluck()
  for (const { origin, copy } of files) {
    const bytes = readFileSync(copy)
    const raw = bytes.toString('utf8')
    if (!kept.get(origin, rawOf(bytes))) return { problem: `${origin} is not kept word for word`, proves }
    for (const [name, key] of [
      ['openrouter_api_key', 'openrouter_api_key'],
      ['license_key', 'hive_license_key'],
    ] as const) {
      const given = valueOf(raw, name)
      if (given !== null && files.length === 1 && value.get(key) !== given)
        return { problem: `${name} of ${origin} did not arrive`, proves }
    }
  }
  return { problem: null, proves }
}

function valueOf(raw: string, name: string): string | null {
  try {
    const value = (JSON.parse(raw.replace(/^\uFEFF/, '')) as Record<string, unknown> | null)?.[name]
    return typeof value === 'string' && value !== '' ? value : null
  } catch {
    // Not JSON: kept word for word, and nothing can be read from it.
    return null
  }
}
