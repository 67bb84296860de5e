/** Model names of the old Hive, a second time and independently of `config/models.ts` (facts 3.7; docs/adr/0007). */

const known = `
openai/gpt-4: gpt-4
openai/gpt-4-turbo: gpt-4-turbo gpt-4-turbo-preview
openai/gpt-4o: gpt-4o
openai/gpt-4o-mini: gpt-4o-mini
openai/gpt-3.5-turbo: gpt-3.5-turbo gpt-3.5
anthropic/claude-3-opus: claude-3 claude-3-opus claude-3-opus-20240229
anthropic/claude-3-sonnet: claude-3-sonnet claude-3-sonnet-20240229
anthropic/claude-3-haiku: claude-3-haiku claude-3-haiku-20240307
anthropic/claude-3.5-sonnet: claude-3.5-sonnet claude-3-5-sonnet-20241022
google/gemini-pro: gemini-pro
google/gemini-pro-1.5: gemini-1.5-pro
google/gemini-flash: gemini-flash gemini-1.5-flash
x-ai/grok-3-beta: grok-3-beta
`

const ids = new Map(
  known
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [id = '', names = ''] = line.split(': ')
      return names.split(' ').map((name): [string, string] => [name, id])
    }),
)

const vendors = new Map(
  [
    'openai openai',
    'anthropic anthropic',
    'google google',
    'gemini google',
    'grok x-ai',
    'meta meta-llama',
    'mistral mistralai',
  ].map((pair) => pair.split(' ') as [string, string]),
)

/** What the new Hive must ask for where the old one said this. */
export function expectedModel(said: string): string {
  const parts = said.split(':')
  const vendor = vendors.get(parts[0]?.toLowerCase() ?? '')
  const rest = parts.slice(1)
  if (vendor === undefined || rest.join(':') === '') return idOf(said) ?? said
  if (rest.length > 1 && rest.slice(0, -1).join(':') !== '' && /^(\d+(\.\d+)?|\.\d+)$/.test(rest.at(-1) ?? ''))
    rest.pop()
  const model = rest.join(':')
  return idOf(model) ?? `${vendor}/${model}`
}

/** Whether a pipeline string says a temperature, which has no place and is carried. */
export function saysTemperature(said: string): boolean {
  return vendors.has(said.split(':')[0]?.toLowerCase() ?? '') && /^[^:]+:.+:(\d+(\.\d+)?|\.\d+)$/s.test(said)
}

/** Ids have a slash; what comes after a name's colon (`:free`) stays behind the id. */
function idOf(name: string): string | null {
  if (name.includes('/')) return name
  const [base = '', variant, ...more] = name.toLowerCase().split(':')
  if (more.length > 0 || (variant !== undefined && !/^[a-z]+$/.test(variant))) return null
  const id = base.startsWith('gpt-4-turbo-2024') ? 'openai/gpt-4-turbo' : ids.get(base)
  return id === undefined ? null : [id, ...(variant === undefined ? [] : [variant])].join(':')
}
