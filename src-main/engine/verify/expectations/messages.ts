import { alike } from './knowledge.js'
import type { TableExpectation } from './expectation.js'

type Names = Pick<TableExpectation, 'table' | 'signature'> & {
  lacks?: string[]
  model: string
  time: string
  message?: [string, string][]
  stage?: [string, string][]
}

/** Where a source's own messages must be (design 4): stages among the stage outputs, the rest among the messages. */
export function messageExpectations({ model, time, message = [], stage = [], ...names }: Names): TableExpectation[] {
  // A row that is a stage's output and has all that the table of stage outputs asks for.
  const isStage = `(ifnull(s.role, '') = 'assistant' AND s.${model} IS NOT NULL AND s.conversation_id IS NOT NULL
    AND instr('|generator|refiner|validator|curator|', '|' || lower(ifnull(s.stage, '-')) || '|') > 0)`
  const isCurator = `(lower(ifnull(s.stage, '')) = 'curator')`
  const common = { ...names, key: { from: 'id', to: 'id' } }
  const asStage: [string, string][] = [
    ...alike('id conversation_id'),
    ['stage', 'stage_name'],
    [model, 'model'],
    ['content', 'full_output'],
    [time, 'created_at'],
    ...stage,
  ]
  const stages = { ...common, target: 'stage_outputs', pairs: asStage }
  return [
    {
      ...common,
      target: 'messages',
      pairs: [
        ...alike('id conversation_id role content stage'),
        [model, 'model_used'],
        [time, 'timestamp'],
        ...message,
      ],
      rows: `(NOT ${isStage} OR ${isCurator})`,
    },
    { ...stages, rows: `(${isStage} AND NOT ${isCurator})` },
    { ...stages, rows: `(${isStage} AND ${isCurator})`, also: true },
  ]
}
