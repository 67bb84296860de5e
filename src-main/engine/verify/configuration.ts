import { isUtf8 } from 'node:buffer'
import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'smol-toml'
import { findTable, tablesOf } from '../sqlite/introspect.js'
import type { Connection } from '../sqlite/open.js'
import type { VerificationCheck } from '../model/index.js'
import { expectSettings } from './settings-expected.js'
import { readSettings, type SettingsFile } from './settings-files.js'
import { tomlOf } from './settings-places.js'
import { isAsSaid, isPlain, tomlFacts, valueAt, wrongKeys } from './toml-facts.js'

/** The configuration as it will be (or is) in place, and the old files it came from. */
export type ConfigurationToCheck = {
  /** The `config.toml` to read. */
  toml: string
  home: string
  database: string
  /** Old configuration files: the path they are known by, and where their bytes are. */
  files: SettingsFile[]
  /** What lay at the place of `config.toml` before, if something did. */
  before?: string
}

/** Checks that the new Hive can load its configuration, and that nothing of the old one is lost. */
export function configurationChecks(db: Connection, order: ConfigurationToCheck): VerificationCheck[] {
  return [
    check('config.toml loads', () => loads(order)),
    check('config.toml says what it said', () => saysTheSame(order)),
    check('every key of the old configuration is kept', () => isKept(db, order)),
  ]
}

/**
 * What can be said of it at a later time, when what it came from may have changed or be gone: that the new Hive can load it,
 * and that the record of the old files is there. That it says what they said was proved by the migration.
 */
export function laterConfigurationChecks(db: Connection, toml: string): VerificationCheck[] {
  return [
    check('config.toml loads', () => loads({ toml })),
    check('record of the old configuration', () => recordOf(db)),
  ]
}

type Finding = { problem: string | null; proves: string }

function check(name: string, look: () => Finding): VerificationCheck {
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

/** The file's table, read anew; throws when it is not there, or no TOML. */
function read(path: string): unknown {
  return parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''), { integersAsBigInt: true })
}

function loads({ toml }: Pick<ConfigurationToCheck, 'toml'>): Finding {
  const proves = 'every section and key that the new Hive requires is there, and of the right kind'
  if (!existsSync(toml)) return { problem: `${toml} is missing`, proves }
  try {
    const wrong = wrongKeys(read(toml))
    return { problem: wrong.length === 0 ? null : `missing, or not what it must be: ${wrong.join(', ')}`, proves }
  } catch (error) {
    return { problem: `it is not valid TOML: ${error instanceof Error ? error.message : String(error)}`, proves }
  }
}

/** What the file said before stands there still, key by key; what the old settings say stands where it said nothing. */
function saysTheSame({ toml, before, files }: ConfigurationToCheck): Finding {
  const proves = 'what config.toml said before, and what the old settings say, stands in it'
  try {
    const now = read(toml)
    const said = readBefore(before)
    const lost = lostValues(said, now, [])
    const wishes = [...expectSettings(readSettings(files), null).places].flatMap(([place, { value }]) => {
      const path = /^config\.toml (.*)$/.exec(place)?.[1]?.split('.')
      return path ? [{ path, value: tomlOf(value) }] : []
    })
    const unheard = wishes.filter(
      ({ path, value }) => !canRead(path, valueAt(said, path)) && !same(valueAt(now, path), value),
    )
    const wrong = [...lost, ...unheard.map(({ path }) => path.join('.'))]
    return { problem: wrong.length === 0 ? null : `not so for ${wrong.join(', ')}`, proves }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error), proves }
  }
}

/** The table that lay there; one that is no TOML says nothing, and was replaced. */
function readBefore(path: string | undefined): unknown {
  if (path === undefined || !isUtf8(readFileSync(path))) return {}
  try {
    return read(path)
  } catch {
    return {}
  }
}

/** Values that stood there before, that the new Hive can read or does not know, and that stand there no more. */
function lostValues(before: unknown, now: unknown, path: string[]): string[] {
  if (tomlFacts.some((fact) => fact.path.join('\0') === path.join('\0')) && !canRead(path, before)) return []
  if (isPlain(before) && Object.keys(before).length > 0) {
    return Object.entries(before).flatMap(([key, value]) => lostValues(value, now, [...path, key]))
  }
  const known = tomlFacts.some((fact) => fact.path.slice(0, path.length).join('\0') === path.join('\0'))
  const kept = !known || canRead(path, before)
  // An account of which a part is missing is no account, and would keep the new Hive from starting.
  if (!kept || (path[0] === 'cloudflare' && valueAt(now, ['cloudflare']) === undefined)) return []
  return same(valueAt(now, path), before) ? [] : [path.join('.')]
}

function canRead(path: string[], value: unknown): boolean {
  const fact = tomlFacts.find((each) => each.path.join('\0') === path.join('\0'))
  return fact !== undefined && isAsSaid(fact.kind, value)
}

const same = (a: unknown, b: unknown): boolean => shownExactly(a) === shownExactly(b)

/** A value as text, with its kind; a date has one that JSON gives to texts. */
const shownExactly = (value: unknown): string =>
  JSON.stringify([value instanceof Date, value], (_key, each: unknown) =>
    typeof each === 'bigint' ? `whole ${each}` : typeof each === 'number' ? `number ${each}` : each,
  )

/** Each old file must stand word for word in the target. */
function isKept(db: Connection, { files }: ConfigurationToCheck): Finding {
  const proves = keptFiles(files.length)
  const problem = missingRecord(db)
  if (problem !== null) return { problem, proves }
  const kept = db.prepare(`SELECT 1 FROM main.legacy_config WHERE file = ? AND pointer = '' AND value = ?`)
  for (const { origin, copy } of files) {
    const bytes = readFileSync(copy)
    if (!kept.get(origin, isUtf8(bytes) ? bytes.toString('utf8') : bytes)) {
      return { problem: `${origin} is not kept word for word`, proves }
    }
  }
  return { problem: null, proves }
}

/** How many old files the record has, as wholes. */
function recordOf(db: Connection): Finding {
  const problem = missingRecord(db)
  if (problem !== null) return { problem, proves: '' }
  const count = db.prepare(`SELECT count(DISTINCT file) FROM main.legacy_config WHERE pointer = ''`).pluck().get()
  return { problem: null, proves: keptFiles(Number(count)) }
}

const keptFiles = (count: number) => `${count} ${count === 1 ? 'file is' : 'files are'} kept word for word`

const missingRecord = (db: Connection): string | null =>
  findTable(tablesOf(db, 'main'), 'legacy_config') ? null : 'the record of the old configuration is missing'
