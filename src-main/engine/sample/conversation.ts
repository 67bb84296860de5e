import { knowledgeRows } from './knowledge.js'
import { linkRows } from './links.js'
import type { Random } from './random.js'
import { type ConversationOptions, type Draft, type Row, row } from './rows.js'
import { stageRows } from './stages.js'
import type { Text, Writer } from './text.js'
import { topics } from './vocabulary.js'

const profiles = ['Consensus_Balanced', 'Consensus_Elite', 'Consensus_Speed', 'coding', null] as const

/** Every so many conversations the answer is a word or an awkward sentence, or many times longer than the rest. */
const ODD_EVERY = 41
const LONG_EVERY = 200
const LONG_SHARE = 3

/** The rest of a conversation's bytes is ids, embeddings and half-empty pages. */
const TEXT_SHARE = 0.75

function createdAt(index: number, { timestamps, nullTimestamps }: ConversationOptions): string | null {
  if (nullTimestamps && index % 37 === 36) return null
  if (timestamps === 'repeated') return `2024-01-${String((index % 28) + 1).padStart(2, '0')}T10:00:00Z`
  const minutes = index * 47
  return new Date(Date.UTC(2024, 6, 1) + minutes * 60_000).toISOString().slice(0, 19).replace('T', ' ')
}

/** All rows of one conversation, parents first. The shares of its size add up to 1 over all tables. */
export function conversationRows(
  index: number,
  earlier: readonly string[],
  random: Random,
  writer: Writer,
  options: ConversationOptions,
): { id: string; rows: Row[] } {
  const topic = random.pick(topics)
  const size = random.logNormal(options.textBytes * TEXT_SHARE, 0.8)
  const write = (share: number): Text => writer.answer(topic, size * share)
  const odd = index % ODD_EVERY === 12
  const long = index % LONG_EVERY === 40
  const answer = odd ? writer.oddity() : long ? writer.answer(topic, options.textBytes * LONG_SHARE) : write(0.13)
  const draft: Draft = {
    id: random.uuid(),
    index,
    earlier,
    topic,
    keywords: topic.keywords.slice(0, 2 + random.below(3)),
    question: writer.question(topic),
    answer,
    truth: odd ? answer : write(0.05),
    created_at: createdAt(index, options),
    random,
    options,
    write,
  }
  const { id, question, truth, created_at } = draft
  const conversation = row('conversations', {
    id,
    question,
    final_answer: answer.text,
    source_of_truth: truth.text,
    conversation_context: random.chance(0.3) ? `Earlier today: ${topic.keywords[0]}` : null,
    profile_id: random.pick(profiles),
    created_at,
    last_updated: options.nullTimestamps && index % 23 === 22 ? null : created_at,
  })
  return { id, rows: [conversation, ...stageRows(draft), ...knowledgeRows(draft), ...linkRows(draft)] }
}
