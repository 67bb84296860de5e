/** A machine that this one is not: another system, another user, operations that the system refuses. */
import { seteuid } from 'node:process'
import { setFaultHook, type FaultPoint, type FileOperation } from '../../src-main/engine/faults.js'

/** Runs `work` while the process says that it runs on another system. */
export async function onPlatform<T>(platform: NodeJS.Platform, work: () => T | Promise<T>): Promise<T> {
  const own = Object.getOwnPropertyDescriptor(process, 'platform')!
  Object.defineProperty(process, 'platform', { ...own, value: platform })
  try {
    return await work()
  } finally {
    Object.defineProperty(process, 'platform', own)
  }
}

/** Runs `work` without the rights of root, whom no permission stops; anybody else runs it as they are. */
export async function withoutRoot<T>(work: () => T | Promise<T>): Promise<T> {
  const isRoot = process.getuid?.() === 0
  if (isRoot) seteuid?.(65534)
  try {
    return await work()
  } finally {
    if (isRoot) seteuid?.(0)
  }
}

/** An error as the system gives it. */
export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: refused by the test`), { code })
}

/** Does something once, when a run comes to a place. Take it back with `setFaultHook(null)`. */
export function once(place: FaultPoint, act: () => void): void {
  let done = false
  const at = (point: FaultPoint) => {
    if (point !== place || done) return
    done = true
    act()
  }
  setFaultHook({ at, before: () => undefined })
}

/** Called before every operation of files/durable.ts; what it throws is the system's refusal. */
export function onOperation(act: (operation: FileOperation, path: string) => void): void {
  setFaultHook({ at: () => undefined, before: act })
}
