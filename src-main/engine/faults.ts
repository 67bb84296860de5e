/**
 * Named places where a run can be made to die, for the tests of crash safety (docs/reliability.md). In the product nobody
 * listens: a fault point is one comparison, and nothing a user does can set a listener.
 */
import type { RunState } from './journal/run.js'

/** Every named place, in the order in which a run passes them. */
const named = [
  'lock:before',
  'lock:taken',
  'lock:before-release',
  'recover:before-rollbacks',
  'recover:before-resume',
  'recover:before-undo',
  'plan:prepared',
  'plan:checked',
  'run:folder-made',
  'run:plan-written',
  'durable:partial-written',
  'durable:partial-flushed',
  'durable:renamed',
  'append:opened',
  'append:written',
  'backup:folder-made',
  'backup:before-item',
  'backup:file-copied',
  'backup:item-copied',
  'backup:online-begun',
  'backup:file-sealed',
  'backup:before-manifest',
  'backup:manifest-written',
  'fold:begun',
  'fold:copied',
  'fold:recovered',
  'fold:twin-filled',
  'fold:twin-compared',
  'fold:done',
  'target:folder-made',
  'target:created',
  'target:tables-made',
  'copy:begun',
  'copy:staged',
  'copy:before-batch',
  'copy:rows-inserted',
  'copy:constraint-broken',
  'copy:quarantined',
  'copy:repaired',
  'copy:hangers-on',
  'copy:before-checkpoint',
  'copy:checkpointed',
  'build:before-commit',
  'build:committed',
  'copy:listed',
  'copy:sequences',
  'copy:made',
  'copy:done',
  'config:rows-written',
  'config:rows-placed',
  'config:before-toml',
  'config:toml-staged',
  'index:before-one',
  'index:one-made',
  'search:created',
  'search:filled',
  'triggers:created',
  'triggers:made',
  'statistics:analysed',
  'statistics:made',
  'books:kept',
  'history:written',
  'history:kept',
  'keep:schema-made',
  'target:closed',
  'verify:opened',
  'verify:check-done',
  'verify:compared',
  'verify:before-outcome',
  'verify:outcome-saved',
  'follow:looked',
  'renew:strays-removed',
  'renew:copied',
  'renew:proven',
  'renew:before-manifest',
  'renew:manifest-written',
  'swap:begun',
  'swap:flushed',
  'swap:intent',
  'swap:before-fold',
  'swap:before-side-removed',
  'swap:folded',
  'swap:toml-flushed',
  'swap:toml-renamed',
  'swap:toml-done',
  'swap:closed-to-others',
  'swap:before-rename',
  'swap:renamed',
  'swap:folder-flushed',
  'swap:done',
  'report:begun',
  'report:written',
  'work:building-removed',
  'work:toml-removed',
  'work:removed',
  'audit:before',
  'audit:written',
  'undo:begun',
  'undo:work-removed',
  'undo:folder-removed',
  'undo:backup-removed',
  'rollback:verified',
  'rollback:planned',
  'rollback:kept',
  'rollback:restoring',
  'restore:before-stage',
  'restore:file-copied',
  'restore:file-staged',
  'restore:staged',
  'restore:file-removed',
  'restore:removed',
  'restore:whole',
  'restore:before-rename',
  'restore:file-renamed',
  'restore:renamed',
  'restore:folders-flushed',
  'restore:folder-removed',
  'restore:verified',
  'rollback:restored',
  'rollback:migration-closed',
  'rollback:work-removed',
  'rollback:before-audit',
  'rollback:keep-removed',
] as const

/** The places just before and just after a state is in a run's journal. */
const journaled = [
  'planned',
  'backed-up',
  'built',
  'verified',
  'swapping',
  'swapped',
  'restoring',
  'done',
  'failed',
  'cancelled',
  'undone',
] as const satisfies RunState[]

export type FaultPoint = (typeof named)[number] | `journal:${'before' | 'after'}-${RunState}`

/** All fault points that a run can pass. */
export const faultPoints: readonly FaultPoint[] = [
  ...named,
  ...journaled.flatMap((state) => [`journal:before-${state}`, `journal:after-${state}`] as const),
]

/** What files/durable.ts asks of the system; a test can let the nth of them fail. */
export type FileOperation = 'write' | 'fsync' | 'rename' | 'copy'

/** What a test does at a place: return, throw, or end the process. */
export type FaultHook = { at(point: FaultPoint): void; before(operation: FileOperation, path: string): void }

let hook: FaultHook | null = null

/** Sets who listens, or nobody. Only the drivers of tests call this. */
export function setFaultHook(next: FaultHook | null): void {
  hook = next
}

/** Marks a place where a run may die. */
export function faultPoint(point: FaultPoint): void {
  if (hook !== null) hook.at(point)
}

/** Marks a request to the system that may fail. */
export function fileFault(operation: FileOperation, path: string): void {
  if (hook !== null) hook.before(operation, path)
}
