import { findTable, columnNames, tablesOf } from '../../sqlite/introspect.js'
import type { Connection } from '../../sqlite/open.js'
import { alike, table } from './knowledge.js'
import type { TableExpectation } from './expectation.js'

const four = ['generator', 'refiner', 'validator', 'curator']

/** Makes the temp table `model_names`: what the old catalogue calls the models that profiles name by numbers. */
export function readCatalogue(db: Connection): void {
  db.exec('CREATE TEMP TABLE IF NOT EXISTS model_names (number PRIMARY KEY, name)')
  db.exec('DELETE FROM temp.model_names')
  const raw = findTable(tablesOf(db, 'old'), 'openrouter_models')
  const has = raw ? columnNames(raw) : new Set<string>()
  if (!has.has('internal_id') || !has.has('openrouter_id')) return
  db.exec(`INSERT OR IGNORE INTO temp.model_names
    SELECT internal_id, openrouter_id FROM old.openrouter_models WHERE typeof(openrouter_id) = 'text'`)
}

const modelName = (raw: string) =>
  `ifnull((SELECT n.name FROM temp.model_names AS n WHERE n.number = ${raw}), CAST(${raw} AS TEXT))`

/** Profiles with numbers for ids and models (facts 1.7.9): numbers become texts, models what the old catalogue calls them. */
export const profilesOfSix: TableExpectation = {
  ...table('consensus_profiles', 'id name generator_model_id refiner_model_id validator_model_id curator_model_id', [
    ...alike('id created_at updated_at'),
    ['name', 'profile_name'],
    ...four.map((stage): [string, string] => [`${stage}_model_id`, `${stage}_model`]),
  ]),
  lacks: ['profile_name'],
  ruled: Object.fromEntries(four.map((stage) => [`${stage}_model_id`, modelName])),
  prepare: readCatalogue,
}
