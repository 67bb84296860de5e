/** Entry of the application: lifecycle only. The work is in the engine's process, the calls of the page in ipc. */
import { join } from 'node:path'
import { app, type BrowserWindow } from 'electron'
import { currentEnvironment } from '../engine-process/environment.js'
import { noteEvent, noteFault } from '../engine-process/log.js'
import { chooseSpoken } from '../words/language.js'
import { createHandlers, IpcRegistry, OperationCoordinator, PickedFolders } from '../ipc/index.js'
import { SystemActivity } from './activity.js'
import { connectCalls, sendEvent } from './bridge.js'
import { electronDesktop } from './desktop.js'
import { EndNotice } from './end-notice.js'
import { Engines } from './engine.js'
import { setMenu } from './menu.js'
import { pauseWhileAsleep } from './power.js'
import { WindowPreferences } from './preferences.js'
import { registerAppScheme, serveRenderer } from './protocol.js'
import { QuitGuard } from './quit.js'
import { denyByDefault, denyInSession } from './security.js'
import { appTexts } from './texts/index.js'
import { createUpdateCheck } from './update-window.js'
import { openWindow } from './window.js'

const out = join(app.getAppPath(), 'out')
const environment = currentEnvironment()

const noteAppFault = (event: string, error: unknown) => {
  console.error(event, error)
  noteFault(environment.stateHome, event, error)
}

registerAppScheme()
denyByDefault()
// Only noted: what becomes of it stays Electron's affair.
process.on('uncaughtExceptionMonitor', (error) => noteFault(environment.stateHome, 'app-fault', error))
// Whoever says where our state goes means all of it; a second instance is one with the same state.
if (environment.env['HIVE_MIGRATE_HOME']) app.setPath('userData', join(environment.stateHome, 'window'))
if (app.requestSingleInstanceLock()) void app.whenReady().then(start)
else app.quit()

function start(): void {
  noteEvent(environment.stateHome, 'app-started', `${app.getVersion()} ${environment.platform} ${process.arch}`)
  denyInSession()
  serveRenderer(join(out, 'renderer'))
  let window: BrowserWindow | null = null
  const currentWindow = () => window
  const preferences = new WindowPreferences()
  const activity = new SystemActivity()
  const texts = appTexts(() => chooseSpoken(preferences.get().language, app.getPreferredSystemLanguages()))
  const notice = new EndNotice(texts)
  const engines = new Engines(join(out, 'main', 'engine-host.js'), () => ({
    ...environment,
    locale: texts.spoken.locale,
  }))
  const operation = new OperationCoordinator({
    startEngine: (onProgress) => engines.create(onProgress),
    emit: (event, payload) => {
      sendEvent(window, event, payload)
      activity.show(operation.state, window)
      notice.hear(operation.state, window)
    },
  })
  const queries = engines.create()
  const updates = createUpdateCheck({ folder: join(out, 'main'), operation, queries, currentWindow, texts })
  const showMenu = () =>
    setMenu(texts, {
      go: (page) => sendEvent(window, 'menu.go', { page }),
      checkForUpdates: () => void updates.run(),
    })
  showMenu()
  preferences.onLanguage(showMenu)
  const handlers = createHandlers({
    info: {
      version: app.getVersion(),
      platform: environment.platform,
      host: 'electron' in process.versions ? 'electron' : 'chromium',
      home: environment.home,
    },
    stateHome: environment.stateHome,
    queries,
    operation,
    desktop: electronDesktop(currentWindow, environment.home, texts),
    preferences,
    backupFolders: new PickedFolders(),
  })
  pauseWhileAsleep(operation)
  connectCalls(new IpcRegistry(handlers, noteAppFault), currentWindow)

  window = openWindow(join(out, 'preload', 'index.cjs'), preferences, noteAppFault)
  new QuitGuard(operation, texts).watch(window)
  window.on('closed', () => (window = null))
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', () => engines.closeAll())
}
