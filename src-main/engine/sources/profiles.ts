import { same } from './names.js'
import type { ColumnRepair, MadeRows, SourceTable } from './shape.js'

const stages = ['generator', 'refiner', 'validator', 'curator']

/** The OpenRouter id of a number of the old catalogue; NULL where it has none. */
const catalogued = (number: string) =>
  `(SELECT m.openrouter_id FROM temp.source_models AS m WHERE m.internal_id = ${number})`

/** Numbers of the old catalogue mean nothing to the new Hive (facts T20); one that is not in it is kept as text. */
const byNumber: ColumnRepair = {
  rule: 'model of the old catalogue',
  sql: (raw) => `CASE WHEN ${raw} IS NOT NULL THEN coalesce(${catalogued(raw)}, CAST(${raw} AS TEXT)) END`,
}

/** Profiles as migration 006 and core/schema.rs have them: numbers for ids and for models (facts 1.7.9, 3.8). */
export const profilesOfSix: SourceTable = {
  name: 'consensus_profiles',
  signature: ['id', 'name', ...stages.map((stage) => `${stage}_model_id`)],
  lacks: ['profile_name'],
  target: 'consensus_profiles',
  columns: {
    ...same('id', 'created_at', 'updated_at'),
    name: 'profile_name',
    ...Object.fromEntries(stages.map((stage) => [`${stage}_model_id`, `${stage}_model`])),
  },
  repairs: Object.fromEntries(stages.map((stage) => [`${stage}_model_id`, byNumber])),
  key: 'id',
}

const modelOf = (stage: string) =>
  `coalesce(${catalogued(`s.${stage}_model_internal_id`)}, hm_pipeline_model(s.${stage}_provider, s.${stage}_model),
    CAST(s.${stage}_model_internal_id AS TEXT))`

/**
 * Each pipeline profile is a profile of the new Hive, unless one of that id is there (facts 3.8). The table itself is
 * carried: temperatures, routing and templates have no place.
 */
export const pipelineProfiles: MadeRows = {
  name: 'pipeline_profiles',
  signature: [
    ...['id', 'name', 'created_at', 'updated_at'],
    ...stages.flatMap((stage) => [`${stage}_model_internal_id`, `${stage}_provider`, `${stage}_model`]),
  ],
  target: 'consensus_profiles',
  label: 'Making profiles of the pipeline profiles',
  sql: ({ from, rowid, moment }) => `INSERT OR IGNORE INTO main.consensus_profiles
      (id, profile_name, ${stages.map((stage) => `${stage}_model`).join(', ')}, created_at, updated_at)
    SELECT s.id, s.name, ${stages.map(modelOf).join(', ')}, ${moment('s.created_at')}, ${moment('s.updated_at')}
    FROM ${from} AS s NOT INDEXED
    WHERE %RANGE% AND s.id IS NOT NULL ORDER BY s.${rowid}`,
}
