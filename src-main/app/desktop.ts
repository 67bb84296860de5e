import { dialog, shell, type BrowserWindow, type OpenDialogOptions } from 'electron'
import type { Desktop } from '../ipc/index.js'

const pickers: Record<Parameters<Desktop['pick']>[0], OpenDialogOptions> = {
  folder: { title: 'Where is the old Hive?', properties: ['openDirectory', 'showHiddenFiles'] },
  'backup-folder': { title: 'Where should the backup go?', properties: ['openDirectory', 'createDirectory'] },
  file: {
    title: 'Which file is the old Hive’s database?',
    properties: ['openFile', 'showHiddenFiles'],
    filters: [
      { name: 'Databases', extensions: ['db', 'sqlite', 'sqlite3', 'db3'] },
      { name: 'All files', extensions: ['*'] },
    ],
  },
}

/** The desktop as the handlers need it; dialogs belong to the window. */
export function electronDesktop(currentWindow: () => BrowserWindow | null, home: string): Desktop {
  return {
    async pick(kind) {
      const window = currentWindow()
      const options = { ...pickers[kind], defaultPath: home }
      const { filePaths } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
      return filePaths[0] ?? null
    },
    reveal: (path) => shell.showItemInFolder(path),
    // Answers the system's words for a failure, '' for none.
    open: async (path) => (await shell.openPath(path)) === '',
  }
}
