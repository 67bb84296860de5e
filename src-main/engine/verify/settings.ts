/** Whether the old settings became what they must, worked out a second time and independently of `config/` (design 3.7). */
import { masked } from '../look/value.js'
import type { VerificationCheck } from '../model/index.js'
import type { Connection } from '../sqlite/open.js'
import { rowsElsewhere, type Elsewhere } from './settings-elsewhere.js'
import { expectSettings, type Expected, type Placed } from './settings-expected.js'
import { readSettings, type SettingsFile } from './settings-files.js'
import {
  carries,
  carriedValues,
  defaultNotKept,
  isCarried,
  notKept,
  yamlNotKept,
  type Carried,
} from './settings-kept.js'
import { activeIsRight, profileRows, wrongProfiles, type Placement } from './settings-profiles.js'
import { speltKey } from './spelt-key.js'

/** The user under whom the shipped app counts (facts T17). */
const dashboardUser = '3034c561-e193-4968-a575-f1b165d31a5b'

export type SettingsOptions = {
  /** What HIVE_DEFAULT_PROFILE names. */
  defaultProfile?: string | null
  /** Databases whose own rows of these tables are in the new one, too: the sources', an earlier target. */
  databases?: string[]
}

type Check = { db: Connection; now: string; expected: Expected; carried: Carried; elsewhere: Elsewhere }

/**
 * Compares every row that the old settings fill with what their files say, both ways: key, value, whose it is and when it
 * was made (`now`); and every value of theirs with where it is, in its place or carried. Only true before the new app has
 * used the file. Values never get into the words.
 */
export function settingsCheck(
  db: Connection,
  files: SettingsFile[],
  now: string,
  { defaultProfile = null, databases = [] }: SettingsOptions = {},
): VerificationCheck {
  const started = performance.now()
  const read = readSettings(files)
  const expected = expectSettings(read, defaultProfile)
  const check = { db, now, expected, carried: carriedValues(db), elsewhere: rowsElsewhere(db, databases) }
  const rows = profileRows(db, check.elsewhere.consensus_profiles)
  const placement = wrongProfiles(db, expected.profiles, rows)
  const wrong = [
    ...differing(check, 'configurations', `value || char(0) || encrypted || coalesce(user_id, '')`, '\0' + '0'),
    ...differing(check, 'settings', 'value', ''),
    ...placement.wrong,
    ...activeProfile(check, placement),
    ...licenses(check),
    ...users(check),
    ...moments(check),
    ...notKept(check.carried, expected, read),
    ...yamlNotKept(db, files),
    ...defaultNotKept(check.carried, defaultProfile),
  ]
  // Somebody may have made a secret the name of a key.
  const named = [...new Set(wrong)].map(masked)
  const shown = `${named.slice(0, 20).join(', ')}${named.length > 20 ? ` and ${named.length - 20} more` : ''}`
  const detail = wrong.length === 0 ? 'every setting is what the old files say, and no other is there' : shown
  const ms = Math.round(performance.now() - started)
  return { layer: 'configuration', name: 'every setting', passed: wrong.length === 0, detail, ms }
}

/** Keys whose row is not what it must be, is missing, or is there for no reason. */
function differing(check: Check, table: 'configurations' | 'settings', value: string, more: string): string[] {
  const { db, expected } = check
  const rows = db
    .prepare(`SELECT ${speltKey('key')}, ${value}, value FROM main.${table}`)
    .raw()
    .all() as [string, unknown, unknown][]
  const own = rows.filter(([name]) => !check.elsewhere[table].has(name))
  const found = new Map(own.map(([name, said]) => [name, said]))
  const wanted = new Map(
    [...expected.places].flatMap(([place, placed]): [string, Placed][] => {
      return place.startsWith(`${table}.`) ? [[Buffer.from(place.slice(table.length + 1)).toString(), placed]] : []
    }),
  )
  return [...new Set([...found.keys(), ...wanted.keys()])].flatMap((name) => {
    const placed = wanted.get(name)
    const right = placed && (typeof placed.value === 'string' ? placed.value : JSON.stringify(placed.value))
    if (placed && check.elsewhere[table].has(name)) {
      // Whose the row is and whether it is encrypted, its database says: other checks compare that.
      const there = rows.find(([each]) => each === name)?.[2]
      return isCarried(check.carried, placed) || there === right ? [] : [`${table}.${name}`]
    }
    return right !== undefined && found.get(name) === right + more ? [] : [`${table}.${name}`]
  })
}

