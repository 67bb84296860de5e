import type { Handlers, IpcContext } from './handlers.js'

export function detectHandlers({ queries }: IpcContext): Pick<Handlers, 'detect.analyze'> {
  return { 'detect.analyze': ({ path }) => queries.call('analyze', { path, newest: true }) }
}
