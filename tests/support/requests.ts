/** What the engine asks of the file system, in order: `fsync /path`, `rename /path` and so on. */
import { setFaultHook } from '../../src-main/engine/faults.js'

/** Listens until `setFaultHook(null)`; places are noted as `at swap:renamed`. */
export function recordRequests(): string[] {
  const requests: string[] = []
  setFaultHook({
    at: (point) => {
      requests.push(`at ${point}`)
    },
    before: (operation, path) => {
      requests.push(`${operation} ${path}`)
    },
  })
  return requests
}
