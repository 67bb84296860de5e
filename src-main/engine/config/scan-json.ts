/** What JSON.parse does not say of a text: how deep it is nested, and which keys stand twice in one object. */
export type JsonScan = { deep: boolean; twice: string[] }

/** No Hive nests its settings like this, and whoever walks them must not run out of stack: such a file is carried whole. */
const deepest = 200

/** As many keys that stand twice are named. */
const mostNamed = 100

type Level = { keys: Set<string>; path: string } | null

/** Looks through a JSON text once, without recursion. Only right for a text that JSON.parse accepts. */
export function scanJson(text: string): JsonScan {
  const twice = new Set<string>()
  const levels: Level[] = []
  let key = ''
  let isKey = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '"') {
      const end = endOfString(text, at)
      if (isKey) {
        key = text.slice(at, end + 1)
        note(levels.at(-1) ?? null, key, twice)
        isKey = false
      }
      at = end
    } else if (character === '{' || character === '[') {
      if (levels.length >= deepest) return { deep: true, twice: [] }
      const above = levels.at(-1)
      const path = above ? `${above.path}/${unquoted(key)}` : ''
      levels.push(character === '{' ? { keys: new Set(), path } : null)
      isKey = character === '{'
    } else if (character === '}' || character === ']') {
      levels.pop()
      isKey = false
    } else if (character === ',') {
      isKey = levels.at(-1) !== null && levels.length > 0
    }
  }
  return { deep: false, twice: [...twice] }
}

function endOfString(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}

function note(level: Level, key: string, twice: Set<string>): void {
  if (!level) return
  const name = unquoted(key)
  if (level.keys.has(name) && twice.size < mostNamed) twice.add(`${level.path}/${name}`)
  level.keys.add(name)
}

/** A key as a step of a JSON pointer. */
function unquoted(key: string): string {
  try {
    return (JSON.parse(key) as string).replaceAll('~', '~0').replaceAll('/', '~1')
  } catch {
    // The text is no JSON: nobody asks for its keys then.
    return key
  }
}
