import type Database from 'better-sqlite3'
import { keyOf, keyValue, plainTables, type Cell, type Row } from './cells.js'

/** What a fresh or staged migration was asked for, as far as this comparison needs it. */
export type Asked = { settings: boolean; conversations: boolean; undated: boolean }

const ofSettings =
  /^(configurations|(consensus_|user_)?settings|licenses|consensus_profiles(_v2)?|openrouter_\w+|model_aliases)$/

/**
 * Whether a row that is not found may wait for a later stage, told from the new database alone: a conversation that it is
 * of, or points to, is not there or was there before; or it is of none, and those were not asked for.
 */
export class Waits {
  private readonly isNew: Database.Statement
  private readonly hasOutput: Database.Statement

  constructor(
    db: Database.Database,
    private readonly asked: Asked,
  ) {
    const steps = plainTables(db).includes('migration_checkpoints')
      ? `(SELECT last_key FROM migration_checkpoints WHERE step = 'kept:conversations')`
      : 'NULL'
    this.isNew = db.prepare(`SELECT 1 FROM conversations WHERE id = ${keyValue} AND rowid > ifnull(${steps}, 0)`)
    this.hasOutput = db.prepare(`SELECT 1 FROM stage_outputs WHERE id = ${keyValue}`)
  }

  /** `key` is the row's own, by which a conversation goes. */
  mayWait(table: string, row: Row, key: Cell): boolean {
    const name = table.toLowerCase()
    if (name === 'users') return false
    if (ofSettings.test(name)) return !this.asked.settings
    if (!this.asked.conversations) return true
    const cells = [...row].filter(([column, { type }]) => /(^|_)conversation_id$/.test(column) && type !== 'null')
    const ids = name === 'conversations' ? [key] : cells.map(([, cell]) => cell)
    const output = row.get('stage_output_id')
    if (output && output.type !== 'null') return this.hasOutput.get(asText(output)) === undefined
    if (ids.length === 0) return !this.asked.undated
    return ids.some((id) => this.isNew.get(asText(id)) === undefined)
  }
}

/** A key of any type as a column of texts has it. */
const asText = (cell: Cell) => keyOf(cell.type === 'integer' || cell.type === 'real' ? { ...cell, type: 'text' } : cell)
