/** What goes wrong in a run, and how: set for the engine of this process. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { HiveError } from '../../../src-main/engine/errors.js'
import { setFaultHook, type FaultPoint, type FileOperation } from '../../../src-main/engine/faults.js'

/** `refuse` throws what the engine itself refuses with; `cancel` is a person who cancels. Neither is a death. */
export type Death = 'kill' | 'exit' | 'throw'
export type Ending = Death | 'refuse' | 'cancel'

export type Fault =
  | { kind: 'none' }
  /** Dies at a named place, the `hit`th time it is passed (from 1); `after` says what else happens before that. */
  | { kind: 'point'; point: FaultPoint; hit: number; death: Ending; after?: { point: FaultPoint; by: Ending } }
  /** Is killed some time after a named place: in the middle of whatever it does then. */
  | { kind: 'moment'; point: FaultPoint; hit: number; microseconds: number }
  /** The nth request of a kind to the system fails, once or from then on. */
  | { kind: 'operation'; operation: FileOperation; nth: number; code: 'ENOSPC' | 'EIO' | 'EACCES'; forever: boolean }

/** What a place throws that was told to: not an error that the engine knows. */
export class Died extends Error {}

/** The status of a process that was told to exit. */
export const exitStatus = 86

/** Whether the fault has really come (a run that never passes the place ends well), and what was asked of the system. */
export type Armed = { struck: boolean; operations: Record<FileOperation, number> }

/**
 * Arms a fault; `onPoint` hears of every place first. Answers, for `moment`, when the thread that will end this process
 * is ready.
 */
export async function arm(fault: Fault, cancel: () => void, onPoint?: (point: FaultPoint) => void): Promise<Armed> {
  const armed: Armed = { struck: false, operations: { write: 0, fsync: 0, rename: 0, copy: 0 } }
  const hits = new Map<FaultPoint, number>()
  const strike = fault.kind === 'moment' ? await executioner(fault.microseconds) : () => undefined
  setFaultHook({
    at: (point) => {
      onPoint?.(point)
      const hit = (hits.get(point) ?? 0) + 1
      hits.set(point, hit)
      if (fault.kind === 'point' && point === fault.after?.point && hit === 1) die(fault.after.by, point, cancel)
      if ((fault.kind !== 'point' && fault.kind !== 'moment') || point !== fault.point || hit !== fault.hit) return
      armed.struck = true
      if (fault.kind === 'moment') strike()
      else die(fault.death, point, cancel)
    },
    before: (operation, path) => {
      const count = ++armed.operations[operation]
      if (fault.kind !== 'operation' || operation !== fault.operation) return
      if (count !== fault.nth && !(fault.forever && count > fault.nth)) return
      armed.struck = true
      throw Object.assign(new Error(`${fault.code}: the test says so, ${operation} '${path}'`), { code: fault.code })
    },
  })
  return armed
}

/** Nobody listens any more. */
export function disarm(): void {
  setFaultHook(null)
}

function die(death: Ending, point: FaultPoint, cancel: () => void): void {
  if (death === 'cancel') {
    cancel()
    return
  }
  if (death === 'refuse') throw new HiveError('HM-SOURCE-BUSY', `refused at ${point}`)
  if (death === 'throw') throw new Died(`died at ${point}`)
  if (death === 'exit') process.exit(exitStatus)
  process.kill(process.pid, 'SIGKILL')
}

/** A thread that kills this process, whatever it is doing, so many microseconds after it is told to. */
async function executioner(microseconds: number): Promise<() => void> {
  const flag = new Int32Array(new SharedArrayBuffer(4))
  const code = `
    const { parentPort, workerData } = require('node:worker_threads')
    parentPort.postMessage('ready')
    Atomics.wait(workerData.flag, 0, 0)
    const end = performance.now() + workerData.microseconds / 1000
    while (performance.now() < end);
    process.kill(process.pid, 'SIGKILL')`
  const thread = new Worker(code, { eval: true, workerData: { flag, microseconds } })
  await once(thread, 'message')
  thread.unref()
  return () => {
    Atomics.store(flag, 0, 1)
    Atomics.notify(flag, 0)
  }
}
