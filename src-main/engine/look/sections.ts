import { messageIdSql } from '../copy/derive.js'
import type { LookSection } from '../model/index.js'
import type { MappedTable } from '../plan/tables.js'
import { shapes } from '../sources/recognise.js'
import { findTable } from '../sqlite/introspect.js'
import type { CellReader, PairPlan, Row } from './cells.js'
import { Ledger } from './ledger.js'
import type { Open } from './open.js'
import { counterpart, rowsOf, type Found } from './rows.js'

/** Rows of one table that are shown of a conversation. */
const mostRows = 100

/** A section whose values are still to be read. */
export type SectionPlan = Pick<LookSection, 'kind' | 'title'> & { pairs: PairPlan[] }

export type ConversationPlan = { sections: SectionPlan[]; omitted: string[] }

/** What is made from other columns of the same conversation (facts 2.6, design 4), in words. */
const made: Record<string, string> = {
  title: 'made from the question: its first 100 characters',
  updated_at: 'made from last_updated',
  total_tokens_output: 'the sum of the stages',
}

/** Only the conversation's own row: cheap, for lists (an old table without an index would be read whole for the rest). */
export function planOwnRow(open: Open, reader: CellReader, found: Found): SectionPlan {
  return new Planner(open, reader, found).ownRow()
}

/** Everything that belongs to a conversation, pair by pair, in the order in which it is read. */
export function planConversation(open: Open, reader: CellReader, found: Found): ConversationPlan {
  return new Planner(open, reader, found).plan()
}

class Planner {
  readonly #open: Open
  readonly #reader: CellReader
  readonly #found: Found
  readonly #ledger: Ledger
  readonly #omitted: string[] = []

  constructor(open: Open, reader: CellReader, found: Found) {
    this.#open = open
    this.#reader = reader
    this.#found = found
    this.#ledger = new Ledger(open, reader)
  }

