import { columnNames, findTable, tablesOf } from '../../sqlite/introspect.js'
import type { Connection } from '../../sqlite/open.js'
import type { RawTable } from '../ranges.js'
import { asText } from '../same.js'
import { expectedModel } from '../settings-models.js'
import { expectedTimestamp } from './knowledge.js'
import { readCatalogue } from './profiles.js'

/** Rows that are made of raw rows besides their own place, written down a second time and apart from `sources/`. */
export type MadeExpectation = {
  name: string
  /** By what the raw table is known. */
  table: string
  signature: string[]
  target: string
  /** What a person reads when it holds. */
  proves: string
  /** A condition over the raw row `s` of a rowid that is true where a row is missing or says something else. */
  violated: (rowid: string) => string
  /** The rowids of the target rows that the raw rows of `from` explain, as a SELECT. */
  explained: (from: string) => string
  prepare?: (db: Connection, raw: RawTable) => void
}

/** Several databases, or a new Hive that was there before, may have said something else first: it stays. */
const said = (table: string, alias: string) => `(
  (SELECT count(DISTINCT k.source) FROM main.migration_carried AS k) > 1
  OR ${alias}.rowid <= ifnull((SELECT max(p.last_key) FROM main.migration_checkpoints AS p WHERE p.step = 'kept:${table}'), -1))`

function jsonMessages(table: string, key: string, text: string): MadeExpectation {
  const list = (
    name: string,
  ) => `json_each(CASE WHEN json_valid(s.${name}) AND typeof(s.${name}) = 'text' THEN s.${name} END,
    CASE WHEN json_valid(s.${name}) AND json_type(s.${name}) = 'object' THEN '$.messages' ELSE '$' END)`
  // Only members of a list that are one without doubt; a text or a number is no message.
  const isMessage = `(j.type = 'object' AND typeof(j.key) = 'integer' AND json_type(j.value, '$.role') = 'text'
    AND json_type(j.value, '$.content') = 'text' AND lower(ifnull(j.value ->> '$.stage', 'curator')) = 'curator')`
  const owner = asText(`s.${key}`)
  const id = `'msg_' || CASE typeof(s.${key}) WHEN 'blob' THEN 'x''' || hex(s.${key}) || '''' ELSE ${owner} END || '_' || j.key`
  const at = (from: string) => `ifnull(${expectedTimestamp(from)},
    (SELECT c.created_at FROM main.conversations AS c WHERE c.id = ${owner}))`
  return {
    name: `messages of ${table.replaceAll('_', ' ')}`,
    table,
    signature: [key, text],
    target: 'messages',
    proves: 'every message of a list is a message of its conversation',
    violated: () => `EXISTS (SELECT 1 FROM ${list(text)} AS j WHERE ${isMessage}
      AND EXISTS (SELECT 1 FROM main.conversations AS c WHERE c.id = ${owner})
      AND NOT EXISTS (SELECT 1 FROM main.messages AS m WHERE m.id = ${id} AND (${said('messages', 'm')}
        OR (m.conversation_id = ${owner} AND m.role IS j.value ->> '$.role' COLLATE BINARY
          AND m.content IS j.value ->> '$.content' COLLATE BINARY AND m.timestamp IS ${at(`(j.value ->> '$.timestamp')`)}
          AND coalesce(m.stage, m.model_used, m.tokens_used, m.cost, m.parent_message_id, m.metadata) IS NULL))))`,
    explained: (from) => `SELECT m.rowid FROM ${from} AS s NOT INDEXED CROSS JOIN ${list(text)} AS j
      CROSS JOIN main.messages AS m ON m.id = ${id} WHERE ${isMessage}`,
  }
}

const stages = ['generator', 'refiner', 'validator', 'curator']

/** Makes the temp table `pipeline_models`: the models that each raw pipeline profile names, by its rowid. */
function readPipelines(db: Connection, raw: RawTable): void {
  readCatalogue(db)
  db.exec('DROP TABLE IF EXISTS temp.pipeline_models')
  db.exec(`CREATE TEMP TABLE pipeline_models (rid INTEGER PRIMARY KEY, ${stages.join(', ')}, taken)`)
  const profiles = findTable(tablesOf(db, 'old'), 'consensus_profiles')
  const own = profiles && columnNames(profiles).has('id')
  const taken = own
    ? `EXISTS (SELECT 1 FROM old.consensus_profiles AS p WHERE ${asText('p.id')} = ${asText('s.id')})`
    : '0'
  const columns = stages.map(
    (stage) => `(SELECT n.name FROM temp.model_names AS n WHERE n.number = s.${stage}_model_internal_id),
      s.${stage}_provider, s.${stage}_model, CAST(s.${stage}_model_internal_id AS TEXT)`,
  )
  const rows = db
    .prepare(`SELECT s.${raw.rowid}, ${taken}, ${columns.join(', ')} FROM ${raw.from} AS s NOT INDEXED`)
    .raw()
    .all() as unknown[][]
  const insert = db.prepare(`INSERT INTO temp.pipeline_models VALUES (?, ?, ?, ?, ?, ?)`)
  for (const [rid, isTaken, ...cells] of rows) {
    const models = stages.map((_, index) => modelIn(cells.slice(4 * index, 4 * index + 4)))
    insert.run(rid, ...models, isTaken)
  }
}

/** By its number where the old catalogue knows it, else by its provider and name, else the number itself. */
function modelIn([listed, provider, model, number]: unknown[]): unknown {
  if (typeof listed === 'string') return listed
  if (typeof model !== 'string' || model === '') return number
  if (typeof provider !== 'string') return expectedModel(model)
  const both = expectedModel(`${provider}:${model}`)
  return both === `${provider}:${model}` ? expectedModel(model) : both
}

const pipelineProfiles: MadeExpectation = {
  name: 'pipeline profiles',
  table: 'pipeline_profiles',
  signature: [
    ...['id', 'name', 'created_at', 'updated_at'],
    ...stages.flatMap((stage) => [`${stage}_model_internal_id`, `${stage}_provider`, `${stage}_model`]),
  ],
  target: 'consensus_profiles',
  proves: 'every pipeline profile is a profile with the models that it names',
  prepare: readPipelines,
  violated: (rowid) => `s.id IS NOT NULL AND s.name IS NOT NULL AND EXISTS (SELECT 1 FROM temp.pipeline_models AS x
    WHERE x.rid = ${rowid} AND ${stages.map((stage) => `x.${stage} IS NOT NULL`).join(' AND ')}
      AND NOT EXISTS (SELECT 1 FROM main.consensus_profiles AS p WHERE p.id = ${asText('s.id')}
        AND (x.taken OR ${said('consensus_profiles', 'p')} OR (p.profile_name IS ${asText('s.name')} COLLATE BINARY
          AND ${stages.map((stage) => `p.${stage}_model IS x.${stage} COLLATE BINARY`).join(' AND ')}
          AND p.created_at IS ${expectedTimestamp('s.created_at')}
          AND p.updated_at IS ${expectedTimestamp('s.updated_at')}))))`,
  explained: (from) =>
    `SELECT p.rowid FROM ${from} AS s NOT INDEXED CROSS JOIN main.consensus_profiles AS p ON p.id = ${asText('s.id')}`,
}

/** Everything that is made of raw rows besides their own place. */
export const madeExpectations: readonly MadeExpectation[] = [
  jsonMessages('conversations', 'id', 'messages'),
  jsonMessages('unified_conversations', 'conversation_id', 'conversation_data'),
  pipelineProfiles,
]
