/**
 * The wish to stop or to pause, from outside an operation to its innermost loop. Both travel with the AbortSignal, which
 * everything long gets anyway.
 */
class Gate {
  paused = false
  readonly listeners = new Set<(wish: 'pause' | 'resume') => void>()
  #waiting: (() => void)[] = []

  open(): void {
    this.paused = false
    this.#tell('resume')
    for (const go of this.#waiting.splice(0)) go()
  }

  close(): void {
    this.paused = true
    this.#tell('pause')
  }

  #tell(wish: 'pause' | 'resume'): void {
    for (const listener of this.listeners) listener(wish)
  }

  opened(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve))
  }
}

const gates = new WeakMap<AbortSignal, Gate>()

/** What the owner of an operation holds. */
export type Control = { signal: AbortSignal; abort(): void; pause(): void; resume(): void }

/** Makes a control; aborting also ends a pause. */
export function createControl(): Control {
  const controller = new AbortController()
  const gate = new Gate()
  gates.set(controller.signal, gate)
  return {
    signal: controller.signal,
    abort: () => {
      controller.abort()
      gate.open()
    },
    pause: () => {
      if (!controller.signal.aborted) gate.close()
    },
    resume: () => {
      gate.open()
    },
  }
}

/** Tells a listener of the wish to pause and to go on, until the function that it answers is called. */
export function hearPause(signal: AbortSignal, listener: (wish: 'pause' | 'resume') => void): () => void {
  const listeners = gates.get(signal)?.listeners
  listeners?.add(listener)
  return () => listeners?.delete(listener)
}

/**
 * Called between two batches: lets the process read its messages, waits as long as the operation is paused, and throws
 * when it is to stop.
 */
export async function breathe(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
  const gate = gates.get(signal)
  while (gate?.paused) await gate.opened()
  signal.throwIfAborted()
}
