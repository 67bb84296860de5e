import { listenToKeys } from './keys.js'
import type { Engine } from './session.js'
import type { World } from './world.js'

/** The calls that can wait between two of their steps. */
const pausable: ReadonlySet<string> = new Set(['migrate', 'validate'])

/**
 * Wraps the engine's calls: while one runs that can wait, `p` on the terminal pauses it and `p` again lets it go on, and
 * so do SIGUSR1 and SIGUSR2. `keys` says whether a person sees the progress; `onKeys` hears whether keys are read now.
 */
export function pauseOnWish(
  world: World,
  engine: Engine,
  call: Engine['call'],
  options: { keys: boolean; onKeys: (on: boolean) => void; note: (text: string) => void },
): Engine['call'] {
  return (method, request) => {
    if (!pausable.has(method)) return call(method, request)
    let paused = false
    const pause = (on: boolean) => {
      if (on === paused) return
      if (engine.pause(on)) paused = on
      else options.note('It cannot be paused at this moment.')
    }
    const forgetSignals = world.onPause(pause)
    const forgetKeys = options.keys
      ? listenToKeys(world, () => {
          pause(!paused)
        })
      : null
    options.onKeys(forgetKeys !== null)
    return call(method, request).finally(() => {
      forgetSignals()
      forgetKeys?.()
      options.onKeys(false)
    })
  }
}
