/** "Look inside": any conversation, as the old database has it and as the new one has it. JSON-safe. */

/** What to look at: a migration by its run, else the newest complete one; before any, an old database by its path. */
export type LookAt = { run?: string; from?: string }

export type LookSearchRequest = LookAt & {
  /** Words; every one of them must be there. Without any, all are listed. */
  text?: string
  /** `next` of the page before. */
  after?: string
  /** Only what this old database has, by its number in `databases`. */
  database?: number
}
/** `database`: which old one to compare with; without it the first that has the conversation. */
export type LookConversationRequest = LookAt & { id: string; database?: number }
/** One value whole; `ref` is the pair's. */
export type LookTextRequest = LookConversationRequest & { ref: string }

/** One of the two sides, and whether it can be looked into. */
export type LookSide = {
  state: 'ready' | 'absent' | 'unreadable'
  /** Where it is read from: a backup, a database in its place, or one that is built and not in its place yet. */
  kind: 'backup' | 'database' | 'building'
  path: string
  /** Conversations in it; null when it cannot be read. */
  conversations: number | null
  /** Why it cannot be looked into; empty when it can. */
  detail: string
}

/** One of the old databases of a migration, by its path as a person knows it; `without` holds no conversations. */
export type LookDatabase = Pick<LookSide, 'conversations' | 'detail'> & {
  path: string
  state: LookSide['state'] | 'without'
}

/**
 * How the two compare. `repaired` and `set-aside` are said only where the migration's own record holds exactly the two
 * values; `alone` where there is only one database to look at.
 */
export type LookMark = 'same' | 'repaired' | 'set-aside' | 'differs' | 'only-old' | 'only-new' | 'alone'

export type LookValue = {
  type: 'null' | 'integer' | 'real' | 'text' | 'blob'
  /** The text, or its beginning; a number as it is written; nothing for a BLOB. Keys are masked. */
  excerpt: string
  /** The whole value's size. */
  bytes: number
  /** `excerpt` is only the beginning. */
  cut: boolean
  /** What cannot be shown as it is: `holds NUL characters`, `is not valid UTF-8`. */
  remarks: string[]
}

/** One value on both sides. A side that has no such column or row is null, which is not the value NULL. */
export type LookPair = {
  ref: string
  label: string
  old: LookValue | null
  new: LookValue | null
  mark: LookMark
  /** Which rule repaired it, why it was set aside, what it was made from, where it is kept. */
  note: string
}

export type LookSection = {
  kind: 'question' | 'stage' | 'answer' | 'figures' | 'message' | 'more'
  title: string
  mark: LookMark
  note: string
  pairs: LookPair[]
}

export type LookFound = {
  /** For `lookConversation`; null when nothing tells this row apart. */
  id: string | null
  question: string
  answer: string
  /** `created_at` as it is stored. */
  created: string
  /** Of the conversation's own row: question, answers, moments. */
  mark: LookMark
  /** The old databases that have it, by their numbers; the first is the one that a comparison begins with. */
  databases: number[]
}

/** A migration that was undone: `at` is when, `kept` whether the new database that was taken out can still be looked at. */
export type LookUndone = { runId: string; at: string; kept: boolean }

export type LookResults = {
  /** The migration that is looked at; null before any, and after the last one was undone. */
  runId: string | null
  /** The migration that is looked at was undone; or none is looked at, and this one was the last. */
  undone: LookUndone | null
  old: LookSide
  new: LookSide
  /** Every old database, in the order in which they win. */
  databases: LookDatabase[]
  /** At most 50, newest first. */
  found: LookFound[]
  /** Asks for what follows; null at the end. A page may be empty and not the last: the search goes on from there. */
  next: string | null
  /** Conversations of the old database that this page read through; 0 when it did not need to. */
  searched: number
}

export type LookConversation = {
  old: LookSide
  new: LookSide
  databases: LookDatabase[]
  /** Which of them have it, and the one that is shown; null where none has. */
  heldBy: number[]
  database: number | null
  title: string
  created: string
  mark: LookMark
  /** Pairs by their mark, over everything that is shown. */
  counts: Record<LookMark, number>
  sections: LookSection[]
  /** What is not listed because there is too much of it, in words. */
  omitted: string[]
}
