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

/** Providers by the name that the old Hive shows, and their part of an OpenRouter id; two names mean the same one. */
const providers: Record<string, string> = {
  ...{ openai: 'openai', anthropic: 'anthropic', google: 'google', gemini: 'google', grok: 'x-ai' },
  ...{ meta: 'meta-llama', mistral: 'mistralai' },
}

/** What a profile of the old Hive says of one stage. */
export type Model = {
  /** What the new Hive is to ask OpenRouter for. */
  id: string
  /** The rule by which it became that, for the record of repairs; null where it is what was written. */
  rule: string | null
  /** Of a pipeline string, which may say how freely the model answers; the new Hive has no place for it. */
  temperature: string | null
  /** False for a name that nobody has told us the id of: it is kept, and OpenRouter may not know it. */
  known: boolean
}

/**
 * What a model's name, or a pipeline string `Provider:model:temperature` (facts 1.9), means. A name with a slash is an
 * OpenRouter id; an unknown name is kept as it is.
 */
export function modelOf(written: string): Model {
  return fromPipeline(written) ?? fromName(written)
}

/** The OpenRouter id that a model name means; a name with a slash is one, and an unknown name is kept as it is. */
export function openRouterId(model: string): string {
  return modelOf(model).id
}

function fromName(name: string): Model {
  const known = idOf(name)
  const rule = known !== null && known !== name ? 'OpenRouter id of a short model name' : null
  return { id: known ?? name, rule, temperature: null, known: known !== null }
}

/** Split from both ends: a model may itself hold a colon (`:free`), a provider and a temperature never do. */
function fromPipeline(written: string): Model | null {
  const [, name = '', rest = ''] = /^([A-Za-z]+):(.+)$/s.exec(written) ?? []
  const provider = valueOf(providers, name.toLowerCase())
  if (provider === undefined) return null
  const [, model = rest, temperature = null] = /^(.+):(\d+(?:\.\d+)?|\.\d+)$/s.exec(rest) ?? []
  const known = idOf(model)
  const rule = 'OpenRouter id of a pipeline string'
  return { id: known ?? `${provider}/${model}`, rule, temperature, known: known !== null }
}

function idOf(name: string): string | null {
  if (name.includes('/')) return name
  const plain = name.toLowerCase()
  const [, base = plain, variant = ''] = /^([^:]+)(:[a-z]+)$/.exec(plain) ?? []
  const id = /^gpt-4-turbo-2024/.test(base) ? 'openai/gpt-4-turbo' : valueOf(ids, base)
  return id === undefined ? null : id + variant
}

function valueOf(table: Record<string, string>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}
