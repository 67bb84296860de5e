/** What rows that no database explains must say: they were made for a conversation, of what it says (design 4). */
import type { Connection } from '../sqlite/open.js'
import { number } from '../sqlite/open.js'
import { quoteName, quoteText } from '../sqlite/quote.js'
import type { TableExpectation } from './expectations/expectation.js'
import { dashboardUser } from './expectations/knowledge.js'
import { asText, sameCell } from './same.js'

const messageId = (part: string) =>
  `'msg_' || CASE typeof(c.id) WHEN 'blob' THEN 'x''' || hex(c.id) || '''' ELSE ${asText('c.id')} END || '_${part}'`

const same = (pairs: [string, string][]) => pairs.map(([a, b]) => sameCell(a, b)).join(' AND ')
const unsaid = (alias: string, columns: string[]) =>
  `coalesce(${columns.map((name) => `${alias}.${name}`).join(', ')}) IS NULL`

/** The model that the curator of the conversation `c` was. */
const curator = `(SELECT max(o.model) FROM main.stage_outputs AS o WHERE o.conversation_id = c.id AND +o.stage_name = 'curator')`

const untold = ['tokens_used', 'cost', 'consensus_path', 'consensus_rounds', 'created_at', 'metadata']

/** The message that is made of a text of the conversation `c`, cell by cell. */
function message(part: 'question' | 'answer'): string {
  const told =
    part === 'question'
      ? `m.role = 'user' AND ${same([['m.content', 'c.question']])} AND ${unsaid('m', ['stage', 'model_used', 'parent_message_id', ...untold])}`
      : `m.role = 'assistant' AND ${same([['m.content', 'c.final_answer']])} AND m.stage IS 'curator' AND m.model_used IS ${curator}
         AND m.parent_message_id IS CASE WHEN c.question IS NOT NULL THEN ${messageId('question')} END AND ${unsaid('m', untold)}`
  return `(m.id = ${messageId(part)} AND ${same([['m.timestamp', 'c.created_at']])} AND ${told})`
}

const alike = ['question', 'final_answer', 'source_of_truth', 'conversation_context', 'profile_id']

/**
 * Of each table the rowids of rows that are made as the rule says, by the name of the temp table of those that nothing else
 * explains.
 */
export const madeRows = (open: (table: string) => string): Record<string, string> => ({
  messages: `SELECT m.rowid FROM temp.${open('messages')} AS x CROSS JOIN main.messages AS m ON m.rowid = x.rid
    CROSS JOIN main.conversations AS c ON c.id = m.conversation_id WHERE ${message('question')} OR ${message('answer')}`,
  knowledge_conversations: `SELECT k.rowid FROM temp.${open('knowledge_conversations')} AS x
    CROSS JOIN main.knowledge_conversations AS k ON k.rowid = x.rid CROSS JOIN main.conversations AS c ON c.id = k.conversation_id
    WHERE k.id = 'kc_' || c.id AND k.answer IS NULL
      AND ${same([...alike, 'created_at', 'last_updated'].map((name) => [`k.${name}`, `c.${name}`]))}`,
  conversation_usage: `SELECT min(u.rowid) FROM temp.${open('conversation_usage')} AS x
    CROSS JOIN main.conversation_usage AS u ON u.rowid = x.rid
    CROSS JOIN main.conversations AS c ON c.id = u.conversation_id
    WHERE u.user_id = '${dashboardUser}' AND ${same([['u.timestamp', 'c.created_at']])} GROUP BY c.id`,
})

/** What completes a text of the conversation `c` that no database says, in the order in which it is looked for. */
const rules: Record<string, string> = {
  question: `coalesce((SELECT k.question FROM main.knowledge_conversations AS k WHERE ${ofAnother('k')}),
    (SELECT m.content FROM main.messages AS m WHERE m.conversation_id = c.id AND +m.role = 'user' AND m.id IS NOT ${messageId('question')}
     ORDER BY m.timestamp, m.rowid LIMIT 1))`,
  final_answer: `coalesce((SELECT coalesce(k.final_answer, k.answer) FROM main.knowledge_conversations AS k WHERE ${ofAnother('k')}),
    (SELECT m.content FROM main.messages AS m WHERE m.conversation_id = c.id AND +m.role = 'assistant' AND m.id IS NOT ${messageId('answer')}
     ORDER BY lower(m.stage) IS 'curator' DESC, m.timestamp DESC, m.rowid DESC LIMIT 1),
    (SELECT o.full_output FROM main.stage_outputs AS o WHERE o.conversation_id = c.id
     ORDER BY o.stage_number DESC, o.created_at DESC, o.rowid DESC LIMIT 1))`,
  source_of_truth: `(SELECT k.source_of_truth FROM main.knowledge_conversations AS k WHERE ${ofAnother('k')})`,
  title: `coalesce(substr(c.question, 1, 100), 'Untitled')`,
}

/** A condition that a row of knowledge is one that a database brought. */
function ofAnother(alias: string): string {
  return `${alias}.conversation_id = c.id AND ${alias}.id IS NOT 'kc_' || c.id`
}

/** What stands for a row that nobody has is called that, whatever its messages say. */
const standIn = `c.title IS 'Untitled' AND EXISTS (SELECT 1 FROM main.migration_repairs AS p WHERE p.table_name = 'conversations'
  AND p.column_name = 'id' AND p.row_key = c.id AND p.rule = 'placeholder')`

const told = (text: string) => quoteName(`told_${text}`)

/** Makes the temp tables of the conversations whose texts a database says. */
export function prepareTexts(db: Connection): void {
  for (const text of Object.keys(rules)) {
    db.exec(`DROP TABLE IF EXISTS temp.${told(text)}`)
    db.exec(`CREATE TEMP TABLE ${told(text)} (rid INTEGER PRIMARY KEY)`)
  }
}

/** Notes the texts that the raw rows `s` say just so. `joined` is the rows with their place `t`. */
export function noteTexts(db: Connection, place: TableExpectation, raw: Set<string>, joined: string): void {
  if (place.target !== 'conversations') return
  for (const text of Object.keys(rules)) {
    const from = place.pairs.find(([name, to]) => to === text && raw.has(name))?.[0]
    if (from === undefined) continue
    const says = `s.${quoteName(from)} IS NOT NULL AND +t.${text} IS ${asText(`s.${quoteName(from)}`)} COLLATE BINARY`
    db.exec(`INSERT OR IGNORE INTO temp.${told(text)} SELECT t.rowid ${joined} AND ${says}`)
  }
}

/** How many texts of new conversations neither a database says nor a rule makes, in words; `but` are rowids of others. */
export function wrongTexts(db: Connection, but: string): string[] {
  const kept = number(
    db,
    `SELECT max(last_key) FROM main.migration_checkpoints WHERE step = ${quoteText('kept:conversations')}`,
  )
  return Object.entries(rules).flatMap(([text, rule]) => {
    const count = number(
      db,
      `SELECT count(*) FROM main.conversations AS c WHERE c.rowid > ? AND c.rowid NOT IN (SELECT rid FROM temp.${told(text)}) AND c.rowid NOT IN (${but})
         AND +c.${text} IS NOT ${rule} COLLATE BINARY AND NOT (${text === 'title' ? standIn : '0'})`,
      kept,
    )
    db.exec(`DROP TABLE temp.${told(text)}`)
    return count > 0 ? [`${count} of conversations.${text}`] : []
  })
}
