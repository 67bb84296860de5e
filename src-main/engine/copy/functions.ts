import { openRouterId } from '../config/models.js'
import type { Connection } from '../sqlite/open.js'
import { repairTimestamp } from './timestamps.js'

/** Counts the repairs of the running batch: on the common path there are none, and nothing needs to be recorded. */
export type RepairCounts = { timestamps: number; keys: number }

/**
 * Registers what SQL alone cannot do, for the few values that need it:
 * - `hm_repair_timestamp`: timestamps that SQLite's datetime() cannot read (design 4, facts T12, T13);
 * - `hm_made_key`: the key of a row that has none (facts T7), the same in every run;
 * - `hm_minus_zero`: whether a real zero is below zero, which SQL does not see and a REAL column does not keep;
 * - `hm_model`: the OpenRouter id that a short model name means (facts 3.7); NULL for what is no known name, which stays
 *   as it is in SQL: a text that is no UTF-8 would come back changed (facts T24);
 * - `hm_pipeline_model`: the same of a provider's shown name and a model's; NULL where there is no model.
 */
export function registerRepairs(db: Connection): RepairCounts {
  const counts = { timestamps: 0, keys: 0 }
  const options = { deterministic: true, safeIntegers: true }
  db.function('hm_repair_timestamp', options, (value: unknown) => {
    counts.timestamps++
    return repairTimestamp(value)
  })
  db.function('hm_made_key', options, (prefix: unknown, rowid: unknown) => {
    counts.keys++
    return `${String(prefix)}${String(rowid)}`
  })
  db.function('hm_minus_zero', options, (value: unknown) => (Object.is(value, -0) ? 1n : 0n))
  db.function('hm_model', options, (value: unknown) => {
    if (typeof value !== 'string' || value.includes('\ufffd')) return null
    const id = openRouterId(value)
    return id === value ? null : id
  })
  db.function('hm_pipeline_model', options, (provider: unknown, model: unknown) => {
    if (typeof model !== 'string' || model === '') return null
    const together = typeof provider === 'string' ? openRouterId(`${provider}:${model}`) : model
    // A provider that nobody knows says nothing of the model.
    return together === `${String(provider)}:${model}` ? openRouterId(model) : openRouterId(together)
  })
  return counts
}
