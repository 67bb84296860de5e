import { app, Menu, type MenuItemConstructorOptions } from 'electron'

/**
 * macOS needs a menu for Quit, Copy and Paste to work at all. Elsewhere the window has none: everything is on the page,
 * and the system's editing keys work without. A checkout has reload and the developer tools.
 */
export function setMenu(): void {
  const template: MenuItemConstructorOptions[] = []
  if (process.platform === 'darwin') template.push({ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' })
  if (!app.isPackaged) template.push({ role: 'viewMenu' })
  Menu.setApplicationMenu(template.length > 0 ? Menu.buildFromTemplate(template) : null)
}
