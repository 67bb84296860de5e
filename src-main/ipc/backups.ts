import type { Handlers, IpcContext } from './handlers.js'

type Channels = 'backups.list' | 'backups.verify' | 'backups.rollback' | 'backups.remove' | 'backups.copy'

export function backupsHandlers({ queries, operation, desktop }: IpcContext): Pick<Handlers, Channels> {
  return {
    'backups.list': () => queries.call('backups', {}),
    'backups.verify': ({ id }) => queries.call('verifyBackup', { id }),
    'backups.rollback': ({ id }) => {
      operation.rollback({ backup: id })
      return { started: true }
    },
    'backups.remove': ({ id }) => queries.call('removeBackup', { id }),
    'backups.copy': async ({ id }) => {
      const folder = await desktop.pick('copy-folder')
      if (folder !== null) await queries.call('copyBackup', { id, directory: folder })
      return { folder }
    },
  }
}
