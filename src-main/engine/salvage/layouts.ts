import { affinityOf } from '../sqlite/affinity.js'
import type { RawCell } from '../sqlite/page-format.js'
import type { Table } from '../sqlite/introspect.js'

/** What the rows of a table look like where they lie: their columns in order, and what their values must be. */
export type Layout = {
  table: Table
  /** The column that is the rowid itself, and so is NULL in the row. */
  alias: string | null
  /** Fields that a row has at least; one that was written before a column was added has fewer than there are columns. */
  least: number
  /** What tells rows of this table from others with columns of the same types. */
  tells?: (cells: RawCell[]) => boolean
  /** Whether it is of the known shape and not of the file itself. */
  isKnown: boolean
}

const contexts = new Set(['recent_24h', 'thematic', 'direct_reference'])
const isContext = (cell: RawCell | undefined) => cell?.type === 'text' && contexts.has(String(cell.value))
const isFlag = (cell: RawCell | undefined) =>
  cell?.type === 'null' || (cell?.type === 'integer' && (cell.value === 0n || cell.value === 1n))

/**
 * The columns of S-B in the order in which they lie in a row (facts 1.7.2), for files whose list of tables is gone: T text,
 * I integer, R real, B blob; `!` never NULL; `#` the rowid itself.
 */
const known: [name: string, columns: string, tells?: (cells: RawCell[]) => boolean][] = [
  [
    'conversations',
    'id:T question:T! final_answer:T! source_of_truth:T! conversation_context:T profile_id:T created_at:T last_updated:T',
  ],
  [
    'stage_outputs',
    'id:T conversation_id:T! stage_name:T! stage_number:I! provider:T! model:T! full_output:T! character_count:I! ' +
      'word_count:I! temperature:R processing_time_ms:I tokens_used:I created_at:T',
  ],
  [
    'knowledge_base',
    'id:T conversation_id:T! curator_content:T! topics:T! keywords:T! semantic_embedding:B is_source_of_truth:I ' +
      'relevance_score:R created_at:T',
  ],
  ['conversation_topics', 'id:# conversation_id:T! topic:T! confidence:R is_primary:I', (cells) => isFlag(cells[4])],
  ['conversation_topics', 'id:# conversation_id:T! topic:T! weight:R created_at:T'],
  ['conversation_keywords', 'id:# conversation_id:T! keyword:T! frequency:I weight:R'],
  [
    'stage_evolution',
    'id:T conversation_id:T! generator_length:I refiner_length:I validator_length:I curator_length:I ' +
      'total_evolution_percentage:R quality_score:R created_at:T',
  ],
  [
    'conversation_context',
    'id:# conversation_id:T! referenced_conversation_id:T! relevance_score:R context_type:T created_at:T',
    (cells) => isContext(cells[4]),
  ],
  [
    'stage_confidence',
    'id:# stage_output_id:T! confidence_score:R! reasoning:T sources_used:T content_quality_score:R ' +
      'technical_depth_score:R created_at:T',
  ],
  [
    'consensus_metrics',
    'id:# conversation_id:T! final_confidence:R! stage_agreement:R content_quality:R provider_reliability:R ' +
      'context_utilization:R agreement_matrix:T processing_time_ms:I created_at:T',
  ],
  [
    'curator_truths',
    'id:# conversation_id:T! curator_output:T! confidence_score:R! topic_summary:T created_at:T',
    (cells) => !isContext(cells[4]),
  ],
  ['knowledge_conversations', 'id:# conversation_id:T! question:T! final_answer:T! source_of_truth:T! created_at:T'],
  [
    'conversation_threads',
    'id:# child_conversation_id:T! parent_conversation_id:T! thread_type:T reference_text:T confidence_score:R created_at:T',
  ],
]

const types: Record<string, string> = { T: 'TEXT', I: 'INTEGER', '#': 'INTEGER', R: 'REAL', B: 'BLOB' }

/** The known tables of S-B; one that came in two shapes is there twice. */
export const knownLayouts: readonly Layout[] = known.map(([name, text, tells]) => {
  const columns = text.split(' ').map((word, index) => {
    const [column = '', kind = ''] = word.split(':')
    const type = types[kind[0] ?? ''] ?? ''
    return {
      ...{ name: column, type, affinity: affinityOf(type), notNull: kind.endsWith('!') },
      ...{ keyPosition: index === 0 ? 1 : 0, generated: false },
    }
  })
  const table: Table = { name, columns, withoutRowid: false, rowid: 'rowid' }
  const alias = text.startsWith('id:#') ? 'id' : null
  return { table, alias, least: columns.length, isKnown: true, ...(tells ? { tells } : {}) }
})
