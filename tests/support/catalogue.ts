/** What a catalogue of texts must be: the same in every language, and asked for. */
import type { Message } from '../../src-main/words/message.js'
import type { Catalogue } from '../../src-main/words/speaker.js'

/** Every message by its key. */
export const flat = (catalogue: Catalogue): [key: string, message: Message][] =>
  Object.entries(catalogue).flatMap(([topic, messages]) =>
    Object.entries(messages).map(([name, message]): [string, Message] => [`${topic}.${name}`, message]),
  )
const textsOf = (message: Message): string[] => (typeof message === 'string' ? [message] : [message.one, message.other])
const placesOf = (text: string): string => [...(text.match(/\{\w+\}|<|>/g) ?? [])].toSorted().join(' ')

/** What is wrong with a language beside English. */
export function faults(english: Catalogue, other: Catalogue): string[] {
  const theirs = new Map(flat(other))
  const ours = new Map(flat(english))
  const missing = [...ours.keys()].filter((key) => !theirs.has(key)).map((key) => `${key} is missing`)
  const idle = [...theirs.keys()].filter((key) => !ours.has(key)).map((key) => `${key} is not in English`)
  const differing = [...ours].flatMap(([key, message]) => {
    const translated = theirs.get(key)
    if (translated === undefined) return []
    if (typeof message !== typeof translated) return [`${key} has plurals in one language only`]
    const wanted = new Set(textsOf(message).map(placesOf))
    return textsOf(translated)
      .filter((text) => text.trim() === '' || !wanted.has(placesOf(text)))
      .map((text) => `${key} has other places: ${text}`)
  })
  return [...missing, ...idle, ...differing]
}

/** Keys that nobody asks for. */
export const unused = (asked: readonly RegExp[], catalogue: Catalogue): string[] =>
  flat(catalogue)
    .map(([key]) => key)
    .filter((key) => !asked.some((pattern) => pattern.test(key)))
