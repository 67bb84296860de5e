import type { ValidationLevel, VerificationCheck } from '../model/index.js'
import { number, type Connection } from '../sqlite/open.js'
import { createIndexesSql, createTriggersSql, tableNames } from '../target/schema/index.js'
import { brokenReferences } from './references.js'

type Look = {
  layer: string
  name: string
  levels: ValidationLevel[]
  look: (db: Connection) => string | null
  proves: string
}

const always: ValidationLevel[] = ['basic', 'standard', 'strict', 'paranoid']
const quick: ValidationLevel[] = ['basic', 'standard']
const thorough: ValidationLevel[] = ['strict', 'paranoid']

const looks: Look[] = [
  {
    layer: 'integrity',
    name: 'foreign keys',
    levels: quick,
    proves: 'every reference points to a row',
    look: (db) => referenceProblem(brokenReferences(db)),
  },
  {
    layer: 'integrity',
    name: 'foreign keys',
    levels: thorough,
    proves: 'every reference points to a row',
    look: (db) => referenceProblem(db.prepare('PRAGMA main.foreign_key_check').all().length),
  },
  {
    layer: 'integrity',
    name: 'file structure',
    levels: quick,
    proves: 'SQLite’s quick_check finds nothing',
    look: (db) => pragmaProblem(db, 'quick_check'),
  },
  {
    layer: 'integrity',
    name: 'file structure and indexes',
    levels: thorough,
    proves: 'SQLite’s integrity_check finds nothing',
    look: (db) => pragmaProblem(db, 'integrity_check'),
  },
  {
    layer: 'schema',
    name: 'tables, indexes and triggers',
    levels: always,
    proves: 'everything both new programs expect is there',
    look: (db) => {
      const there = new Set(db.prepare('SELECT name FROM main.sqlite_schema').pluck().all() as string[])
      const wanted = [
        ...tableNames,
        ...namesIn(createIndexesSql),
        ...namesIn(createTriggersSql),
        'conversations_fts',
        'curator_truths_fts',
      ]
      const missing = wanted.filter((name) => !there.has(name))
      return missing.length === 0 ? null : `missing: ${missing.join(', ')}`
    },
  },
  {
    layer: 'search',
    name: 'search of conversations',
    levels: ['standard', 'strict', 'paranoid'],
    proves: 'every conversation is in the full-text search, with its own words',
    look: (db) => searchProblem(db, 'conversations', 'id', 'conversations_fts', ['question', 'source_of_truth']),
  },
  {
    layer: 'search',
    name: 'search of curator truths',
    levels: ['standard', 'strict', 'paranoid'],
    proves: 'every curator truth is in the full-text search, with its own words',
    look: (db) =>
      searchProblem(db, 'curator_truths', 'conversation_id', 'curator_truths_fts', ['curator_output', 'topic_summary']),
  },
]

/** The checks of the new database's own structure that a level asks for, each to be made on its own. */
export function structureChecks(level: ValidationLevel): { look: (db: Connection) => VerificationCheck }[] {
  return looks
    .filter(({ levels }) => levels.includes(level))
    .map(({ layer, name, look, proves }) => ({
      look: (db) => {
        const started = performance.now()
        const problem = look(db)
        const ms = Math.round(performance.now() - started)
        return { layer, name, passed: problem === null, detail: problem ?? proves, ms }
      },
    }))
}

const referenceProblem = (broken: number) => (broken === 0 ? null : `${broken} references point to nothing`)

function pragmaProblem(db: Connection, pragma: string): string | null {
  const found = db.prepare(`PRAGMA main.${pragma}(10)`).pluck().all() as string[]
  return found.length === 1 && found[0] === 'ok' ? null : found.join('; ')
}

function searchProblem(db: Connection, table: string, key: string, fts: string, columns: string[]): string | null {
  const differs = columns.map((column) => `f.${column} IS NOT b.${column} COLLATE BINARY`).join(' OR ')
  const wrong = number(
    db,
    `SELECT count(*) FROM main.${table} AS b
     LEFT JOIN main.${fts}_docs AS d ON d.conversation_id = b.${key} LEFT JOIN main.${fts} AS f ON f.rowid = d.docid
     WHERE b.${key} IS NOT NULL AND (f.rowid IS NULL OR ${differs})`,
  )
  const surplus =
    number(db, `SELECT count(*) FROM main.${fts}_docs`) - number(db, `SELECT count(${key}) FROM main.${table}`)
  if (wrong === 0 && surplus === 0) return null
  return `${wrong} documents differ from their row, ${surplus} too many`
}

function namesIn(statements: string[]): string[] {
  return statements.flatMap((sql) => /IF NOT EXISTS main\.(\w+)/.exec(sql)?.[1] ?? [])
}
