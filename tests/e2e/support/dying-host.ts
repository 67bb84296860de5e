/**
 * The engine's host, but at one named place (docs/reliability.md, faults.ts) it stops for ever and says so: whoever waits for
 * that then ends every process of the app, as a power cut would.
 */
import { writeFileSync } from 'node:fs'
import { setFaultHook } from '../../../src-main/engine/faults.js'
import '../../../src-main/engine-process/host.js'

const { HIVE_E2E_STOP_AT: place, HIVE_E2E_STOPPED: mark } = process.env

setFaultHook({
  at: (point) => {
    if (point !== place || mark === undefined) return
    writeFileSync(mark, String(process.pid))
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  },
  before: () => undefined,
})
