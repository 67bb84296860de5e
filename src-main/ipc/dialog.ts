import type { Handlers, IpcContext } from './handlers.js'

type Channels = 'dialog.pickSource' | 'dialog.pickBackupFolder'

export function dialogHandlers({ desktop, backupFolders }: IpcContext): Pick<Handlers, Channels> {
  return {
    'dialog.pickSource': async ({ kind }) => ({ path: await desktop.pick(kind) }),
    'dialog.pickBackupFolder': async () => {
      const path = await desktop.pick('backup-folder')
      if (path !== null) backupFolders.add(path)
      return { path }
    },
  }
}
