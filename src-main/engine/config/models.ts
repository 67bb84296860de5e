/** Short model names of the TypeScript Hive and the OpenRouter ids they mean (facts 3.7). */
const ids: Record<string, string> = {
  'gpt-4': 'openai/gpt-4',
  'gpt-4-turbo': 'openai/gpt-4-turbo',
  'gpt-4-turbo-preview': 'openai/gpt-4-turbo',
  'gpt-4o': 'openai/gpt-4o',
  'gpt-4o-mini': 'openai/gpt-4o-mini',
  'gpt-3.5-turbo': 'openai/gpt-3.5-turbo',
  'gpt-3.5': 'openai/gpt-3.5-turbo',
  'claude-3': 'anthropic/claude-3-opus',
  'claude-3-opus': 'anthropic/claude-3-opus',
  'claude-3-opus-20240229': 'anthropic/claude-3-opus',
  'claude-3-sonnet': 'anthropic/claude-3-sonnet',
  'claude-3-sonnet-20240229': 'anthropic/claude-3-sonnet',
  'claude-3-haiku': 'anthropic/claude-3-haiku',
  'claude-3-haiku-20240307': 'anthropic/claude-3-haiku',
  'claude-3.5-sonnet': 'anthropic/claude-3.5-sonnet',
  'claude-3-5-sonnet-20241022': 'anthropic/claude-3.5-sonnet',
  'gemini-pro': 'google/gemini-pro',
  'gemini-1.5-pro': 'google/gemini-pro-1.5',
  'gemini-1.5-flash': 'google/gemini-flash',
  'gemini-flash': 'google/gemini-flash',
  'grok-3-beta': 'x-ai/grok-3-beta',
}

/** The OpenRouter id that a model name means; a name with a slash is one, and an unknown name is kept as it is. */
export function openRouterId(model: string): string {
  if (model.includes('/')) return model
  return Object.hasOwn(ids, model) ? (ids[model] ?? model) : model
}
