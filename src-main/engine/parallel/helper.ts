/** Work that may go on beside the engine's own: in a second thread where there is one, else in this one. */
import { runTask, type TaskAnswer, type TaskName, type TaskOrder, type TaskWatch } from './tasks.js'

export type Helper = {
  /** Whether a task goes on while the caller works. Without that, it runs when it is asked for. */
  parallel: boolean
  /** Does a task; rejects with what it throws, and with the reason of `signal`. */
  run<N extends TaskName>(name: N, order: TaskOrder<N>, watch: TaskWatch): Promise<TaskAnswer<N>>
}

/** Does every task here and now: for small sources, tests, and wherever a second thread is not to be had. */
export const inlineHelper: Helper = { parallel: false, run: runTask }
