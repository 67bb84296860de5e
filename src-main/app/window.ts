import { BrowserWindow, nativeTheme, screen, type Rectangle } from 'electron'
import type { WindowPreferences } from './preferences.js'
import { pageUrl } from './protocol.js'

const size = { width: 1080, height: 760, minWidth: 900, minHeight: 600 }

/** Opens the one window; it shows itself when the page has something to show. What goes wrong with it is for the log. */
export function openWindow(
  preload: string,
  preferences: WindowPreferences,
  onFault: (event: string, error: unknown) => void,
): BrowserWindow {
  const window = new BrowserWindow({
    ...size,
    ...visible(preferences.bounds),
    show: false,
    autoHideMenuBar: true,
    title: 'Hive Migration Assistant',
    // The page's own --paper, so that nothing flashes before it is painted.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#17161b' : '#fbf9f5',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => {
    // Before it shows: it must not grow in front of the person.
    if (preferences.maximized) window.maximize()
    window.show()
  })
  rememberPlace(window, preferences)
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason !== 'clean-exit') onFault('page-died', `${reason} ${exitCode}`)
  })
  window.loadURL(pageUrl).catch((error: unknown) => onFault('page-not-loaded', error))
  return window
}

/** Also a while after it was moved: a computer that loses its power closes no window. */
function rememberPlace(window: BrowserWindow, preferences: WindowPreferences): void {
  let timer: NodeJS.Timeout | undefined
  const remember = () => {
    clearTimeout(timer)
    if (window.isDestroyed()) return
    preferences.bounds = window.getNormalBounds()
    preferences.maximized = window.isMaximized()
  }
  const later = () => {
    clearTimeout(timer)
    timer = setTimeout(remember, 1000)
  }
  window.on('resize', later)
  window.on('move', later)
  window.on('maximize', later)
  window.on('unmaximize', later)
  window.on('close', remember)
  window.on('closed', () => clearTimeout(timer))
}

/** The remembered place, unless the display that it was on is gone. */
function visible(bounds: Rectangle | null): Rectangle | undefined {
  if (!bounds) return undefined
  const onScreen = screen
    .getAllDisplays()
    .some(
      ({ workArea }) =>
        bounds.x < workArea.x + workArea.width &&
        bounds.x + bounds.width > workArea.x &&
        bounds.y >= workArea.y &&
        bounds.y < workArea.y + workArea.height,
    )
  return onScreen ? bounds : undefined
}
