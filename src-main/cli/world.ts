/** Everything of the process that the command line touches; an input, so that tests see all of it. */
import type { ProgressEvent } from '../engine/model/index.js'
import type { Engine } from './session.js'

export type OutputStream = {
  write(text: string): unknown
  isTTY?: boolean
  columns?: number
}

export type World = {
  version: string
  /** Where backups and runs live (design 5), and the sample data of `--sample`. */
  stateHome: string
  env: Record<string, string | undefined>
  stdin: NodeJS.ReadableStream & { isTTY?: boolean }
  stdout: OutputStream
  stderr: OutputStream
  /** An engine for this home folder (the user's own if undefined). Nothing runs before its first call. */
  startEngine(home: string | undefined, onProgress: (event: ProgressEvent) => void): Engine
  /** Calls `listener` for every SIGINT, SIGTERM and SIGHUP; answers how to stop listening. */
  onInterrupt(listener: () => void): () => void
}
