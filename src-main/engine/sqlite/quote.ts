/** Quotes an identifier; the only way a name from a file reaches SQL text. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** Quotes a text literal. Values of users never take this way (quote() cuts at NUL): only names and constants. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
