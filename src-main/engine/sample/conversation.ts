import type { Random } from './random.js'
import type { TopicsVariant } from './schema.js'
import type { Text, Writer } from './text.js'
import { lineUps, topics } from './vocabulary.js'

export type Cell = string | number | Buffer | null
export type Row = { table: string; cells: Record<string, Cell> }

export type ConversationOptions = {
  /** Mean bytes that one conversation takes in the file: 10,000 of 30,000 make about 300 MB. */
  textBytes: number
  topicsVariant: TopicsVariant
  /** `repeated`: only 28 different values (facts 5.3); `spread`: over a year, each its own. */
  timestamps: 'repeated' | 'spread'
  /** Leave some timestamps NULL. */
  nullTimestamps: boolean
  /** Give some conversations a second knowledge row (facts T37). */
  duplicateKnowledge: boolean
}

const stageNames = ['generator', 'refiner', 'validator', 'curator'] as const
const profiles = ['Consensus_Balanced', 'Consensus_Elite', 'Consensus_Speed', 'coding', null] as const
const contextTypes = ['recent_24h', 'thematic', 'direct_reference'] as const
const threadTypes = ['follow_up', 'clarification', 'list_reference', 'continuation'] as const

/** Every so many conversations the answer is a word or an awkward sentence, or many times longer than the rest. */
const ODD_EVERY = 41
const LONG_EVERY = 200
const LONG_SHARE = 3

/** The rest of a conversation's bytes is ids, embeddings and half-empty pages. */
const TEXT_SHARE = 0.75

const score = (random: Random) => Math.round(600 + 400 * random.next()) / 1000

function createdAt(index: number, { timestamps, nullTimestamps }: ConversationOptions): string | null {
  if (nullTimestamps && index % 37 === 36) return null
  if (timestamps === 'repeated') return `2024-01-${String((index % 28) + 1).padStart(2, '0')}T10:00:00Z`
  const minutes = index * 47
  return new Date(Date.UTC(2024, 6, 1) + minutes * 60_000).toISOString().slice(0, 19).replace('T', ' ')
}

/** 768 little-endian float32 values, as one document describes the embeddings (facts T22). */
function embedding(random: Random): Buffer {
  const bytes = Buffer.allocUnsafe(768 * 4)
  for (let index = 0; index < 768; index++) bytes.writeFloatLE(random.next() * 2 - 1, index * 4)
  return bytes
}

/**
 * All rows of one conversation, parents first. Links go to conversations in `earlier` only, so that foreign keys hold.
 * @param index position of the conversation in the sample, from 0
 */
