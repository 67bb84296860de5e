import type { Handlers, IpcContext } from './handlers.js'

type Channels = 'backups.list' | 'backups.verify' | 'backups.rollback'

export function backupsHandlers({ queries, operation }: IpcContext): Pick<Handlers, Channels> {
  return {
    'backups.list': () => queries.call('backups', {}),
    'backups.verify': ({ id }) => queries.call('verifyBackup', { id }),
    'backups.rollback': ({ id }) => {
      operation.rollback({ backup: id })
      return { started: true }
    },
  }
}
