import type { World } from './world.js'

/** What the terminal would have made of these keys, were they not read one by one. */
const terminalKeys = { '\u0003': 'SIGINT', '\u001a': 'SIGTSTP', '\u001c': 'SIGQUIT' } as const

/**
 * Reads single keys from the terminal and calls `onPause` for each `p`; Ctrl-C, Ctrl-Z and Ctrl-\ mean what they always
 * do. Answers how to stop, or null where there is no keyboard to read: no terminal, or a command in the background.
 */
export function listenToKeys(world: World, onPause: () => void): (() => void) | null {
  const { stdin } = world
  if (!stdin.isTTY || !stdin.setRawMode || !world.isForeground()) return null
  const hear = (data: Buffer | string) => {
    for (const key of data.toString()) {
      if (key === 'p' || key === 'P') onPause()
      else if (key in terminalKeys) {
        const signal = terminalKeys[key as keyof typeof terminalKeys]
        if (signal === 'SIGTSTP') setRaw(false)
        world.raise(signal)
      }
    }
  }
  const setRaw = (on: boolean) => {
    // Brought to the background meanwhile, the terminal is somebody else's.
    if (world.isForeground()) stdin.setRawMode?.(on)
  }
  const forgetContinue = world.onContinue(() => {
    setRaw(true)
  })
  stdin.on('data', hear)
  setRaw(true)
  stdin.resume()
  return () => {
    forgetContinue()
    stdin.off('data', hear)
    setRaw(false)
    stdin.pause()
  }
}