  ownRow(): SectionPlan {
    const { old, new: now } = this.#found
    return { kind: 'figures', title: '', pairs: this.#pairs('conversations', this.#mapped('conversations'), old, now) }
  }

  plan(): ConversationPlan {
    const { pairs } = this.ownRow()
    const pick = (...labels: string[]) => pairs.filter(({ label }) => labels.includes(label))
    const read = ['question', 'final_answer', 'source_of_truth']
    const sections: SectionPlan[] = [
      { kind: 'question', title: 'Question', pairs: pick('question') },
      ...this.#children('stage_outputs', 'stage'),
      { kind: 'answer', title: 'Final answer', pairs: pick('final_answer') },
      { kind: 'answer', title: 'Source of truth', pairs: pick('source_of_truth') },
      {
        kind: 'figures',
        title: 'Costs, times and settings',
        pairs: pairs.filter(({ label }) => !read.includes(label)),
      },
      // Messages that an old Hive had itself are compared row by row, with the other tables.
      ...(this.#mapped('messages') ? [] : this.#messages()),
      ...this.#otherTables().flatMap((target) => this.#children(target, 'more')),
    ]
    return { sections: sections.filter((section) => section.pairs.length > 0), omitted: this.#omitted }
  }

  #mapped(target: string): MappedTable | null {
    return this.#open.old?.mapped.find((table) => table.target === target) ?? null
  }

  /** Tables that hang on a conversation, as the shapes name them; settings, users and keys are not among them. */
  #otherTables(): string[] {
    const names = shapes.flatMap((shape) => shape.tables.map(({ target }) => target))
    const after = ['performance_metrics', 'cost_analytics']
    return [...new Set([...names, ...after])].filter((name) => name !== 'conversations' && name !== 'stage_outputs')
  }

  #children(target: string, kind: 'stage' | 'more'): SectionPlan[] {
    const mapped = this.#mapped(target)
    const { old, new: now } = this.#open
    const of = (side: typeof old, conversation: Row | null, name: string, chosen = '') =>
      side && conversation ? rowsOf(side, this.#reader, conversation, name, mostRows, chosen) : []
    const was = mapped ? of(old, this.#found.old, mapped.name, mapped.rows) : []
    const is = of(now, this.#found.new, target)
    if (was.length > mostRows || is.length > mostRows) {
      this.#omitted.push(`${target}: only the first ${mostRows} rows are shown`)
    }
    const met = new Set<unknown>()
    const both = was.slice(0, mostRows).map((row) => {
      const there = mapped && counterpart(this.#open, this.#reader, mapped, row)
      if (there) met.add(there.parameters[0])
      return this.#section(target, kind, mapped, row, there)
    })
    const more = was.length > mostRows ? [] : is.slice(0, mostRows).filter((row) => !met.has(row.parameters[0]))
    return [...both, ...more.map((row) => this.#section(target, kind, mapped, null, row))]
  }

  #section(
    target: string,
    kind: 'stage' | 'more',
    mapped: MappedTable | null,
    old: Row | null,
    now: Row | null,
  ): SectionPlan {
    const pairs = this.#pairs(target, mapped, old, now).filter(({ label }) => label !== 'conversation_id')
    // What a stage wrote comes before its figures.
    const text = pairs.findIndex(({ label }) => label === 'full_output')
    if (text > 0) pairs.unshift(...pairs.splice(text, 1))
    return { kind, title: target, pairs }
  }

  #pairs(target: string, mapped: MappedTable | null, old: Row | null, now: Row | null): PairPlan[] {
    const fresh = this.#open.new && findTable(this.#open.new.tables, target)
    const plans = old && mapped ? mapped.table.columns.map(({ name }) => this.#pairOf(mapped, name, old, now)) : []
    if (!now || !fresh) return plans
    const taken = new Set(plans.flatMap(({ new: cell, kept }) => (cell && kept === 'place' ? [cell.column] : [])))
    const rest = fresh.columns.filter(({ name }) => !taken.has(name))
    const note = (name: string) => (old && target === 'conversations' ? (made[name] ?? '') : '')
    const only = rest.map(({ name }): PairPlan => {
      return { label: name, old: null, new: { ...now, column: name }, kept: 'place', note: note(name), record: null }
    })
    return [...plans, ...only]
  }

  /** One column of an old row, and where its value is now: in its place, carried, set aside, or nowhere. */
  #pairOf(mapped: MappedTable, column: string, row: Row, now: Row | null): PairPlan {
    const old = { ...row, column }
    const plan: PairPlan = { label: column, old, new: null, kept: 'place', note: '', record: null }
    if (!this.#open.new) return plan
    const to = mapped.columns.find(({ from }) => from === column)?.to
    if (now && to !== undefined) {
      const there = { ...now, column: to }
      const beside = () => this.#beside(plan, mapped, row, column)
      return { ...plan, new: there, record: () => this.#ledger.repairOf(mapped, old, there), beside }
    }
    if (!now) {
      const aside = this.#ledger.setAside(mapped, row, column)
      if (aside) return { ...plan, new: aside.cell, kept: 'set-aside', note: aside.note }
    }
    const kept = this.#ledger.carried(mapped, row, column, !now)
    return kept ? { ...plan, new: kept.cell, kept: 'carried', note: kept.note } : plan
  }

  /** The value where the whole row is kept, because the row of another database has its place. */
  #beside(plan: PairPlan, mapped: MappedTable, row: Row, column: string): PairPlan | null {
    const whole = this.#ledger.carried(mapped, row, column, true)
    return whole && { ...plan, new: whole.cell, kept: 'set-aside', note: whole.note }
  }

  /**
   * The new Hive's messages. The two that the migration makes of a conversation are compared with its question and its
   * answer; others were written since.
   */
  #messages(): SectionPlan[] {
    const { new: side } = this.#open
    const table = side && findTable(side.tables, 'messages')
    if (!side || !table || !this.#found.new) return []
    const rows = rowsOf(side, this.#reader, this.#found.new, 'messages', mostRows)
    if (rows.length > mostRows) this.#omitted.push(`messages: only the first ${mostRows} rows are shown`)
    return rows.slice(0, mostRows).map((row): SectionPlan => {
      const column = this.#madeFrom(row)
      const from = column === null ? null : this.#found.old
      const content: PairPlan = {
        label: 'content',
        old: from && column !== null ? { ...from, column } : null,
        new: { ...row, column: 'content' },
        kept: 'place',
        note: column === null ? '' : `made from ${column}`,
        record: null,
      }
      const mapped = this.#mapped('conversations')
      if (from && column !== null && mapped) content.beside = () => this.#beside(content, mapped, from, column)
      const rest = ['role', 'stage', 'model_used', 'tokens_used', 'cost', 'timestamp'].filter((name) =>
        table.columns.some((each) => each.name === name),
      )
      const only = rest.map((name): PairPlan => {
        return { label: name, old: null, new: { ...row, column: name }, kept: 'place', note: '', record: null }
      })
      return { kind: 'message', title: 'messages', pairs: [content, ...only] }
    })
  }

  /** The column that a message was made from by the migration; null when it was not. */
  #madeFrom(row: Row): 'question' | 'final_answer' | null {
    const { new: side } = this.#open
    const conversation = this.#found.new
    if (!side || !conversation) return null
    const found = this.#reader
      .prepare(
        `SELECT CASE m.id WHEN ${messageIdSql('question')} THEN 'question' WHEN ${messageIdSql('answer')} THEN 'final_answer' END
         FROM ${row.table} AS m, ${conversation.table} AS c WHERE ${row.where('m')} AND ${conversation.where('c')}`,
      )
      .pluck()
      .get(...row.parameters, ...conversation.parameters) as 'question' | 'final_answer' | null | undefined
    return found ?? null
  }
}
