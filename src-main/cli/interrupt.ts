import { HiveError } from '../engine/errors.js'
import type { Engine } from './session.js'
import type { World } from './world.js'

export type Interrupt = {
  /** Aborted by the first interrupt: a question ends. */
  signal: AbortSignal
  /** The engine's calls, until the first interrupt: after it none begins but `status`, which only says what is left. */
  call: Engine['call']
  release(): void
}

/**
 * The first Ctrl-C (or SIGTERM) asks the engine to stop, the second ends its process. Both are safe: what is on disk is
 * the old state or the new one at every moment.
 */
export function stopOnInterrupt(world: World, engine: Engine, note: (text: string) => void): Interrupt {
  const controller = new AbortController()
  let running = 0
  const release = world.onInterrupt(() => {
    if (controller.signal.aborted) {
      engine.close()
      return
    }
    controller.abort()
    if (engine.cancel()) note('Stopping at the next safe point. Press Ctrl-C again to end it at once; both are safe.')
    else if (running > 0) note('One moment: the step that is running cannot be stopped.')
  })
  return {
    signal: controller.signal,
    call: (method, request) => {
      if (controller.signal.aborted && method !== 'status') {
        return Promise.reject(new HiveError('HM-CANCELLED', 'Stopped before the work began.'))
      }
      running += 1
      return engine.call(method, request).finally(() => (running -= 1))
    },
    release,
  }
}
