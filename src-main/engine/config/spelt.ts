/** Values that keep their spelling where a JavaScript number would change it. */

/** What TypeScript's own library does not describe yet. */
const json = JSON as typeof JSON & { rawJSON(text: string): unknown; isRawJSON(value: unknown): boolean }

/**
 * JSON whose numbers keep the spelling that a JavaScript number would change (above 2^53, `1.0`, `1e3`): such a one is a
 * raw JSON value, which JSON.stringify writes as it stood.
 */
export function parseSpelt(text: string): unknown {
  return JSON.parse(text, (_key: string, value: unknown, context?: { source?: string }) => {
    const source = context?.source
    return typeof value === 'number' && source !== undefined && String(value) !== source ? json.rawJSON(source) : value
  })
}

/** Whether a value is a number in its own spelling. */
export const isSpeltNumber = (value: unknown): boolean => json.isRawJSON(value)

/** A number that JSON can hold, as such; any other (`inf`) as its text. */
export function spelt(value: bigint | number): unknown {
  return Number.isFinite(Number(value)) || typeof value === 'bigint' ? json.rawJSON(String(value)) : String(value)
}

/** A value as the text that is stored for it: a text as it is, anything else as JSON. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
