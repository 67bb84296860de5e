import type { Handlers, IpcContext } from './handlers.js'

type Channels = 'migration.start' | 'migration.cancel' | 'migration.state'

export function migrationHandlers({ operation }: IpcContext): Pick<Handlers, Channels> {
  return {
    'migration.start': (request) => {
      operation.migrate(request)
      return { started: true }
    },
    'migration.cancel': () => ({ cancelling: operation.cancel() }),
    'migration.state': () => operation.state,
  }
}
