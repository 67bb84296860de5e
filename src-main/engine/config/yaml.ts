/** The YAML that the old Hive writes (facts 1.9): mappings by indentation, with plain or quoted values on their line. */

type Tree = { [key: string]: Tree | string }

/** As deep as settings may be nested, as in JSON. */
const deepest = 200

const entry =
  /^( *)("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[\p{L}\p{N}_](?:[\p{L}\p{N}_./ -]*[\p{L}\p{N}_./-])?) *:(?: +(.*))?$/u

/**
 * Reads such a file; every value is its text, as it is spelt. Answers null for whatever else YAML can be (lists over
 * several lines, blocks of text, anchors, tags, keys that stand twice): a file that is not understood to its last line is
 * kept as a whole and not guessed at.
 */
export function parseYaml(text: string): Record<string, unknown> | null {
  const root = empty()
  const open: { indent: number; tree: Tree }[] = [{ indent: -1, tree: root }]
  let awaiting: { tree: Tree; key: string; indent: number } | null = null
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*(#.*)?$/.test(line) || (index === 0 && /^---\s*$/.test(line))) continue
    const found = entry.exec(line.trimEnd())
    if (!found) return null
    const [, spaces = '', spelt = '', rest = ''] = found
    const indent = spaces.length
    if (awaiting && indent > awaiting.indent) {
      const tree = empty()
      put(awaiting.tree, awaiting.key, tree)
      open.push({ indent, tree })
    }
    awaiting = null
    while (indent < (open.at(-1)?.indent ?? -1)) open.pop()
    const level = open.at(-1)
    if (!level || (open.length > 1 && level.indent !== indent) || (open.length === 1 && indent !== 0)) return null
    if (open.length > deepest) return null
    const key = scalar(spelt)
    const value = scalar(withoutComment(rest))
    if (key === null || value === null || Object.hasOwn(level.tree, key)) return null
    put(level.tree, key, value)
    if (value === '' && withoutComment(rest) === '') awaiting = { tree: level.tree, key, indent }
  }
  return Object.keys(root).length === 0 ? null : root
}

const empty = () => ({}) as Tree

/** A key called `__proto__` is a key like any other. */
function put(tree: Tree, key: string, value: Tree | string): void {
  Object.defineProperty(tree, key, { value, enumerable: true, writable: true, configurable: true })
}

function withoutComment(rest: string): string {
  const quoted = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*(#.*)?$/.exec(rest)
  return quoted ? (quoted[1] ?? '') : rest.replace(/(^|\s)#.*$/, '').trim()
}

/** A value on one line; null for what only a whole YAML parser reads. */
function scalar(spelt: string): string | null {
  if (spelt.startsWith('"')) {
    try {
      return JSON.parse(spelt) as string
    } catch {
      // An escape that JSON does not know, or a text that goes on in the next line.
      return null
    }
  }
  if (spelt.startsWith("'")) {
    return /^'(?:[^']|'')*'$/.test(spelt) ? spelt.slice(1, -1).replaceAll("''", "'") : null
  }
  if (/^[&*!|>%@`?,\]}:"]/.test(spelt) || /^- /.test(spelt) || spelt === '-') return null
  if (/^[[{]/.test(spelt)) return /^(\[[^[\]{}]*\]|\{[^[\]{}]*\})$/.test(spelt) ? spelt : null
  // What would begin a mapping inside the value, or is said over several lines.
  return /:(\s|$)/.test(spelt) ? null : spelt
}
