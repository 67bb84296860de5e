/** An engine host whose engine misbehaves on request: `from` of `migrate` says how. For tests of the client only. */
import type { EngineApi } from '../../../../src-main/engine/api.js'
import { HiveError } from '../../../../src-main/engine/errors.js'
import type { ProgressEvent } from '../../../../src-main/engine/model/index.js'
import { ownerPort } from '../../../../src-main/engine-process/ports.js'
import { serveEngine } from '../../../../src-main/engine-process/serve.js'

process.on('SIGINT', () => undefined)
const port = ownerPort()
port.onClose(() => process.exit(6))

const progress = (fraction: number, cancellable = true): ProgressEvent => ({
  type: 'progress',
  runId: 'run-1',
  phase: cancellable ? 'copy' : 'swap',
  label: 'Copying',
  fraction,
  rowsDone: 0,
  rowsTotal: 0,
  rowsPerSecond: 0,
  bytesDone: 0,
  bytesTotal: 0,
  secondsLeft: null,
  elapsedMs: 0,
  cancellable,
})

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const block = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)

serveEngine(port, ({ emit, signal, environment }) => {
  const engine: Partial<EngineApi> = {
    status: () => Promise.resolve({ pid: process.pid, environment } as never),
    analyze: ({ path }) => Promise.reject(new HiveError('HM-SOURCE-MISSING', `Nothing at ${path ?? ''}`)),
    preview: () => Promise.reject(new Error('a bug')),
    async migrate({ from }) {
      emit(progress(0))
      if (from === 'burst') for (let i = 1; i <= 1000; i++) emit(progress(i / 1000))
      if (from === 'crash') process.exit(9)
      if (from === 'block') block(60_000)
      if (from === 'swap') {
        emit(progress(0.9, false))
        await sleep(2000)
      }
      while (from === 'polite') {
        await sleep(20)
        if (signal.aborted) throw new HiveError('HM-CANCELLED', 'Stopped between two batches.')
      }
      return { runId: 'run-1' } as never
    },
  }
  return engine as EngineApi
})
