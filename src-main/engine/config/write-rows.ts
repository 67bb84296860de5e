import { createHash } from 'node:crypto'
import type { Connection } from '../sqlite/open.js'
import { dashboardUser as usageUser } from '../sources/dashboard-user.js'
import { faultPoint } from '../faults.js'
import type { ConfigPlan, Said } from './map.js'
import { activate } from './active-profile.js'
import type { LicenseRow } from './license.js'
import { stages, type ProfileRow } from './profiles.js'

/**
 * Writes the old configuration's rows into the new database, in the caller's transaction; answers how many. What is there
 * already (from the old database, or from a new Hive that was used) is never changed: what a file says otherwise is carried.
 */
export function writeConfigRows(db: Connection, runId: string, plan: ConfigPlan, now: string): number {
  const writer = new RowWriter(db, runId, now)
  for (const said of plan.configurations) {
    writer.say('configurations', said, `(key, value, encrypted, created_at, updated_at) VALUES (?, ?, 0, ?, ?)`, [
      now,
      now,
    ])
  }
  for (const said of plan.settings) {
    writer.say('settings', said, `(key, value, updated_at) VALUES (?, ?, ?)`, [now])
  }
  const ids = new Map(plan.profiles.map((profile) => [profile, writer.profile(profile)]))
  const active = activate(db, plan.active, ids)
  if (active !== null) {
    writer.run(
      `INSERT INTO main.consensus_settings (key, value, updated_at) VALUES ('active_profile_id', ?, ?)
       ON CONFLICT (key) DO NOTHING`,
      ...[active, now],
    )
  }
  writer.licenses(plan)
  for (const { file, pointer, value, reason } of plan.carried) writer.carry(file, pointer, value, reason)
  faultPoint('config:rows-written')
  return writer.rows
}

/** Ids that the new Hive gives its own profiles (facts 1.8): it would write them over rows of the user's. */
const expertIds = [
  ...['lightning-fast', 'precision-architect', 'budget-optimizer', 'research-deep-dive', 'startup-mvp'],
  ...['enterprise-grade', 'creative-innovator', 'security-focused', 'ml-ai-specialist', 'debugging-detective'],
]

class RowWriter {
  rows = 0
  private readonly kept: Set<string>
  private readonly placed: { profile: ProfileRow; id: string }[] = []

  constructor(
    private readonly db: Connection,
    private readonly runId: string,
    private readonly now: string,
  ) {
    // An earlier run may have carried the same values: they are kept once.
    const rows = db.prepare('SELECT file, pointer, value FROM main.legacy_config').raw().iterate()
    this.kept = new Set()
    for (const [file, pointer, value] of rows as Iterable<[string, string, string | Buffer]>) {
      this.kept.add(keyOf(file, pointer, value))
    }
  }

  run(sql: string, ...values: unknown[]): number {
    const { changes } = this.db.prepare(sql).run(...values)
    this.rows += changes
    return changes
  }

  /** One row by its key; where the key is taken by another value, this one is carried. */
  say(table: 'configurations' | 'settings', { key, value, leaf }: Said, into: string, more: string[]): void {
    const changes = this.run(`INSERT INTO main.${table} ${into} ON CONFLICT (key) DO NOTHING`, key, value, ...more)
    if (changes > 0) return
    const there = this.db.prepare(`SELECT value FROM main.${table} WHERE key = ?`).pluck().get(key)
    if (there !== value) this.carry(leaf.file, leaf.pointer, JSON.stringify(leaf.value), 'the database said it first')
  }

  /** A profile under an id of its own; one that an earlier run or a copy of its file brought is not brought twice. */
  profile(profile: ProfileRow): string {
    const copied = this.placed.find((each) => isCopy(each.profile, profile))
    const id = copied?.id ?? this.place(profile)
    this.placed.push({ profile, id })
    return id
  }

