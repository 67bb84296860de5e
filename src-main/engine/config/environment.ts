/** What a `.env` file says (facts 3.9, T18): one `NAME=value` a line. Lines of any other kind say nothing. */
export function parseEnvironment(text: string): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const line of text.split(/\r?\n/)) {
    const [, name, spelt = ''] = /^\s*(?:export\s+)?([A-Za-z][A-Za-z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    if (name === undefined) continue
    found[name] = /^(["']).*\1$/.test(spelt) ? spelt.slice(1, -1) : spelt
  }
  return found
}
