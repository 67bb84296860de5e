import { dialog, shell, type BrowserWindow, type OpenDialogOptions } from 'electron'
import type { Desktop } from '../ipc/index.js'
import type { AppTexts } from './texts/index.js'

const pickers = ({ t }: AppTexts): Record<Parameters<Desktop['pick']>[0], OpenDialogOptions> => ({
  folder: { title: t('pick.folder'), properties: ['openDirectory', 'showHiddenFiles'] },
  'backup-folder': { title: t('pick.backup'), properties: ['openDirectory', 'createDirectory'] },
  'copy-folder': { title: t('pick.copy'), properties: ['openDirectory', 'createDirectory'] },
  file: {
    title: t('pick.file'),
    properties: ['openFile', 'showHiddenFiles'],
    filters: [
      { name: t('pick.databases'), extensions: ['db', 'sqlite', 'sqlite3', 'db3'] },
      { name: t('pick.allFiles'), extensions: ['*'] },
    ],
  },
})

/** The desktop as the handlers need it; dialogs belong to the window. */
export function electronDesktop(currentWindow: () => BrowserWindow | null, home: string, texts: AppTexts): Desktop {
  return {
    async pick(kind) {
      const window = currentWindow()
      const options = { ...pickers(texts)[kind], defaultPath: home }
      const { filePaths } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
      return filePaths[0] ?? null
    },
    reveal: (path) => shell.showItemInFolder(path),
    // Answers the system's words for a failure, '' for none.
    open: async (path) => (await shell.openPath(path)) === '',
  }
}