  private place(profile: ProfileRow): string {
    const models = stages.map((stage) => profile.models[stage].id)
    const same = this.db
      .prepare(
        `SELECT id FROM main.consensus_profiles WHERE profile_name = ? AND ${stages.map((stage) => `${stage}_model = ?`).join(' AND ')}
         AND EXISTS (SELECT 1 FROM main.migration_history)`,
      )
      .pluck()
      .get(profile.name, ...models)
    if (typeof same === 'string') return same
    const id = this.freeId(profile.id)
    this.run(
      `INSERT INTO main.consensus_profiles
         (id, profile_name, generator_model, refiner_model, validator_model, curator_model, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[id, profile.name, ...models, this.now, this.now],
    )
    this.recordModels(id, profile)
    return id
  }

  /** Files and databases may name their profiles alike: all stay, and the first keeps its id. */
  private freeId(id: string): string {
    const taken = this.db.prepare('SELECT 1 FROM main.consensus_profiles WHERE id = ?')
    for (let number = 1; ; number++) {
      const name = number === 1 ? id : `${id}-${number}`
      if (!expertIds.includes(name) && taken.get(name) === undefined) return name
    }
  }

  /** A model's name that became an OpenRouter id is a repair like any other (facts 3.7). */
  private recordModels(id: string, profile: ProfileRow): void {
    const insert = this.db.prepare(
      `INSERT INTO main.migration_repairs (run_id, source, table_name, row_key, column_name, rule, before, after)
       VALUES (?, ?, 'consensus_profiles', ?, ?, ?, ?, ?)`,
    )
    for (const stage of stages) {
      const [before, after] = [profile.before[stage], profile.models[stage].id]
      if (before !== after) {
        const rule = profile.models[stage].rule
        insert.run(this.runId, profile.file, id, `${stage}_model`, rule, before, after)
      }
    }
  }

  licenses({ licenses, licenseKey }: ConfigPlan): void {
    for (const { row, leaf } of licenses) {
      const names = Object.keys(row)
      const changes = this.run(
        `INSERT INTO main.licenses (${names.join(', ')}, created_at, updated_at)
         VALUES (${names.map(() => '?').join(', ')}, ?, ?) ON CONFLICT (key) DO NOTHING`,
        ...[...Object.values(row), this.now, this.now],
      )
      if (changes === 0 && !this.hasLicense(row)) this.carryLicense(leaf.file, row)
    }
    if (licenseKey === null) return
    this.run(
      `INSERT INTO main.users (id, license_key, created_at, updated_at) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
      ...[usageUser, licenseKey, this.now, this.now],
    )
  }

  /** Whether the row of that key says just this: another copy of the file, or an earlier run, brought it. */
  private hasLicense(row: LicenseRow): boolean {
    const find = this.db.prepare(`SELECT ${Object.keys(row).join(', ')} FROM main.licenses WHERE key = ?`).raw()
    const there = find.get(row.key) as unknown[]
    return Object.values(row).every((value, index) => there[index] === value)
  }

  /** The database says something else of this licence: what the file says is carried, value by value. */
  private carryLicense(file: string, row: LicenseRow): void {
    for (const [name, value] of Object.entries<LicenseRow[keyof LicenseRow]>(row)) {
      if (value === null) continue
      const json = name === 'features' || typeof value === 'bigint' ? String(value) : JSON.stringify(value)
      this.carry(file, `/${name}`, json, 'the database said it first')
    }
  }

  carry(file: string, pointer: string, value: string | Buffer, reason: string): void {
    const key = keyOf(file, pointer, value)
    if (this.kept.has(key)) return
    this.kept.add(key)
    this.run(
      `INSERT INTO main.legacy_config (run_id, file, pointer, value, reason) VALUES (?, ?, ?, ?, ?)`,
      ...[this.runId, file, pointer, value, reason],
    )
  }
}

/** The same profile in another file: a `current-config.json`, or the settings in a backup of the folder. */
const isCopy = (one: ProfileRow, other: ProfileRow) =>
  one.file !== other.file &&
  one.name === other.name &&
  stages.every((stage) => one.before[stage] === other.before[stage])

/** A value by what it is and where it stood; of a whole file only its hash is held in memory. */
function keyOf(file: string, pointer: string, value: string | Buffer): string {
  const hash = createHash('sha256').update(value).digest('base64')
  return [file, pointer, Buffer.isBuffer(value) ? 'bytes' : 'text', hash].join('\0')
}
