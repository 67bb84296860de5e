import type { Build } from './build.js'

/**
 * Makes the temp table `source_models`: the OpenRouter ids of the source's own catalogue by their numbers, which profiles
 * name them by (facts T20). Empty where the source has no catalogue.
 */
export function rememberModels({ db, tables }: Build): void {
  db.exec('CREATE TEMP TABLE IF NOT EXISTS source_models (internal_id PRIMARY KEY, openrouter_id)')
  db.exec('DELETE FROM temp.source_models')
  const catalogue = tables.find(({ name, table }) => {
    const has = (column: string) => table.columns.some((each) => each.name.toLowerCase() === column)
    return name.toLowerCase() === 'openrouter_models' && has('internal_id') && has('openrouter_id')
  })
  if (!catalogue) return
  db.exec(`INSERT OR IGNORE INTO temp.source_models
    SELECT internal_id, openrouter_id FROM ${catalogue.from} NOT INDEXED
    WHERE internal_id IS NOT NULL AND typeof(openrouter_id) = 'text'`)
}
