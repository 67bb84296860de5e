import type { VerificationCheck } from '../model/index.js'
import { number, type Connection } from '../sqlite/open.js'
import { tableNames } from '../target/schema/index.js'
import type { TableAccount } from './account.js'

/** What the old configuration fills; compared by a check of its own. */
export const fromConfiguration = [
  'configurations',
  'settings',
  'consensus_settings',
  'consensus_profiles',
  'users',
  'licenses',
  'legacy_config',
]

/** What is made for each conversation, with the number of rows that a first migration makes there. */
const made: Record<string, string> = {
  // Rows that others point to and no table of the source has, each with its record.
  conversations: `SELECT count(*) FROM main.conversations AS c WHERE EXISTS (SELECT 1 FROM main.migration_repairs AS p
    WHERE p.table_name = 'conversations' AND p.column_name = 'id' AND p.row_key = c.id AND p.rule = 'placeholder')`,
  messages: 'SELECT count(question) + count(final_answer) FROM main.conversations',
  conversation_usage: 'SELECT count(*) FROM main.conversations',
}

/**
 * The other way round: no row of a new database comes from nowhere. Tables that the source fills are compared row by row;
 * this looks at all the others. Only true before the new app has used the file.
 */
export function nothingMore(db: Connection, accounts: TableAccount[]): VerificationCheck {
  const started = performance.now()
  const filled = new Set(accounts.map(({ target }) => target))
  const others = tableNames.filter((name) => {
    return !filled.has(name) && !fromConfiguration.includes(name) && !name.startsWith('migration_')
  })
  const wrong = others.filter((name) => name !== 'knowledge_conversations' && surplus(db, name) !== 0)
  if (knowledgeSurplus(db, accounts) > 0) wrong.push('knowledge_conversations')
  const detail = wrong.length === 0 ? 'no row comes from nowhere' : `rows without a source in ${wrong.join(', ')}`
  const ms = Math.round(performance.now() - started)
  return { layer: 'data', name: 'nothing more', passed: wrong.length === 0, detail, ms }
}

function surplus(db: Connection, table: string): number {
  return number(db, `SELECT count(*) FROM main.${table}`) - number(db, made[table] ?? 'SELECT 0')
}

/**
 * Rows that are neither the source's own nor the one of a conversation. Raw rows 1 and '1' have one row between them, and
 * the one of them stands beside it: there are at most as many as the others.
 */
function knowledgeSurplus(db: Connection, accounts: TableAccount[]): number {
  const account = accounts.find(({ target }) => target === 'knowledge_conversations')
  const own = account ? account.placed - account.beside : 0
  const derived = number(
    db,
    `SELECT count(*) FROM main.knowledge_conversations AS k JOIN main.conversations AS c ON c.id = k.conversation_id
     WHERE k.id = 'kc_' || c.id`,
  )
  return number(db, 'SELECT count(*) FROM main.knowledge_conversations') - own - derived
}
