/** What a person types, as something to search for. None of it is ever syntax. */

/** Words beyond these are not searched for: ten tell a conversation. */
const most = 10

/** The words of a search; control characters part words, as spaces do. */
export function wordsOf(text: string): string[] {
  return text
    .split(/[\s\p{Cc}]+/u)
    .filter(Boolean)
    .slice(0, most)
}

/**
 * Words as an FTS5 query: each one is a quoted string, by its beginning, and all of them must be there. Null when there is
 * a word without a letter or a digit: full-text search knows none of those.
 */
export function fullTextQuery(words: string[]): string | null {
  if (!words.every((word) => /[\p{L}\p{N}\p{Co}]/u.test(word))) return null
  return words.map((word) => `"${word.replaceAll('"', '""')}"*`).join(' ')
}

/** A word as a LIKE pattern with ESCAPE '\': anywhere in the text. */
export function likePattern(word: string): string {
  return `%${word.replace(/[\\%_]/g, '\\$&')}%`
}
