import type { Random } from './random.js'
import { type Cell, type Draft, type Row, row, score } from './rows.js'

/** 768 little-endian float32 values, as one document describes the embeddings (facts T22). */
function embedding(random: Random): Buffer {
  const bytes = Buffer.allocUnsafe(768 * 4)
  for (let index = 0; index < 768; index++) bytes.writeFloatLE(random.next() * 2 - 1, index * 4)
  return bytes
}

/** What the old Hive kept as knowledge of a conversation: the curator's text, topics, keywords, truth and metrics. */
export function knowledgeRows(draft: Draft): Row[] {
  const { id, index, topic, keywords, question, answer, truth, random, created_at, write, options } = draft
  const base = row('knowledge_base', {
    id: `kb_${id}`,
    conversation_id: id,
    curator_content: write(0.03).text,
    topics: JSON.stringify([topic.name, 'general']),
    keywords: JSON.stringify(keywords),
    semantic_embedding: random.chance(0.5) ? embedding(random) : null,
    is_source_of_truth: random.chance(0.9) ? 1 : 0,
    relevance_score: score(random),
    created_at,
  })
  const topics = [topic.name, 'general'].slice(0, 1 + random.below(2)).map((name, position) => {
    const value = score(random)
    const variant: Record<string, Cell> =
      options.topicsVariant === 'confidence'
        ? { confidence: value, is_primary: position === 0 ? 1 : 0 }
        : { weight: value, created_at }
    return row('conversation_topics', { conversation_id: id, topic: name, ...variant })
  })
  const words = keywords.map((keyword) =>
    row('conversation_keywords', {
      conversation_id: id,
      keyword,
      frequency: 1 + random.below(10),
      weight: score(random),
    }),
  )
  const metrics = row('consensus_metrics', {
    conversation_id: id,
    final_confidence: score(random),
    stage_agreement: score(random),
    content_quality: score(random),
    provider_reliability: score(random),
    context_utilization: random.chance(0.5) ? score(random) : null,
    agreement_matrix: JSON.stringify([
      [1, score(random)],
      [score(random), 1],
    ]),
    processing_time_ms: 5000 + random.below(20_000),
    created_at,
  })
  const rows = [base, ...topics, ...words, metrics]
  // The first always has one, so that even the smallest sample fills the table.
  if (index === 0 || random.chance(0.7))
    rows.push(
      row('curator_truths', {
        conversation_id: id,
        curator_output: write(0.02).text,
        confidence_score: score(random),
        topic_summary: random.chance(0.8) ? `${topic.name}: ${keywords.join(', ')}` : null,
        created_at,
      }),
    )
  const latest = { conversation_id: id, question, final_answer: answer.text, source_of_truth: truth.text, created_at }
  if (options.duplicateKnowledge && index % 19 === 18)
    rows.push(row('knowledge_conversations', { ...latest, final_answer: `An earlier answer: ${topic.keywords[1]}.` }))
  rows.push(row('knowledge_conversations', latest))
  return rows
}
