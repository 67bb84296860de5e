import { join } from 'node:path'
import type { Handlers, IpcContext } from './handlers.js'

/** The size of the real install that the facts were taken from; always the same data. */
const sample = { conversations: 77, seed: 1 }

export function sampleHandlers({ queries, stateHome }: IpcContext): Pick<Handlers, 'sample.create'> {
  return {
    'sample.create': () => queries.call('createSample', { directory: join(stateHome, 'sample'), ...sample }),
  }
}
