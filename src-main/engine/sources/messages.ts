import type { SourceTable } from './shape.js'

/** What a shape calls the stage and the model of a message, and further columns that a place takes besides. */
type Messages = Pick<SourceTable, 'name' | 'signature' | 'lacks'> & {
  model: string
  time: string
  /** Source column -> column of the messages. */
  more?: Record<string, string>
  /** Source column -> column of the stage outputs. */
  moreOfStages?: Record<string, string>
}

const number = `CASE lower(s.stage) WHEN 'generator' THEN 1 WHEN 'refiner' THEN 2 WHEN 'validator' THEN 3 ELSE 4 END`

/**
 * The places of a source's own messages (design 4): user rows, and assistant rows without a stage or of the curator, are
 * messages; assistant rows of any stage are stage outputs, when they have what that table requires. The curator's are both.
 */
export function messagePlaces({ name, signature, lacks, model, time, more, moreOfStages }: Messages): SourceTable[] {
  const isStage = `(coalesce(s.role = 'assistant', 0)
    AND coalesce(lower(s.stage) IN ('generator', 'refiner', 'validator', 'curator'), 0)
    AND s.${model} IS NOT NULL AND s.conversation_id IS NOT NULL)`
  const isCurator = `coalesce(lower(s.stage) = 'curator', 0)`
  const table = { name, signature, ...(lacks ? { lacks } : {}), key: 'id' }
  const ids = { id: 'id', conversation_id: 'conversation_id' }
  const stages: SourceTable = {
    ...table,
    target: 'stage_outputs',
    columns: {
      ...ids,
      ...{ stage: 'stage_name', [model]: 'model', content: 'full_output', [time]: 'created_at' },
      ...moreOfStages,
    },
    derived: { stage_number: { from: ['stage'], sql: number } },
  }
  return [
    {
      ...table,
      target: 'messages',
      columns: {
        ...ids,
        ...{ role: 'role', content: 'content', stage: 'stage', [model]: 'model_used', [time]: 'timestamp', ...more },
      },
      rows: `(NOT ${isStage} OR ${isCurator})`,
    },
    { ...stages, rows: `(${isStage} AND NOT ${isCurator})` },
    { ...stages, rows: `(${isStage} AND ${isCurator})`, also: true },
  ]
}
