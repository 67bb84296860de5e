import { app, Menu, type MenuItemConstructorOptions } from 'electron'
import type { PageName } from '../../src-preload/contract.js'

const pages: [page: PageName, label: string][] = [
  ['home', 'Home'],
  ['migrate', 'Migrate'],
  ['backups', 'Backups'],
  ['look', 'Look Inside'],
  ['history', 'History'],
  ['test', 'Live Test'],
  ['performance', 'Performance'],
  ['settings', 'Settings'],
]

export type MenuActions = { go: (page: PageName) => void; checkForUpdates: () => void }

/** What macOS expects below the app's name, with the check where its people look for one. */
const appMenu = (check: MenuItemConstructorOptions): MenuItemConstructorOptions => ({
  label: app.getName(),
  submenu: [
    { role: 'about' },
    check,
    { type: 'separator' },
    { role: 'services' },
    { type: 'separator' },
    { role: 'hide' },
    { role: 'hideOthers' },
    { role: 'unhide' },
    { type: 'separator' },
    { role: 'quit' },
  ],
})

/**
 * macOS needs a menu for Quit, Copy and Paste to work at all. Everywhere there is one of the pages, with keys; on Windows and
 * Linux it shows when Alt is pressed (window.ts). A checkout has reload and the developer tools.
 */
export function setMenu({ go, checkForUpdates }: MenuActions): void {
  const isMac = process.platform === 'darwin'
  const check = { label: 'Check for &Updates…', click: checkForUpdates }
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [appMenu(check), { role: 'editMenu' } as const] : []),
    {
      label: '&Go',
      submenu: pages.map(([page, label], index) => ({
        label,
        accelerator: `CmdOrCtrl+${index + 1}`,
        click: () => go(page),
      })),
    },
    ...(isMac ? ([{ role: 'windowMenu' }] as const) : []),
    ...(app.isPackaged ? [] : ([{ role: 'viewMenu' }] as const)),
    ...(isMac ? [] : [{ label: '&Help', submenu: [check] }]),
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
