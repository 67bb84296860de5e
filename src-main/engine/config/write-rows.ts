import type { Connection } from '../sqlite/open.js'
import { usageUser } from '../copy/derive.js'
import { faultPoint } from '../faults.js'
import type { ConfigPlan } from './map.js'

/** Writes the old configuration's rows into the new database, in the caller's transaction; answers how many. */
export function writeConfigRows(db: Connection, runId: string, plan: ConfigPlan, now: string): number {
  let rows = 0
  const run = (sql: string, ...values: unknown[]) => (rows += db.prepare(sql).run(...values).changes)
  for (const { key, value } of plan.configurations) {
    run(
      `INSERT INTO main.configurations (key, value, encrypted, created_at, updated_at) VALUES (?, ?, 0, ?, ?)
       ON CONFLICT (key) DO NOTHING`,
      ...[key, value, now, now],
    )
  }
  for (const { key, value } of plan.settings) {
    run(
      `INSERT INTO main.settings (key, value, updated_at) VALUES (?, ?, ?) ON CONFLICT (key) DO NOTHING`,
      key,
      value,
      now,
    )
  }
  for (const profile of plan.profiles) {
    const { generator, refiner, validator, curator } = profile.models
    run(
      `INSERT INTO main.consensus_profiles
         (id, profile_name, generator_model, refiner_model, validator_model, curator_model, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
      ...[profile.id, profile.name, generator, refiner, validator, curator, now, now],
    )
    recordModels(db, runId, profile)
  }
  if (plan.activeProfile) {
    run(
      `INSERT INTO main.consensus_settings (key, value, updated_at) VALUES ('active_profile_id', ?, ?)
       ON CONFLICT (key) DO NOTHING`,
      ...[plan.activeProfile, now],
    )
  }
  if (plan.licenseKey !== null) {
    run(
      `INSERT INTO main.users (id, license_key, created_at, updated_at) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
      ...[usageUser, plan.licenseKey, now, now],
    )
  }
  for (const { file, pointer, value, reason } of plan.carried) {
    run(
      `INSERT INTO main.legacy_config (run_id, file, pointer, value, reason) VALUES (?, ?, ?, ?, ?)`,
      ...[runId, file, pointer, value, reason],
    )
  }
  faultPoint('config:rows-written')
  return rows
}

/** A short model name that became an OpenRouter id is a repair like any other (facts 3.7). */
function recordModels(db: Connection, runId: string, profile: ConfigPlan['profiles'][number]): void {
  const insert = db.prepare(
    `INSERT INTO main.migration_repairs (run_id, source, table_name, row_key, column_name, rule, before, after)
     VALUES (?, 'config.json', 'consensus_profiles', ?, ?, 'OpenRouter id of a short model name', ?, ?)`,
  )
  for (const [stage, before] of Object.entries(profile.before)) {
    const after = profile.models[stage as keyof typeof profile.models]
    if (before !== after) insert.run(runId, profile.id, `${stage}_model`, before, after)
  }
}
