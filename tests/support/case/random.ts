/** Old databases of random schemas and values, for property tests: known tables with odd columns, unknown ones, any cell. */
import fc from 'fast-check'
import { knowledgeTables } from './shapes/s-b.js'
import { literal, quoted } from './sql.js'

/** A table and its rows as statements; a row that SQLite refuses is left out. */
export type RandomTable = { create: string; rows: string[] }

const types = [
  '',
  'TEXT',
  'INTEGER',
  'REAL',
  'NUMERIC',
  'BLOB',
  'BOOLEAN',
  'DATETIME',
  'VARCHAR(9)',
  'TEXT COLLATE NOCASE',
]
const keyTypes = ['TEXT PRIMARY KEY', 'INTEGER PRIMARY KEY', 'TEXT', '', 'BLOB PRIMARY KEY', 'INT PRIMARY KEY', 'REAL']

const moments = ['2024-01-15 10:00:00', '2025-09-01T10:00:00.123Z', '1700000000', '1700000000123', 'yesterday', '0', '']
const numeric = ['007', '1e3', ' 12 ', '-0', '9223372036854775808', '0x10', '1.50', '.5', '1e400', '12 apples']
const words = ['generator', 'Curator', 'thematic', 'follow_up', 'summary', 'a', 'A', 'a ']

/** Any value as a SQL literal. Minus zero is a case of its own (values-minus-zero). */
const cell: fc.Arbitrary<string> = fc.oneof(
  { weight: 2, arbitrary: fc.constant('NULL') },
  { weight: 2, arbitrary: fc.constantFrom(...moments, ...numeric, ...words).map(literal) },
  {
    weight: 2,
    arbitrary: fc.string({ unit: 'binary', maxLength: 12 }).map((text) => literal(Buffer.from(text).toString('utf8'))),
  },
  { weight: 1, arbitrary: fc.bigInt({ min: -(2n ** 63n) + 1n, max: 2n ** 63n - 1000n }).map(literal) },
  { weight: 1, arbitrary: fc.integer({ min: -3, max: 5 }).map(literal) },
  { weight: 1, arbitrary: fc.double({ noNaN: true }).map((number) => real(number === 0 ? 0.5 : number)) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 6 }).map(literal) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 6 }).map((bytes) => `CAST(${literal(bytes)} AS TEXT)`) },
)

const real = (number: number) =>
  Number.isInteger(number) ? `CAST(${number.toExponential()} AS REAL)` : literal(number)

/** Ids from a small pool, so that rows meet: the same one twice, as a number, as a text, as bytes, missing. */
const id = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(`'a'`, `'b'`, `'A'`, `'1'`, '1', `'01'`, '2', `x'61'`, 'NULL', `''`, `'c'`, '3', '4.0'),
  },
  { weight: 1, arbitrary: cell },
)

const isId = (column: string) => column === 'id' || column.endsWith('_id')

function rowsOf(table: string, columns: string[]): fc.Arbitrary<string[]> {
  const row = fc.tuple(...columns.map((column) => (isId(column) ? id : cell)))
  const names = columns.map(quoted).join(', ')
  return fc.array(
    row.map((cells) => `INSERT INTO ${quoted(table)} (${names}) VALUES (${cells.join(', ')})`),
    { maxLength: 6 },
  )
}

/** The names of the columns of a table of S-B. */
const columnsOf = (definition: string) =>
  definition
    .replace(/\([^)]*\)/g, '')
    .split(',')
    .map((part) => part.trim().split(/\s/)[0]!)

/** A table of S-B with columns left out, added and declared otherwise. `always` keeps what makes it a table of S-B. */
function knownTable(name: string, definition: string, always: string[]): fc.Arbitrary<RandomTable> {
  const columns = columnsOf(definition)
  return fc
    .record({
      left: fc.subarray(columns.filter((column) => !always.includes(column))),
      extra: fc.uniqueArray(fc.constantFrom('rowid', 'notes', 'title', 'cost', 'weight', 'Ünï "x"'), { maxLength: 2 }),
      key: fc.constantFrom(...keyTypes),
      types: fc.array(fc.constantFrom(...types), { minLength: columns.length + 2, maxLength: columns.length + 2 }),
    })
    .chain(({ left, extra, key, types: declared }) => {
      const names = [
        ...new Set([...columns.filter((column) => always.includes(column) || left.includes(column)), ...extra]),
      ]
      const list = names.map((column, index) => `${quoted(column)} ${column === 'id' ? key : declared[index]!}`)
      const create = `CREATE TABLE ${quoted(name)} (${list.join(', ')})`
      return rowsOf(name, names).map((rows): RandomTable => ({ create, rows }))
    })
}

const word = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 6 })
  .filter((name) => !/[\0\ud800-\udfff]/.test(name) && !/^sqlite_/i.test(name))

/** A table that nobody knows. */
const unknownTable: fc.Arbitrary<RandomTable> = fc
  .record({
    name: word.map((name) => `u_${name}`),
    columns: fc.uniqueArray(word, { minLength: 1, maxLength: 4, selector: (name) => name.toLowerCase() }),
    declared: fc.array(fc.constantFrom(...types), { minLength: 4, maxLength: 4 }),
    key: fc.boolean(),
  })
  .chain(({ name, columns, declared, key }) => {
    const list = columns.map((column, index) => `${quoted(column)} ${declared[index]!}`)
    const [first = ''] = columns
    const create = `CREATE TABLE ${quoted(name)} (${[...list, ...(key ? [`PRIMARY KEY (${quoted(first)})`] : [])].join(', ')})${key ? ' WITHOUT ROWID' : ''}`
    return rowsOf(name, columns).map((rows): RandomTable => ({ create, rows }))
  })

const signatures: Record<string, string[]> = {
  conversations: ['id', 'question', 'final_answer', 'source_of_truth'],
  stage_outputs: ['id', 'conversation_id', 'stage_name', 'stage_number', 'full_output'],
  knowledge_base: ['id', 'conversation_id', 'curator_content', 'topics', 'keywords'],
  conversation_topics: ['id', 'conversation_id', 'topic'],
  conversation_keywords: ['id', 'conversation_id', 'keyword', 'frequency'],
  curator_truths: ['id', 'conversation_id', 'curator_output', 'confidence_score'],
  // created_at: without it, see the pending case values-knowledge-rows-without-moments.
  knowledge_conversations: ['id', 'conversation_id', 'question', 'final_answer', 'source_of_truth', 'created_at'],
  stage_confidence: ['id', 'stage_output_id', 'confidence_score'],
}

const tables: Record<string, string> = knowledgeTables()
const [conversationsTable, ...others] = Object.entries(signatures).map(([name, always]) =>
  knownTable(name, tables[name]!, always),
)

/** A database with conversations, some of the other known tables, and some unknown ones. */
export const randomDatabase: fc.Arbitrary<RandomTable[]> = fc
  .tuple(
    conversationsTable!,
    fc.tuple(...others.map((table) => fc.option(table))),
    fc.uniqueArray(unknownTable, { maxLength: 2, selector: ({ create }) => create.split(' (')[0]!.toLowerCase() }),
  )
  .map(([first, known, unknown]) => [first, ...known.filter((table) => table !== null), ...unknown])
