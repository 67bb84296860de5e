/** The second thread's end: does the tasks that the engine hands over. */
import { parentPort } from 'node:worker_threads'
import { createControl, type Control } from '../engine/control.js'
import { runTask } from '../engine/parallel/tasks.js'
import { packError, type FromThread, type ToThread } from '../engine/parallel/wire.js'

/** Serves tasks to the thread that started this one, until it is ended. */
export function serveTasks(): void {
  const running = new Map<number, Control>()
  const send = (message: FromThread) => parentPort?.postMessage(message)

  parentPort?.on('message', (message: ToThread) => {
    if (message.type === 'task') void answer(message)
    else running.get(message.id)?.[message.type]()
  })

  send({ type: 'ready' })

  async function answer({ id, name, order }: Extract<ToThread, { type: 'task' }>): Promise<void> {
    const control = createControl()
    running.set(id, control)
    const onRows = (rows: number) => {
      send({ type: 'rows', id, rows })
    }
    try {
      send({ type: 'answer', id, answer: await runTask(name, order, { signal: control.signal, onRows }) })
    } catch (error) {
      send({ type: 'error', id, error: packError(error) })
    } finally {
      running.delete(id)
    }
  }
}
