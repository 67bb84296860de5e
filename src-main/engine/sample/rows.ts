import type { Random } from './random.js'
import type { TopicsVariant } from './schema.js'
import type { Text } from './text.js'
import type { Topic } from './vocabulary.js'

export type Cell = string | number | Buffer | null
export type Row = { table: string; cells: Record<string, Cell> }

export type ConversationOptions = {
  /** Mean bytes that one conversation takes in the file: 10,000 of 30,000 make about 300 MB. */
  textBytes: number
  topicsVariant: TopicsVariant
  /** `repeated`: only 28 different values (facts 5.3); `spread`: over a year, each its own. */
  timestamps: 'repeated' | 'spread'
  /** Leave some timestamps NULL. */
  nullTimestamps: boolean
  /** Give some conversations a second knowledge row (facts T37). */
  duplicateKnowledge: boolean
}

/** One conversation while its rows are being made. */
export type Draft = {
  id: string
  /** Position in the sample, from 0. */
  index: number
  /** Ids of the conversations before it: links go there only, so that foreign keys hold. */
  earlier: readonly string[]
  topic: Topic
  keywords: readonly string[]
  question: string
  answer: Text
  truth: Text
  created_at: string | null
  random: Random
  options: ConversationOptions
  /** Text on the topic, by its share of the conversation's size. */
  write: (share: number) => Text
}

/** A score between 0.6 and 1 with three digits. */
export const score = (random: Random) => Math.round(600 + 400 * random.next()) / 1000

/** A row by the name of its table; its columns are what `cells` names. */
export const row = (table: string, cells: Record<string, Cell>): Row => ({ table, cells })
