import type { Handlers, IpcContext } from './handlers.js'

export function statusHandlers({ queries }: IpcContext): Pick<Handlers, 'status.get'> {
  return { 'status.get': () => queries.call('status', { health: true }) }
}
