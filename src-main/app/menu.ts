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

/**
 * macOS needs a menu for Quit, Copy and Paste to work at all. Everywhere there is one of the pages, with keys; on Windows and
 * Linux it shows when Alt is pressed (window.ts). A checkout has reload and the developer tools.
 */
export function setMenu(go: (page: PageName) => void): void {
  const isMac = process.platform === 'darwin'
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? ([{ role: 'appMenu' }, { role: 'editMenu' }] as const) : []),
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
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
