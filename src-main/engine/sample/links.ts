import { type Draft, type Row, row, score } from './rows.js'

const contextTypes = ['recent_24h', 'thematic', 'direct_reference'] as const
const threadTypes = ['follow_up', 'clarification', 'list_reference', 'continuation'] as const

/** Links to earlier conversations: half of them remember one, a fifth go on from the one before. */
export function linkRows({ id, index, earlier, topic, random, created_at }: Draft): Row[] {
  const previous = earlier.at(-1)
  if (previous === undefined) return []
  const rows: Row[] = []
  // The second conversation always has both, so that even the smallest sample fills the tables.
  if (index === 1 || random.chance(0.5))
    rows.push(
      row('conversation_context', {
        conversation_id: id,
        referenced_conversation_id: earlier[random.below(earlier.length)] ?? previous,
        relevance_score: score(random),
        context_type: random.pick(contextTypes),
        created_at,
      }),
    )
  if (index === 1 || random.chance(0.2))
    rows.push(
      row('conversation_threads', {
        child_conversation_id: id,
        parent_conversation_id: previous,
        thread_type: random.pick(threadTypes),
        reference_text: random.chance(0.5) ? `As you said about the ${topic.keywords[2]}` : null,
        confidence_score: score(random),
        created_at,
      }),
    )
  return rows
}
