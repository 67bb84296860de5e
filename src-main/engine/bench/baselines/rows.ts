/** What the baselines that move rows through JavaScript share. */
import { codeOf } from '../../errors.js'
import type { Connection } from '../../sqlite/open.js'
import type { Move } from './moves.js'
import { derivedRows, type Cell } from './target.js'
import { insertValues } from './moves.js'

/**
 * Answers a function that writes one row of a move, and what hangs on it. A row that breaks a rule of the new database is
 * left out, as a program does that moves rows one by one: it says so and goes on.
 */
export function rowWriter(...given: Parameters<typeof strictWriter>): (row: Cell[]) => void {
  const write = strictWriter(...given)
  return (row) => {
    try {
      write(row)
    } catch (error) {
      if (!/^SQLITE_(CONSTRAINT|MISMATCH)/.test(codeOf(error))) throw error
    }
  }
}

function strictWriter(
  source: Connection,
  target: Connection,
  move: Move,
  knowledge: Move | undefined,
  verb: 'INSERT' | 'INSERT OR REPLACE',
): (row: Cell[]) => void {
  const insert = target.prepare(insertValues(move, verb))
  if (!move.conversations) return (row) => void insert.run(row)
  const summary = source.prepare('SELECT tokens, curator_model FROM temp.stage_summary WHERE conversation_id = ?')
  const known = knowledge
    ? source.prepare(`SELECT 1 FROM temp.known_conversations WHERE conversation_id = ?`).pluck()
    : null
  const derive = derivedRows(target, move, verb)
  const key = move.columns.findIndex(({ to }) => to === 'id')
  return (row) => {
    const sums = summary.get(row[key]) as Record<string, Cell> | undefined
    insert.run([...row, ...move.summary.map(({ column }) => sums?.[column] ?? null)])
    derive(row, sums?.['curator_model'] ?? null, known?.get(row[key]) !== undefined)
  }
}

/** Conversations that bring a knowledge row of their own, looked up while the others get one. */
export function noteKnown(source: Connection, moves: Move[]): Move | undefined {
  const knowledge = moves.find(({ target }) => target === 'knowledge_conversations')
  if (!knowledge) return undefined
  source.exec('CREATE TEMP TABLE known_conversations (conversation_id PRIMARY KEY) WITHOUT ROWID')
  source.exec(`INSERT OR IGNORE INTO temp.known_conversations
    SELECT conversation_id FROM ${knowledge.from} WHERE conversation_id IS NOT NULL`)
  return knowledge
}

/** The statement that reads a move's columns. */
export function selectSql(move: Move): string {
  return `SELECT ${move.columns.map(({ sql }) => sql).join(', ')} FROM ${move.from} AS s`
}
