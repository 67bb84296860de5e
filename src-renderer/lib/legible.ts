/**
 * Text from data (names, paths, messages) as it may be shown. Svelte never makes markup of it; what is left are characters
 * that reorder or hide the words around them, and names of ten thousand letters. What goes back to main stays exact.
 */

/** Control characters but line ends and tabs, and marks that change the direction of what is read; as in the report. */
// eslint-disable-next-line no-control-regex
const misleading = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

/** Longer than any name or sentence of our own. */
const most = { name: 120, text: 1000 }

/** What is sent back to main or compared with something exact; components that show it call `legible` themselves. */
const exact: ReadonlySet<string> = new Set([
  'path',
  'realPath',
  'source',
  'target',
  'files',
  'home',
  'html',
  'json',
  'excerpt',
  'id',
  'runId',
  'backupId',
])

/** Short by nature. */
const names: ReadonlySet<string> = new Set(['name', 'table', 'column', 'key', 'label', 'from', 'to', 'version'])

/** The text without characters that mislead (U+FFFD stands for them), and cut in its middle when it is too long. */
export function legible(text: string, longest = most.text): string {
  const plain = text.length > 20 * longest ? cut(text, 20 * longest) : text
  return cut(plain.replaceAll(misleading, '\ufffd'), longest)
}

/** A name: of a table, a column, a key. */
export const legibleName = (text: string): string => legible(text, most.name)

/** A copy of what main answers with every text in it legible, but for what must stay exact. */
export function legibleData<T>(value: T): T {
  return legibleValue('', value) as T
}

function legibleValue(key: string, value: unknown): unknown {
  if (typeof value === 'string') return exact.has(key) ? value : legible(value, names.has(key) ? most.name : most.text)
  if (Array.isArray(value)) return value.map((item: unknown) => legibleValue(key, item))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, legibleValue(name, inner)]))
}

/** Beginning and end say more than the middle: a file's name and ending, a sentence's reason. */
function cut(text: string, longest: number): string {
  if (text.length <= longest) return text
  const head = Math.ceil(longest * 0.7)
  // Not between the halves of a pair: a lone half shows as nothing.
  const begin = text.slice(0, head).replace(/[\ud800-\udbff]$/, '')
  const end = text.slice(text.length - (longest - head)).replace(/^[\udc00-\udfff]/, '')
  return `${begin} … ${end}`
}
