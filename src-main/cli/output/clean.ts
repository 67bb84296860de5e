/** Text from data (paths, table names, messages) may hold anything; on a terminal it must only ever be text. */

// Control characters, C1 too (a lone \u009b starts a terminal sequence), and marks that reorder what is read.
// eslint-disable-next-line no-control-regex
const dangerous = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g

/** The text without control characters; line ends and tabs become spaces. */
export function cleanText(text: string): string {
  return text.replaceAll(/[\t\r\n]+/g, ' ').replaceAll(dangerous, '')
}

/** A copy of JSON-safe data with every text in it cleaned, keys included. For human output only. */
export function clean<T>(value: T): T {
  return cleanValue(value) as T
}

function cleanValue(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (Array.isArray(value)) return value.map(cleanValue)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleanText(key), cleanValue(inner)]))
}

/** JSON on a terminal: the same document, with the characters that JSON itself leaves alone written as escapes. */
export function toJson(value: unknown): string {
  const escape = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  // A line feed here is JSON's own layout: inside texts it is already an escape.
  return JSON.stringify(value, null, 2).replaceAll(dangerous, (character) =>
    character === '\n' ? '\n' : escape(character),
  )
}
