/** Everything of the process that the command line touches; an input, so that tests see all of it. */
import type { Readable } from 'node:stream'
import type { ProgressEvent } from '../engine/model/index.js'
import type { Engine } from './session.js'

export type OutputStream = {
  write(text: string): unknown
  isTTY?: boolean
  columns?: number
  rows?: number
}

export type World = {
  version: string
  /** Where backups and runs live (design 5), and the sample data of `--sample`. */
  stateHome: string
  env: Record<string, string | undefined>
  stdin: Readable & { isTTY?: boolean; setRawMode?(on: boolean): unknown }
  stdout: OutputStream
  stderr: OutputStream
  /** An engine for this home folder (the user's own if undefined). Nothing runs before its first call. */
  startEngine(home: string | undefined, onProgress: (event: ProgressEvent) => void): Engine
  /** Calls `listener` for every SIGINT, SIGTERM and SIGHUP; answers how to stop listening. */
  onInterrupt(listener: () => void): () => void
  /** Calls `listener` with true for SIGUSR1 and false for SIGUSR2, where the system has them. */
  onPause(listener: (on: boolean) => void): () => void
  /** Calls `listener` when a suspended command goes on (SIGCONT). */
  onContinue(listener: () => void): () => void
  /** Does what the terminal does at Ctrl-C, Ctrl-Z and Ctrl-\. */
  raise(signal: 'SIGINT' | 'SIGTSTP' | 'SIGQUIT'): void
  /** Whether this command has the keyboard of its terminal. */
  isForeground(): boolean
}
