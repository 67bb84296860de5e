/**
 * Says the messages of a catalogue in the reader's language. The English catalogue says which keys there are (`topic.name`)
 * and what each needs; a wrong key or a missing value is a type error. The page, the app and the report have one each.
 */
import type { Language, Spoken } from './language.js'
import { fill, partsOf, type ArgsOf, type Message, type Part, type Values } from './message.js'

export type Catalogue = Readonly<Record<string, Readonly<Record<string, Message>>>>
export type Catalogues = Readonly<Record<Language, Catalogue>>

/** `<topic>.<name>` of a catalogue. */
export type KeyOf<C> = { [T in keyof C & string]: `${T}.${keyof C[T] & string}` }[keyof C & string]
type MessageOf<C, K> = K extends `${infer T extends keyof C & string}.${infer N}`
  ? N extends keyof C[T]
    ? C[T][N]
    : never
  : never
/** What the message with a key must be given. */
export type ArgsFor<C, K> = keyof ArgsOf<MessageOf<C, K>> extends never ? [] : [ArgsOf<MessageOf<C, K>>]

export type Speaker<C> = {
  /** The language of the next text. */
  readonly spoken: Spoken
  /** A text in the reader's language; numbers in it are written in the reader's locale. */
  readonly t: <K extends KeyOf<C>>(key: K, ...args: ArgsFor<C, K>) => string
  /** The same in parts, for who shows the marked ones in its own way. */
  readonly parts: (key: KeyOf<C>, values?: Values) => Part[]
  /** The words for a name that comes from data, where there are any: only own keys of the topic count. */
  readonly named: (topic: keyof C & string, name: string) => string | undefined
}

/** Keeps one of a thing per locale: making a formatter is slow. */
export function once<T>(make: (locale: string) => T): (locale: string) => T {
  const made = new Map<string, T>()
  return (locale) => {
    const known = made.get(locale) ?? make(locale)
    made.set(locale, known)
    return known
  }
}
const plurals = once((locale) => new Intl.PluralRules(locale))
const numbers = once((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }))

/** `now` is asked with every text: a language may be changed at any time. */
export function speaker<C>(catalogues: Catalogues, now: () => Spoken): Speaker<C> {
  /** The message, with a plural in the form for `n`. */
  const textOf = (key: string, values: Values): string => {
    const { language } = now()
    const [topic = '', name = ''] = key.split('.')
    const message = catalogues[language][topic]?.[name]
    // No such key is possible by its type; data that says otherwise is not shown as one.
    if (message === undefined || typeof message === 'string') return message ?? ''
    return plurals(language).select(Number(values['n'])) === 'one' ? message.one : message.other
  }
  const filled = (values: Values) => (text: string) =>
    fill(text, values, (value) => numbers(now().locale).format(value))
  return {
    get spoken() {
      return now()
    },
    t(key, ...[values]) {
      const given: Values = values ?? {}
      return filled(given)(textOf(key, given).replaceAll(/[<>]/g, ''))
    },
    parts: (key, values = {}) => partsOf(textOf(key, values), filled(values)),
    named(topic, name) {
      const messages = catalogues[now().language][topic] ?? {}
      const message = Object.hasOwn(messages, name) ? messages[name] : undefined
      return typeof message === 'string' ? message : undefined
    },
  }
}
