import type { VerificationCheck } from '../model/index.js'
import { number, type Connection } from '../sqlite/open.js'
import { dashboardUser } from './expectations/knowledge.js'

/**
 * Whether a new database came from one old one that brought no messages of its own: then everything that was made can be
 * compared with the raw row it was made of. Else it was made from all of them together.
 */
export function isPlain(db: Connection): boolean {
  return number(db, `SELECT EXISTS (SELECT 1 FROM main.migration_checkpoints WHERE step = 'complete:usage')`) === 0
}

type PromiseKept = { what: string; violated: string }

/** What every conversation that came with a migration must have (design 4), by what the new database itself says. */
const promises: PromiseKept[] = [
  {
    what: 'exactly one row of knowledge',
    violated: `(SELECT count(*) FROM main.knowledge_conversations AS k WHERE k.conversation_id = c.id) <> 1`,
  },
  {
    what: 'a row of usage under the dashboard’s user at its own time',
    violated: `NOT EXISTS (SELECT 1 FROM main.conversation_usage AS u WHERE u.conversation_id = c.id
      AND u.user_id = '${dashboardUser}' AND u.timestamp IS c.created_at)`,
  },
  { what: 'a title', violated: 'c.title IS NULL' },
  {
    what: 'its question among the messages',
    violated: `c.question IS NOT NULL AND NOT EXISTS (SELECT 1 FROM main.messages AS m
      WHERE m.conversation_id = c.id AND m.role = 'user')`,
  },
  {
    what: 'its answer among the messages',
    violated: `c.final_answer IS NOT NULL AND NOT EXISTS (SELECT 1 FROM main.messages AS m
      WHERE m.conversation_id = c.id AND m.role = 'assistant')`,
  },
  {
    what: 'messages that were made for it say its question and its answer',
    violated: `EXISTS (SELECT 1 FROM main.messages AS m WHERE m.conversation_id = c.id AND (
      (m.id = 'msg_' || c.id || '_question' AND m.content IS NOT c.question) OR
      (m.id = 'msg_' || c.id || '_answer' AND m.content IS NOT c.final_answer)))`,
  },
]

/** Looks at every conversation that the new Hive did not have before. */
export function completeCheck(db: Connection): VerificationCheck {
  const started = performance.now()
  const kept = number(db, `SELECT max(last_key) FROM main.migration_checkpoints WHERE step = 'kept:conversations'`)
  const counts = promises.map(({ violated }) => `count(CASE WHEN ${violated} THEN 1 END)`).join(', ')
  const found = db
    .prepare(`SELECT ${counts} FROM main.conversations AS c WHERE c.rowid > ?`)
    .raw()
    .get(kept) as bigint[]
  const wrong = promises.flatMap(({ what }, index) => {
    const count = found[index] ?? 0n
    return count > 0n ? [`${count} lack ${what}`] : []
  })
  const detail = wrong.length === 0 ? 'every conversation has all that the new Hive shows of one' : wrong.join('; ')
  const ms = Math.round(performance.now() - started)
  return { layer: 'data', name: 'complete conversations', passed: wrong.length === 0, detail, ms }
}
