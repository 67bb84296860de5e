/** Sentences that are known by heart: `{n} rows in {m} tables` with its places, in another language with the same places. */
export type Phrases = Readonly<Record<string, string>>
type Pattern = { test: RegExp; names: string[]; to: string }

/** Turns a sentence into that of the other language; null when it is not known. */
export type PhraseBook = (text: string) => string | null

/** A sentence longer than this was not made by us alone. */
const longest = 1500

/** Where a text falls into parts that are known each. */
const joints: readonly [between: RegExp, joint: string][] = [
  [/(?<=[.!?]) (?=\p{Lu})/u, ' '],
  [/; /, '; '],
  [/, /, ', '],
]

const placeholder = /\{(\w+)\}/g
/** What may stand in a place: not the end of a sentence and the next. */
const anything = String.raw`((?:(?!\. \P{Ll})[^])+?)`
/** Places for one of a list, which is taken apart at its commas. */
const ones = new Set(['program', 'host'])
const one = String.raw`((?:(?!, |\. \P{Ll})[^])+?)`
/** A figure with its unit (`1,234`, `5.2 MB`, `3 min 12 s`), by the place's name. */
const figures = new Set(['n', 'm', 'size', 'limit', 'needed', 'free', 'factor', 'time'])
/** Places that hold words of the engine; any other holds data, which is never translated: a column called `title`. */
const said = new Set(['what', 'why', 'when', 'who', 'uses', 'way', 'scenario', 'scenarios'])
const figure = String.raw`(\d[\d,.]*(?: ?[a-zA-Z%]+)?(?: [\d,.]+ [a-z]+)*)`
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

const placeOf = (name: string): string => (figures.has(name) ? figure : ones.has(name) ? one : anything)

function patternOf(from: string, to: string): Pattern {
  const test = from
    .split(placeholder)
    // Text and names of places take turns.
    .map((part, index) => (index % 2 === 0 ? escaped(part) : placeOf(part)))
  const names = [...from.matchAll(placeholder)].map(([, name = '']) => name)
  return { test: new RegExp(`^${test.join('')}$`, 'u'), names, to }
}

/** `write` puts a figure as the engine writes it (`1,234`, `5.2 MB`) into the reader's way. */
export function phraseBook(phrases: Phrases, write: (figure: string) => string): PhraseBook {
  const fixed = new Map(Object.entries(phrases).filter(([from]) => !from.includes('{')))
  const patterns = Object.entries(phrases)
    .filter(([from]) => from.includes('{'))
    .map(([from, to]) => patternOf(from, to))
  const sentence = (text: string): string | null => {
    const known = fixed.get(text)
    if (known !== undefined) return known
    for (const { test, names, to } of patterns) {
      const found = test.exec(text)
      if (found)
        return to.replaceAll(placeholder, (_, name: string) => filled(name, found[names.indexOf(name) + 1] ?? ''))
    }
    return null
  }
  const filled = (name: string, value: string): string => {
    if (figures.has(name)) return write(value)
    return said.has(name) ? (book(value) ?? value) : value
  }
  const book = (text: string): string | null => {
    const whole = sentence(text)
    if (whole !== null) return whole
    // Several sentences, or parts of one, where every one is known: half a translation is none.
    for (const [between, joint] of joints) {
      const parts = text.split(between).map(sentence)
      if (parts.length > 1 && parts.every((part) => part !== null)) return parts.join(joint)
    }
    return null
  }
  return (text) => (text.length > longest ? null : book(text))
}
