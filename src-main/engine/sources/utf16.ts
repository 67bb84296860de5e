export type WideEncoding = 'UTF-16le' | 'UTF-16be'

/**
 * A text from its bytes as a UTF-16 database holds them; null when they are none: an odd number of bytes, or half of a
 * pair. SQLite's own conversion would make other characters of those, and say nothing.
 */
export function decodeUtf16(bytes: Buffer, encoding: WideEncoding): string | null {
  if (bytes.length % 2 !== 0) return null
  const little = encoding === 'UTF-16le' ? bytes : Buffer.from(bytes).swap16()
  const text = little.toString('utf16le')
  return /\p{Surrogate}/u.test(text) ? null : text
}
