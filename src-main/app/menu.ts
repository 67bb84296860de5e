import { app, Menu, type MenuItemConstructorOptions } from 'electron'
import type { PageName } from '../../src-preload/contract.js'
import type { AppTexts } from './texts/index.js'

/** In the order of their keys. */
const pages = [
  'home',
  'migrate',
  'backups',
  'look',
  'history',
  'test',
  'performance',
  'settings',
] as const satisfies PageName[]

export type MenuActions = { go: (page: PageName) => void; checkForUpdates: () => void }

const separator = { type: 'separator' } as const

/** What macOS expects below the app's name, with the check where its people look for one. */
const appMenu = ({ t }: AppTexts, check: MenuItemConstructorOptions): MenuItemConstructorOptions => {
  const name = app.getName()
  return {
    label: name,
    submenu: [
      { role: 'about', label: t('mac.about', { name }) },
      check,
      separator,
      { role: 'services', label: t('mac.services') },
      separator,
      { role: 'hide', label: t('mac.hide', { name }) },
      { role: 'hideOthers', label: t('mac.hideOthers') },
      { role: 'unhide', label: t('mac.showAll') },
      separator,
      { role: 'quit', label: t('mac.quit', { name }) },
    ],
  }
}

/** Electron's own menus of this kind are English everywhere. */
const editMenu = ({ t }: AppTexts): MenuItemConstructorOptions => ({
  role: 'editMenu',
  label: t('mac.edit'),
  submenu: [
    { role: 'undo', label: t('mac.undo') },
    { role: 'redo', label: t('mac.redo') },
    separator,
    { role: 'cut', label: t('mac.cut') },
    { role: 'copy', label: t('mac.copy') },
    { role: 'paste', label: t('mac.paste') },
    { role: 'delete', label: t('mac.delete') },
    { role: 'selectAll', label: t('mac.selectAll') },
  ],
})

const windowMenu = ({ t }: AppTexts): MenuItemConstructorOptions => ({
  role: 'windowMenu',
  label: t('mac.window'),
  submenu: [
    { role: 'minimize', label: t('mac.minimize') },
    { role: 'zoom', label: t('mac.zoom') },
    separator,
    { role: 'front', label: t('mac.front') },
  ],
})

/**
 * macOS needs a menu for Quit, Copy and Paste to work at all. Everywhere there is one of the pages, with keys; on Windows and
 * Linux it shows when Alt is pressed (window.ts). A checkout has reload and the developer tools. To be called again when
 * the language changes.
 */
export function setMenu(texts: AppTexts, { go, checkForUpdates }: MenuActions): void {
  const { t } = texts
  const isMac = process.platform === 'darwin'
  const check = { label: t('menu.checkForUpdates'), click: checkForUpdates }
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [appMenu(texts, check), editMenu(texts)] : []),
    {
      label: t('menu.go'),
      submenu: pages.map((page, index) => ({
        label: t(`menu.${page}`),
        accelerator: `CmdOrCtrl+${index + 1}`,
        click: () => go(page),
      })),
    },
    ...(isMac ? [windowMenu(texts)] : []),
    ...(app.isPackaged ? [] : ([{ role: 'viewMenu' }] as const)),
    ...(isMac ? [] : [{ label: t('menu.help'), submenu: [check] }]),
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
