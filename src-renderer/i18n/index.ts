/**
 * Every text that the page says of its own: `t('home.title')`, in the language of the page. The English catalogue says
 * which keys there are and what each needs; the others have the same (message.ts). A text in a component is an error
 * (tests/unit/renderer/i18n.test.ts).
 */
import { de } from './de/index.js'
import { en } from './en/index.js'
import { language, type Language } from './language.js'
import { fill, partsOf, type ArgsOf, type Message, type Part, type Values } from './message.js'

type Catalogue = typeof en
type KeysOf<T extends keyof Catalogue> = T extends T ? `${T}.${keyof Catalogue[T] & string}` : never

/** `<topic>.<name>`. */
export type Key = KeysOf<keyof Catalogue>
type MessageOf<K extends Key> = K extends `${infer T extends keyof Catalogue}.${infer N}`
  ? N extends keyof Catalogue[T]
    ? Catalogue[T][N]
    : never
  : never
export type Args<K extends Key> = keyof ArgsOf<MessageOf<K>> extends never ? [] : [ArgsOf<MessageOf<K>>]

export const catalogues: Readonly<Record<Language, Readonly<Record<string, Readonly<Record<string, Message>>>>>> = {
  en,
  de,
}

const once = <T>(make: (locale: string) => T): ((locale: string) => T) => {
  const made = new Map<string, T>()
  return (locale) => {
    const known = made.get(locale) ?? make(locale)
    made.set(locale, known)
    return known
  }
}
const plurals = once((locale) => new Intl.PluralRules(locale))
const numbers = once((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }))

/** The message in the language of the page; with a plural, the form for `n`. */
function textOf(key: Key, values: Values): string {
  const [topic = '', name = ''] = key.split('.')
  const message = catalogues[language.current][topic]?.[name]
  // No such key is possible by its type; data that says otherwise is not shown as one.
  if (message === undefined || typeof message === 'string') return message ?? ''
  return plurals(language.current).select(Number(values['n'])) === 'one' ? message.one : message.other
}

const filled = (values: Values) => (text: string) =>
  fill(text, values, (value) => numbers(language.locale).format(value))

/** A text of the page in its language; numbers in it are written in the reader's locale. */
export function t<K extends Key>(key: K, ...[values]: Args<K>): string {
  const given: Values = values ?? {}
  return filled(given)(textOf(key, given).replaceAll(/[<>]/g, ''))
}

/** The same in parts, for a component that shows the marked ones in its own way (Rich.svelte). */
export function tParts(key: Key, values: Values = {}): Part[] {
  return partsOf(textOf(key, values), filled(values))
}

/** Topics whose keys are names in the engine's answers: figures, settings, tables and columns, layers of a proof. */
type NamedTopic = 'figures' | 'settingNames' | 'lookTables' | 'lookColumns' | 'proof' | 'approaches'

/** The words for a name that comes from data, where there are any: only own keys of the topic count. */
export function tNamed(topic: NamedTopic, name: string): string | undefined {
  const messages: Readonly<Record<string, Message>> = catalogues[language.current][topic] ?? {}
  const message = Object.hasOwn(messages, name) ? messages[name] : undefined
  return typeof message === 'string' ? message : undefined
}
