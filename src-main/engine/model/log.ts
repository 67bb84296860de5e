/** One line of what happened: of a run's journal, of the record of actions, or of the program's own log. */
export type LogLine = {
  /** ISO 8601. */
  at: string
  from: 'journal' | 'record' | 'log'
  level: 'info' | 'error'
  /** The run that it belongs to, where it belongs to one. */
  runId: string | null
  /** A state, an action or a call: `verified`, `rollback`, `app-started`. */
  event: string
  /** What is known of it, in the words of the engine, with paths and figures and never with a key. */
  detail: string
}
