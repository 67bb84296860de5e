import { sealCopies } from '../backup/seal.js'
import { checkSource } from '../sources/check.js'
import { countRawTables } from '../copy/count.js'
import { verifyShare } from '../verify/share.js'

/** Every task that may run beside the engine: what it is given and what it answers can cross to another thread. */
const tasks = { seal: sealCopies, count: countRawTables, check: checkSource, verify: verifyShare }

export type TaskName = keyof typeof tasks
export type TaskOrder<N extends TaskName> = Parameters<(typeof tasks)[N]>[0]
export type TaskAnswer<N extends TaskName> = Awaited<ReturnType<(typeof tasks)[N]>>

/** How a task hears the wish to stop or to pause, and tells how far it is. */
export type TaskWatch = { signal: AbortSignal; onRows?: (rows: number) => void }

/** Does a task in this thread. */
export async function runTask<N extends TaskName>(
  name: N,
  order: TaskOrder<N>,
  watch: TaskWatch,
): Promise<TaskAnswer<N>> {
  // The name ties order and answer together; TypeScript cannot follow that through an index.
  const task = tasks[name] as (order: TaskOrder<N>, watch: TaskWatch) => Promise<TaskAnswer<N>>
  return task(order, watch)
}
