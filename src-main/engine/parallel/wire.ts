/** What a second thread and its owner say to each other. */
import { codeOf, HiveError, type FailureCode } from '../errors.js'
import type { TaskName, TaskOrder } from './tasks.js'

export type ToThread =
  | { type: 'task'; id: number; name: TaskName; order: TaskOrder<TaskName> }
  | { type: 'abort' | 'pause' | 'resume'; id: number }

export type FromThread =
  // Its script has been loaded: only then it is there.
  | { type: 'ready' }
  | { type: 'rows'; id: number; rows: number }
  | { type: 'answer'; id: number; answer: unknown }
  | { type: 'error'; id: number; error: ThreadError }

/** An error on its way: a structured clone keeps neither a class nor a code. */
export type ThreadError = { known: FailureCode | null; code: string; message: string; fix: string; stack: string }

/** Packs an error for the way. */
export function packError(error: unknown): ThreadError {
  const known = error instanceof HiveError ? error : null
  return {
    known: known?.code ?? null,
    code: codeOf(error),
    message: error instanceof Error ? error.message : String(error),
    fix: known?.fix ?? '',
    stack: error instanceof Error ? (error.stack ?? '') : '',
  }
}

/** The error again, with its code, so that a full disk and a refusal are still told apart. */
export function unpackError({ known, code, message, fix, stack }: ThreadError): Error {
  if (known) return new HiveError(known, message, { fix })
  return Object.assign(new Error(message), { code, stack })
}
