/** The log for those outside of the engine's process: the app and the command line. */
import { existsSync } from 'node:fs'
import { logFile, noteLog } from '../engine/journal/log.js'
import { faultOf } from '../engine/journal/mask.js'

/** Notes something that went as it should. `stateHome` is the state folder's path. */
export function noteEvent(stateHome: string, event: string, detail: string): void {
  noteLog(stateHome, { level: 'info', event, detail })
}

/** Notes a fault: an error with its place in the code, or any other reason. */
export function noteFault(stateHome: string, event: string, error: unknown): void {
  noteLog(stateHome, { level: 'error', event, detail: faultOf(error) })
}

/** Where the log is, for a person who is asked for it; null where nothing was ever noted. */
export function logFileOf(stateHome: string): string | null {
  const file = logFile(stateHome)
  return existsSync(file) ? file : null
}
