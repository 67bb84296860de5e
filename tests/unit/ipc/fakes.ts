/** Stand-ins of what the handlers are given, that record what they were asked. For tests only. */
import { vi } from 'vitest'
import type { ProgressEvent } from '../../../src-main/engine/model/index.js'
import { OperationCoordinator, PickedFolders, type IpcContext } from '../../../src-main/ipc/index.js'
import type { OperationEngine } from '../../../src-main/ipc/operation.js'

/** An engine whose one call the test ends when it likes. */
export class FakeEngine {
  resolve!: (value: unknown) => void
  reject!: (error: unknown) => void
  progress: (event: ProgressEvent) => void = () => undefined
  cancel = vi.fn(() => true)
  close = vi.fn()
  call = vi.fn(
    () =>
      new Promise<unknown>((resolve, reject) => {
        this.resolve = resolve
        this.reject = reject
      }),
  )

  /** As the client starts it; the fake answers whatever the test says. */
  start = (onProgress: (event: ProgressEvent) => void): OperationEngine => {
    this.progress = onProgress
    return this as unknown as OperationEngine
  }
}

export function fakeContext(answers: Record<string, unknown> = {}) {
  const engine = new FakeEngine()
  const emit = vi.fn()
  const query = vi.fn((method: string) =>
    answers[method] instanceof Error ? Promise.reject(answers[method]) : Promise.resolve(answers[method]),
  )
  const context = {
    info: { version: '1.0.0', platform: 'linux', host: 'chromium', home: '/home/a' },
    stateHome: '/state',
    queries: { call: query as unknown as IpcContext['queries']['call'] },
    operation: new OperationCoordinator({ startEngine: engine.start, emit }),
    desktop: {
      pick: vi.fn(() => Promise.resolve<string | null>('/picked')),
      reveal: vi.fn(),
      open: vi.fn(() => Promise.resolve(true)),
    },
    preferences: { get: vi.fn(() => ({ theme: 'dark' as const, language: 'de' as const })), set: vi.fn() },
    backupFolders: new PickedFolders(),
  } satisfies IpcContext
  return { context, engine, emit, query }
}
