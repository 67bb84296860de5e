import { columnNames, findTable, tablesOf } from '../../sqlite/introspect.js'
import { number, type Connection } from '../../sqlite/open.js'
import { asText } from '../same.js'

/**
 * Makes the temp table `stages_of`: of each conversation the tokens that its stages used, and the model of its curator.
 * From the new database, whose stage outputs are compared with the raw ones cell by cell and lie before their long texts;
 * from the raw table itself where a row of it was repaired or set aside. Empty when the source has no stage outputs.
 */
export function sumStages(db: Connection): void {
  db.exec(
    'CREATE TEMP TABLE IF NOT EXISTS stages_of (conversation_id PRIMARY KEY, tokens, curator_model) WITHOUT ROWID',
  )
  if (number(db, 'SELECT count(*) FROM temp.stages_of') > 0) return
  const raw = findTable(tablesOf(db, 'old'), 'stage_outputs')
  const has = raw ? columnNames(raw) : new Set<string>()
  if (!['conversation_id', 'stage_name', 'model', 'full_output', 'stage_number'].every((name) => has.has(name))) return
  const records = (ledger: string) =>
    number(db, `SELECT EXISTS (SELECT 1 FROM main.${ledger} WHERE lower(table_name) = 'stage_outputs')`)
  const isAsWas = records('migration_repairs') + records('migration_quarantine') === 0
  const tokens = has.has('tokens_used') ? `CASE WHEN typeof(tokens_used) = 'integer' THEN tokens_used END` : 'NULL'
  // A sum of whole numbers may overflow, and total() cannot.
  db.exec(`INSERT INTO temp.stages_of
    SELECT owner, CASE WHEN count(used) > 0 THEN CAST(total(used) AS INTEGER) END, max(curator)
    FROM (SELECT ${asText('conversation_id')} AS owner, ${tokens} AS used,
        CASE WHEN lower(stage_name) = 'curator' THEN ${asText('model')} END AS curator
      FROM ${isAsWas ? 'main.stage_outputs' : 'old.stage_outputs NOT INDEXED'} WHERE conversation_id IS NOT NULL)
    GROUP BY owner COLLATE BINARY`)
}
