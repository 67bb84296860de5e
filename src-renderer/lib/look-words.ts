/** Words of "Look inside": for marks, rules, tables and columns. */
import type { LookMark, LookPair, LookSection, LookSide } from '../../src-preload/contract.js'
import type { HexState } from '../components/Hex.svelte'
import { bytes, capital } from './format.js'
import { legible, legibleName } from './legible.js'

export const markWords: Record<LookMark, { sign: HexState; word: string }> = {
  same: { sign: 'done', word: 'Same' },
  repaired: { sign: 'warning', word: 'Repaired' },
  'set-aside': { sign: 'warning', word: 'Set aside, value kept' },
  differs: { sign: 'failed', word: 'Differs' },
  'only-old': { sign: 'warning', word: 'Only in the old' },
  'only-new': { sign: 'todo', word: 'Only in the new' },
  alone: { sign: 'todo', word: 'Nothing to compare with' },
}

/** Nothing of our own is looked up in what data says: only own keys of these. */
const find = (words: Record<string, string>, key: string): string | undefined =>
  Object.hasOwn(words, key) ? words[key] : undefined

const rules: Record<string, string> = {
  timestamp: 'written as a date that the new Hive reads; the value before is kept',
  'type of the new column': 'stored in the type of the new column; the value before is kept',
}

/** Why a pair is what it is; nothing where its mark says all. */
export const noteWords = (note: string): string => find(rules, note) ?? legible(note, 240)

const columns: Record<string, string> = {
  id: 'Key',
  full_output: 'Output',
  final_answer: 'Final answer',
  source_of_truth: 'Source of truth',
  model: 'Model',
  model_used: 'Model',
  tokens_used: 'Tokens',
  processing_time_ms: 'Time in milliseconds',
  created_at: 'Created',
  updated_at: 'Updated',
  total_cost: 'Cost',
  total_tokens_input: 'Tokens in',
  total_tokens_output: 'Tokens out',
  content: 'Text',
}

export const columnWords = (label: string): string =>
  find(columns, label) ?? legibleName(capital(label.replaceAll('_', ' ')))

const tables: Record<string, string> = {
  stage_outputs: 'Stage',
  messages: 'Message in the new Hive',
  knowledge_base: 'Knowledge',
  conversation_topics: 'Topic',
  conversation_keywords: 'Keyword',
  stage_evolution: 'How the stages grew',
  stage_confidence: 'Confidence of a stage',
  conversation_context: 'Context',
  consensus_metrics: 'Consensus',
  curator_truths: 'Curator’s truth',
  knowledge_conversations: 'Question and answer in the knowledge',
  conversation_threads: 'Thread',
  performance_metrics: 'Performance',
  cost_analytics: 'Costs',
}

const valueOf = (section: LookSection, label: string): string => {
  const pair = section.pairs.find((each) => each.label === label)
  return legibleName((pair?.new ?? pair?.old)?.excerpt ?? '')
}

/** `Stage: Generator, anthropic/claude-3-opus`. */
export function sectionTitle(section: LookSection): string {
  const name = find(tables, section.title) ?? legibleName(section.title)
  if (section.kind === 'message') return `${name}: ${valueOf(section, 'role') || 'text'}`
  if (section.kind !== 'stage') return name
  const details = [capital(valueOf(section, 'stage_name')), valueOf(section, 'model')].filter(Boolean).join(', ')
  return details === '' ? name : `${name}: ${details}`
}

/** Where a side is read from. */
export const sideWords: Record<LookSide['kind'], string> = {
  backup: 'in the backup, byte for byte',
  database: 'where it lies',
  building: 'built, and not in its place yet',
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
  if (value === null) return 'Nothing'
  if (value.type === 'null') return 'Empty (NULL)'
  if (value.type === 'blob') return `${bytes(value.bytes)} of binary data`
  return value.bytes === 0 ? 'Empty text' : null
}
