import { quoteText } from '../../sqlite/quote.js'

/** What each family of short names means to OpenRouter (facts 3.7), written down apart from the copy's own table. */
const families: [id: string, names: string][] = [
  ['openai/gpt-4', 'gpt-4'],
  ['openai/gpt-4-turbo', 'gpt-4-turbo gpt-4-turbo-preview'],
  ['openai/gpt-4o', 'gpt-4o'],
  ['openai/gpt-4o-mini', 'gpt-4o-mini'],
  ['openai/gpt-3.5-turbo', 'gpt-3.5-turbo gpt-3.5'],
  ['anthropic/claude-3-opus', 'claude-3 claude-3-opus claude-3-opus-20240229'],
  ['anthropic/claude-3-sonnet', 'claude-3-sonnet claude-3-sonnet-20240229'],
  ['anthropic/claude-3-haiku', 'claude-3-haiku claude-3-haiku-20240307'],
  ['anthropic/claude-3.5-sonnet', 'claude-3.5-sonnet claude-3-5-sonnet-20241022'],
  ['google/gemini-pro', 'gemini-pro'],
  ['google/gemini-pro-1.5', 'gemini-1.5-pro'],
  ['google/gemini-flash', 'gemini-1.5-flash gemini-flash'],
  ['x-ai/grok-3-beta', 'grok-3-beta'],
]

/** SQL of the model that a raw name must have become; names that nobody knows stay. `raw` is SQL, too. */
export function modelSql(raw: string): string {
  const cases = families.flatMap(([id, names]) =>
    names.split(' ').map((name) => `WHEN ${quoteText(name)} THEN ${quoteText(id)}`),
  )
  return `CASE +${raw} COLLATE BINARY ${cases.join(' ')} ELSE ${raw} END`
}