/** The one row of ours, and only where a profile that is there was named; any other is the database's own. */
function activeProfile(check: Check, placement: Placement): string[] {
  const { db, now, expected, elsewhere } = check
  const rows = db
    .prepare(`SELECT ${speltKey('key')}, value, updated_at FROM main.consensus_settings`)
    .raw()
    .all() as string[][]
  const strange = rows.filter(([name = '']) => name !== 'active_profile_id' && !elsewhere.consensus_settings.has(name))
  const wrong = strange.map(([name]) => `consensus_settings.${name}`)
  if (elsewhere.consensus_settings.has('active_profile_id')) return wrong
  const named = rows.find(([name]) => name === 'active_profile')?.[1]
  const wishes = [...(named === undefined ? [] : [named]), ...expected.active]
  const row = rows.find(([name]) => name === 'active_profile_id')
  const right = activeIsRight(db, row?.[1] ?? null, wishes, placement) && (row === undefined || row[2] === now)
  return right ? wrong : [...wrong, 'consensus_settings.active_profile_id']
}

function licenses(check: Check): string[] {
  const { db, expected, elsewhere } = check
  const names = ['key', 'tier', 'daily_limit', 'features', 'user_id', 'email', 'expires_at', 'validated_at']
  const rows = db.prepare(`SELECT ${names.join(', ')}, ${speltKey('key')} AS spelt FROM main.licenses`).all() as Record<
    string,
    unknown
  >[]
  const strange = rows.filter((row) => {
    const given = String(row.spelt)
    return !elsewhere.licenses.has(given) && !expected.licenses.some(({ cells }) => cells.key === given)
  })
  const missing = expected.licenses.filter(({ file, cells }) => {
    const row = rows.find((each) => each.key === cells.key)
    if (row && names.every((name) => (cells[name] ?? null) === row[name])) return false
    return !Object.entries(cells).every(([name, cell]) => {
      const json = name === 'features' || typeof cell === 'bigint' ? String(cell) : JSON.stringify(cell)
      return carries(check.carried, file, `/${name}`, json)
    })
  })
  return strange.length + missing.length > 0 ? ['licenses'] : []
}

function users({ db, expected, elsewhere }: Check): string[] {
  const rows = (
    db
      .prepare(`SELECT ${speltKey('id')}, license_key FROM main.users`)
      .raw()
      .all() as [string, unknown][]
  ).filter(([id]) => !elsewhere.users.has(id))
  const { licenseKey } = expected
  const right = licenseKey === null || elsewhere.users.has(dashboardUser) ? [] : [[dashboardUser, licenseKey]]
  return JSON.stringify(rows) === JSON.stringify(right) ? [] : ['users']
}

/** All of the rows that the files fill were made in one moment, by this migration. */
function moments({ db, now, elsewhere }: Check): string[] {
  const columns: [table: keyof Elsewhere, key: string, times: string[]][] = [
    ['configurations', 'key', ['created_at', 'updated_at']],
    ['settings', 'key', ['updated_at']],
    ['consensus_settings', 'key', ['updated_at']],
    ['consensus_profiles', 'id', ['created_at', 'updated_at']],
    ['licenses', 'key', ['created_at', 'updated_at']],
    ['users', 'id', ['created_at', 'updated_at']],
  ]
  return columns.flatMap(([table, name, times]) => {
    const other = times.map((time) => `${time} IS NOT ?`).join(' OR ')
    const rows = db.prepare(`SELECT ${speltKey(name)} FROM main.${table} WHERE ${other}`).pluck()
    const strange = rows.all(...times.map(() => now)).filter((each) => !elsewhere[table].has(String(each)))
    return strange.length === 0 ? [] : [`the time of ${table}`]
  })
}
