import { sampleRequest } from '../engine-process/sample.js'
import type { Handlers, IpcContext } from './handlers.js'

export function sampleHandlers({ queries, stateHome }: IpcContext): Pick<Handlers, 'sample.create'> {
  return {
    'sample.create': () => queries.call('createSample', sampleRequest(stateHome)),
  }
}
