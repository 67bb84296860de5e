import type { Handlers, IpcContext } from './handlers.js'

type Channels = 'migration.start' | 'migration.cancel' | 'migration.pause' | 'migration.state'

export function migrationHandlers({ operation, backupFolders }: IpcContext): Pick<Handlers, Channels> {
  return {
    'migration.start': (request) => {
      backupFolders.assert(request.backupDir)
      // A window can wait for its user to make room; the command line cannot.
      operation.migrate({ ...request, onDiskFull: 'wait' })
      return { started: true }
    },
    'migration.cancel': () => ({ cancelling: operation.cancel() }),
    'migration.pause': ({ on }) => ({ done: operation.pause(on) }),
    'migration.state': () => operation.state,
  }
}
