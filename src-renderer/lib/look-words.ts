/** Words of "Look inside": for marks, rules, tables and columns. */
import type { LookDatabase, LookMark, LookPair, LookSection, LookSide } from '../../src-preload/contract.js'
import { engineWords } from '../i18n/engine.js'
import { t, tNamed } from '../i18n/index.js'
import { bytes, capital } from './format.js'
import { legible, legibleName } from './legible.js'
import type { HexState } from './sign.js'

export const markSigns: Record<LookMark, HexState> = {
  same: 'done',
  repaired: 'warning',
  'set-aside': 'warning',
  differs: 'failed',
  'only-old': 'warning',
  'only-new': 'todo',
  alone: 'todo',
}

export const markWord = (mark: LookMark): string => t(`look.${mark}`)

/** Why a pair is what it is; nothing where its mark says all. */
export function noteWords(note: string): string {
  return tNamed('rules', note) ?? engineWords(legible(note, 240))
}

export const columnWords = (label: string): string =>
  tNamed('lookColumns', label) ?? legibleName(capital(label.replaceAll('_', ' ')))

const valueOf = (section: LookSection, label: string): string => {
  const pair = section.pairs.find((each) => each.label === label)
  return legibleName((pair?.new ?? pair?.old)?.excerpt ?? '')
}

/** `Stage: Generator, anthropic/claude-3-opus`. */
export function sectionTitle(section: LookSection): string {
  const name = tNamed('lookTables', section.title) ?? engineWords(legibleName(section.title))
  if (section.kind === 'message')
    return t('look.messageOf', { name, role: valueOf(section, 'role') || t('look.messageText') })
  if (section.kind !== 'stage') return name
  const details = [capital(valueOf(section, 'stage_name')), valueOf(section, 'model')].filter(Boolean).join(', ')
  return details === '' ? name : t('look.stageOf', { name, details })
}

/** Which message says where a side is read from. The new one lies in a backup only after the move was undone. */
export function sideKey(kind: LookSide['kind'], isNew: boolean) {
  if (kind === 'backup') return isNew ? 'look.sidePutAway' : 'look.sideBackup'
  return kind === 'database' ? 'look.sideDatabase' : 'look.sideBuilding'
}

/** Texts that are read, not figures that are looked up. */
const texts = [
  'question',
  'final_answer',
  'source_of_truth',
  'full_output',
  'content',
  'curator_content',
  'curator_output',
]

export function isLong(pair: LookPair): boolean {
  return texts.includes(pair.label) || [pair.old, pair.new].some((value) => value?.type === 'text' && value.bytes > 120)
}

/** Characters of a text that are shown until all of it is asked for. */
export const shownFirst = 1500

/** What stands for a value that has no text of its own; null for one that has. */
export function described(value: LookPair['old']): string | null {
  if (value === null) return t('look.valueNothing')
  if (value.type === 'null') return t('look.valueNull')
  if (value.type === 'blob') return t('look.valueBlob', { size: bytes(value.bytes) })
  return value.bytes === 0 ? t('look.valueEmpty') : null
}

/** What tells old databases apart: the names of their files, with the folder where two have the same one. */
export function databaseNames(databases: readonly LookDatabase[]): string[] {
  const parts = databases.map(({ path }) => path.split(/[\\/]/))
  const last = (each: readonly string[], count: number) => each.slice(-count).join('/')
  return parts.map((each) => {
    const isAlone = parts.filter((other) => last(other, 1) === last(each, 1)).length === 1
    return legibleName(last(each, isAlone ? 1 : 2))
  })
}
