/** Texts, models and moments of made-up conversations, as the old Hive's users wrote them. Deterministic. */

export type Talk = {
  id: string
  question: string
  answer: string
  truth: string
  topic: string
  /** In the form of SQLite's CURRENT_TIMESTAMP. */
  created: string
  /** A minute later, in the form of JavaScript's toISOString. */
  updated: string
}

const talks = [
  [
    'How do I share state between two Svelte components?',
    'Put it in a module with $state and import it from both.',
    'svelte',
  ],
  [
    'Why does my Rust borrow outlive its owner?',
    'The reference is returned, the value is dropped at the end of the block.',
    'rust',
  ],
  [
    'What is the fastest way to copy a SQLite table?',
    'INSERT INTO … SELECT inside one transaction, indexes afterwards.',
    'sqlite',
  ],
  ['Schreibe bitte einen Test für „größer als“ 🎉', 'Gern: expect(größer(2, 1)).toBe(true)', 'testing'],
  ['Explain CORS\nin two lines', 'The server says who may read.\r\nThe browser obeys.', 'web'],
  ['Is O\'Reilly\'s "SQL" book still good?', 'Yes; read the chapters on joins and ignore "vendor" notes.', 'sql'],
] as const

export const stages = ['generator', 'refiner', 'validator', 'curator'] as const

/** Display name of the provider, short name of the model, id at OpenRouter; one per stage. */
export const models = [
  { provider: 'OpenAI', short: 'gpt-4', id: 'openai/gpt-4' },
  { provider: 'Anthropic', short: 'claude-3-opus', id: 'anthropic/claude-3-opus' },
  { provider: 'Google', short: 'gemini-pro', id: 'google/gemini-pro' },
  { provider: 'Grok', short: 'grok-3-beta', id: 'x-ai/grok-3-beta' },
] as const

const two = (number: number) => String(number).padStart(2, '0')

/** The nth conversation, from 1; ids are `<prefix>001` and so on. */
export function talk(number: number, prefix = 'conv_'): Talk {
  const [question, answer, topic] = talks[(number - 1) % talks.length]!
  const again = number > talks.length ? ` (asked again, ${number})` : ''
  const minute = two((number * 7) % 60)
  const day = two(((number * 3) % 28) + 1)
  return {
    id: `${prefix}${String(number).padStart(3, '0')}`,
    question: question + again,
    answer: answer + again,
    truth: `Curated: ${answer}`,
    topic,
    created: `2025-03-${day} 10:${minute}:00`,
    updated: `2025-03-${day}T10:${minute}:59.123Z`,
  }
}

/** Conversations 1 to `count`. */
export const conversations = (count: number, prefix?: string): Talk[] =>
  Array.from({ length: count }, (_, index) => talk(index + 1, prefix))

/** A UUID that is the same in every run. */
export const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
