import { HiveError } from '../engine/errors.js'
import type { Handlers, IpcContext } from './handlers.js'

type Channels = 'migration.start' | 'migration.cancel' | 'migration.undo' | 'migration.pause' | 'migration.state'

export function migrationHandlers({ operation, queries, backupFolders }: IpcContext): Pick<Handlers, Channels> {
  return {
    'migration.start': (request) => {
      backupFolders.assert(request.backupDir)
      // A window can wait for its user to make room; the command line cannot.
      operation.migrate({ ...request, onDiskFull: 'wait' })
      return { started: true }
    },
    'migration.cancel': () => ({ cancelling: operation.cancel() }),
    'migration.undo': (request) => {
      // The engine would wait for the lock of our own run, and refuse then.
      if (operation.running) throw new HiveError('HM-LOCKED', 'This window is already busy with one.')
      return queries.call('giveUp', request)
    },
    'migration.pause': ({ on }) => ({ done: operation.pause(on) }),
    'migration.state': () => operation.state,
  }
}