export function conversationRows(
  index: number,
  earlier: readonly string[],
  random: Random,
  writer: Writer,
  options: ConversationOptions,
): { id: string; rows: Row[] } {
  const id = random.uuid()
  const topic = random.pick(topics)
  const created_at = createdAt(index, options)
  const question = writer.question(topic)
  const size = random.logNormal(options.textBytes * TEXT_SHARE, 0.8)
  const write = (share: number): Text => writer.answer(topic, size * share)
  const odd = index % ODD_EVERY === 12
  const long = index % LONG_EVERY === 40
  const answer = odd ? writer.oddity() : long ? writer.answer(topic, options.textBytes * LONG_SHARE) : write(0.13)
  const truth = odd ? answer : write(0.05)
  const rows: Row[] = []
  const add = (table: string, cells: Record<string, Cell>) => rows.push({ table, cells })

  add('conversations', {
    id,
    question,
    final_answer: answer.text,
    source_of_truth: truth.text,
    conversation_context: random.chance(0.3) ? `Earlier today: ${topic.keywords[0]}` : null,
    profile_id: profiles[random.below(profiles.length)] ?? null,
    created_at,
    last_updated: options.nullTimestamps && index % 23 === 22 ? null : created_at,
  })

  const lineUp = random.pick(lineUps)
  const outputs = [write(0.13), write(0.14), write(0.13), answer]
  stageNames.forEach((stage_name, position) => {
    const output = outputs[position] ?? answer
    const [provider, model] = lineUp[position] ?? ['OpenAI', 'gpt-4']
    add('stage_outputs', {
      id: `${id}_${stage_name}`,
      conversation_id: id,
      stage_name,
      stage_number: position + 1,
      provider,
      model,
      full_output: output.text,
      character_count: output.text.length,
      word_count: output.words,
      temperature: random.chance(0.9) ? 0.7 : null,
      processing_time_ms: random.chance(0.9) ? 800 + random.below(6000) : null,
      tokens_used: random.chance(0.9) ? Math.ceil(output.text.length / 4) : null,
      created_at,
    })
    add('stage_confidence', {
      stage_output_id: `${id}_${stage_name}`,
      confidence_score: score(random),
      reasoning: random.chance(0.5) ? `Agrees with the ${stageNames[(position + 3) % 4] ?? 'curator'}.` : null,
      sources_used: JSON.stringify(earlier.slice(-2)),
      content_quality_score: score(random),
      technical_depth_score: score(random),
      created_at,
    })
  })

  const keywords = topic.keywords.slice(0, 2 + random.below(3))
  add('knowledge_base', {
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
  ;[topic.name, 'general'].slice(0, 1 + random.below(2)).forEach((name, position) => {
    const value = score(random)
    const variant: Record<string, Cell> =
      options.topicsVariant === 'confidence'
        ? { confidence: value, is_primary: position === 0 ? 1 : 0 }
        : { weight: value, created_at }
    add('conversation_topics', { conversation_id: id, topic: name, ...variant })
  })
  for (const keyword of keywords)
    add('conversation_keywords', {
      conversation_id: id,
      keyword,
      frequency: 1 + random.below(10),
      weight: score(random),
    })

  const [generator, refiner, validator] = outputs.map(({ text }) => text.length)
  add('stage_evolution', {
    id: `ev_${id}`,
    conversation_id: id,
    generator_length: generator ?? null,
    refiner_length: refiner ?? null,
    validator_length: validator ?? null,
    curator_length: answer.text.length,
    total_evolution_percentage: (100 * answer.text.length) / (generator || 1) - 100,
    quality_score: score(random),
    created_at,
  })
  add('consensus_metrics', {
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
  // The first always has one, so that even the smallest sample fills the table.
  if (index === 0 || random.chance(0.7))
    add('curator_truths', {
      conversation_id: id,
      curator_output: write(0.02).text,
      confidence_score: score(random),
      topic_summary: random.chance(0.8) ? `${topic.name}: ${keywords.join(', ')}` : null,
      created_at,
    })

  const knowledge = {
    conversation_id: id,
    question,
    final_answer: answer.text,
    source_of_truth: truth.text,
    created_at,
  }
  if (options.duplicateKnowledge && index % 19 === 18)
    add('knowledge_conversations', { ...knowledge, final_answer: `An earlier answer: ${topic.keywords[1]}.` })
  add('knowledge_conversations', knowledge)

  const previous = earlier.at(-1)
  if (previous !== undefined && (index === 1 || random.chance(0.5)))
    add('conversation_context', {
      conversation_id: id,
      referenced_conversation_id: earlier[random.below(earlier.length)] ?? previous,
      relevance_score: score(random),
      context_type: contextTypes[random.below(contextTypes.length)] ?? null,
      created_at,
    })
  if (previous !== undefined && (index === 1 || random.chance(0.2)))
    add('conversation_threads', {
      child_conversation_id: id,
      parent_conversation_id: previous,
      thread_type: threadTypes[random.below(threadTypes.length)] ?? null,
      reference_text: random.chance(0.5) ? `As you said about the ${topic.keywords[2]}` : null,
      confidence_score: score(random),
      created_at,
    })
  return { id, rows }
}
