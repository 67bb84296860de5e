/**
 * Every text that the page says of its own: `t('home.title')`, in the language of the page. The English catalogue says
 * which keys there are and what each needs; the others have the same (src-main/words/message.ts). A text in a component is
 * an error (tests/unit/renderer/i18n).
 */
import { speaker, type ArgsFor, type Catalogues, type KeyOf } from '../../src-main/words/speaker.js'
import type { Part, Values } from '../../src-main/words/message.js'
import { de } from './de/index.js'
import { en } from './en/index.js'
import { language } from './language.js'

/** `<topic>.<name>`. */
export type Key = KeyOf<typeof en>
export type Args<K extends Key> = ArgsFor<typeof en, K>

export const catalogues: Catalogues = { en, de }

const said = speaker<typeof en>(catalogues, () => language.spoken)

/** A text of the page in its language; numbers in it are written in the reader's locale. */
export function t<K extends Key>(key: K, ...args: Args<K>): string {
  return said.t(key, ...args)
}

/** The same in parts, for a component that shows the marked ones in its own way (Rich.svelte). */
export const tParts = (key: Key, values: Values = {}): Part[] => said.parts(key, values)

/** Topics whose keys are names in the engine's answers: figures, lines of the log, settings, tables and columns, layers of a proof, rules. */
type NamedTopic =
  | ('figures' | 'logEvents' | 'settingNames' | 'lookTables' | 'lookColumns' | 'proof' | 'approaches' | 'rules')
  | ('proved' | 'tableNames')

/** The words for a name that comes from data, where there are any: only own keys of the topic count. */
export const tNamed = (topic: NamedTopic, name: string): string | undefined => said.named(topic, name)
