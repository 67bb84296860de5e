import type { ValidationLevel } from '../model/index.js'
import type { TaskWatch } from '../parallel/tasks.js'
import { attach, openReadonly, sparseTemporary } from '../sqlite/open.js'
import { takePieces, type PieceResult, type Turns } from './pieces.js'
import { prepareStage, type StageToVerify } from './stage.js'

/** A share of a verification for somebody else, who opens both files himself. `target` and `folded` are paths. */
export type ShareOrder = {
  target: string
  folded: string
  level: ValidationLevel
  source: string | null
  role: 'old' | 'kept'
  structure: boolean
  stage: StageToVerify | null
  turns: Turns
}

/** Takes pieces of a verification that another thread has begun, until none is left. */
export async function verifyShare(order: ShareOrder, { signal, onRows }: TaskWatch): Promise<PieceResult[]> {
  const { level, source, role, structure, stage, turns } = order
  const db = openReadonly(order.target)
  try {
    sparseTemporary(db)
    if (stage) prepareStage(db, stage)
    attach(db, order.folded, 'old')
    const pieces = {
      db,
      level,
      source,
      role,
      structure,
      stage,
      live: false,
      signal,
      onRows: onRows ?? (() => undefined),
    }
    return await takePieces(pieces, turns, () => undefined)
  } finally {
    db.close()
  }
}
