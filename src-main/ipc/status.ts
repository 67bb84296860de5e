import type { Handlers, IpcContext } from './handlers.js'

export function statusHandlers({ queries }: IpcContext): Pick<Handlers, 'status.get' | 'log.read'> {
  return {
    'status.get': () => queries.call('status', { health: true }),
    'log.read': async (request) => ({ lines: await queries.call('log', request) }),
  }
}
