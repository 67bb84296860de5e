import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app, dialog, type BrowserWindow } from 'electron'
import type { EngineClient } from '../engine-process/client.js'
import type { OperationCoordinator } from '../ipc/index.js'
import type { AppTexts } from './texts/index.js'
import { UpdateCheck, type Question, type UpdateObstacle } from './update.js'
import type * as Feed from './update-feed.js'

export type UpdateParts = {
  /** Folder of out/main, in which the updater lies. */
  folder: string
  operation: OperationCoordinator
  queries: Pick<EngineClient, 'call'>
  currentWindow: () => BrowserWindow | null
  texts: AppTexts
}

/** The check of the menu, with the system's dialogs. */
export function createUpdateCheck({ folder, operation, queries, currentWindow, texts }: UpdateParts): UpdateCheck {
  return new UpdateCheck({
    version: app.getVersion(),
    texts,
    obstacle: () => obstacle(operation, queries),
    ask: (question) => ask(currentWindow(), texts, question),
    // Below 0 the bar goes away.
    progress: (fraction) => currentWindow()?.setProgressBar(fraction ?? -1),
    async open() {
      // Only Electron has it, and only a package has a feed there.
      const { resourcesPath } = process as { resourcesPath?: string }
      if (!app.isPackaged || !resourcesPath) return null
      const { openFeed } = (await import(pathToFileURL(join(folder, 'updater.js')).href)) as typeof Feed
      return openFeed(resourcesPath)
    },
  })
}

/** Our own operation, that of a command line, and a run that wants to be resumed. */
async function obstacle(
  operation: OperationCoordinator,
  queries: UpdateParts['queries'],
): Promise<UpdateObstacle | null> {
  if (operation.running) return 'running'
  const { state, lastRun } = await queries.call('status', {})
  if (lastRun?.state === 'running') return 'running'
  return state === 'interrupted' ? 'interrupted' : null
}

async function ask(
  window: BrowserWindow | null,
  { t }: AppTexts,
  { message, detail, action }: Question,
): Promise<boolean> {
  const buttons = action ? [t('update.notNow'), action] : [t('update.ok')]
  const options = { type: 'info' as const, message, detail, buttons, defaultId: 0, cancelId: 0, noLink: true }
  const { response } = await (window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options))
  return response === 1
}
