/** Profiles and which of them is active: what the files say against what is there (facts 3.7, 3.8). */
import type { Connection } from '../sqlite/open.js'
import { stages, type ExpectedProfile } from './settings-expected.js'
import { speltKey } from './spelt-key.js'
import { expectedModel } from './settings-models.js'

type Row = { id: string; name: string; models: string[]; rounds: unknown; elsewhere: boolean }

/** What is wrong, and the id of each profile of the files. */
export type Placement = { wrong: string[]; ids: (string | null)[] }

/** The rows of the new database, in the order in which they came; `elsewhere` are the databases' own. */
export function profileRows(db: Connection, elsewhere: Set<string>): Row[] {
  const models = stages.map((stage) => `${stage}_model`).join(', ')
  const rows = db
    .prepare(
      `SELECT ${speltKey('id')}, profile_name, max_consensus_rounds, ${models} FROM main.consensus_profiles ORDER BY rowid`,
    )
    .raw()
    .all() as [string, string, unknown, ...string[]][]
  return rows.map(([id, name, rounds, ...each]) => ({ id, name, rounds, models: each, elsewhere: elsewhere.has(id) }))
}

/**
 * Our rows are the files' profiles, one by one and in their order, under the new names of their models with a record of the
 * old ones. One that a database has already (an earlier run brought it), or that another file said before in the very same
 * words, needs no second row.
 */
export function wrongProfiles(db: Connection, profiles: ExpectedProfile[], rows: Row[]): Placement {
  const ours = rows.filter(({ elsewhere }) => !elsewhere)
  const theirs = rows.filter(({ elsewhere }) => elsewhere)
  let next = 0
  const ids: (string | null)[] = []
  for (const [index, profile] of profiles.entries()) {
    const said = profiles.findIndex((each) => each.file !== profile.file && isSame(each, profile))
    ids.push(said >= 0 && said < index ? (ids[said] ?? null) : placed(profile))
  }
  function placed(profile: ExpectedProfile): string | null {
    const row = ours[next]
    if (row && isRow(row, profile) && row.rounds === 3n && areRecorded(db, row, profile)) {
      next++
      return row.id
    }
    return theirs.find((each) => isRow(each, profile))?.id ?? null
  }
  const wrong = next === ours.length && !ids.includes(null) ? [] : ['consensus_profiles']
  return { wrong, ids }
}

const isSame = (one: ExpectedProfile, other: ExpectedProfile) =>
  JSON.stringify([one.name, one.models]) === JSON.stringify([other.name, other.models])

const isRow = (row: Row, { name, models }: ExpectedProfile) =>
  row.name === name && models.every((model, index) => row.models[index] === expectedModel(model))

function areRecorded(db: Connection, row: Row, { models }: ExpectedProfile): boolean {
  const record = db.prepare(
    `SELECT before, after FROM main.migration_repairs
     WHERE table_name = 'consensus_profiles' AND row_key = ? AND column_name = ?`,
  )
  return models.every((before, index) => {
    const after = expectedModel(before)
    const found = record.raw().all(row.id, `${stages[index]}_model`) as [unknown, unknown][]
    return before === after
      ? found.length === 0
      : found.length === 1 && found[0]?.[0] === before && found[0][1] === after
  })
}

/** Whether `id` is the first of the profiles that are named and there; null where none is. */
export function activeIsRight(
  db: Connection,
  id: string | null,
  wishes: (string | number)[],
  { ids }: Placement,
): boolean {
  const rows = db
    .prepare('SELECT CAST(id AS TEXT), profile_name FROM main.consensus_profiles ORDER BY rowid')
    .raw()
    .all()
  const profiles = rows as [string, string][]
  const alike = (text: string) =>
    text
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter(Boolean)
      .join('-') || 'profile'
  const found = wishes.map((wish) => {
    if (typeof wish === 'number') return ids[wish] ?? null
    const exact = profiles.find(([each]) => each === wish) ?? profiles.find(([, name]) => name === wish)
    return (exact ?? profiles.find((each) => each.some((text) => alike(text) === alike(wish))))?.[0] ?? null
  })
  return (found.find((each) => each !== null) ?? null) === id
}
