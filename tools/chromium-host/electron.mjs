/** The module `electron` of the Chromium host: just the API that the app uses, nothing of its own. */
import { app } from './application.mjs'
import { dialog, shell } from './dialogs.mjs'
import { ipcMain } from './ipc-main.mjs'
import { protocol, session } from './network.mjs'
import { Menu, nativeTheme, Notification, powerMonitor, powerSaveBlocker, screen } from './system.mjs'
import { utilityProcess } from './utility-process.mjs'
import { BrowserWindow } from './window.mjs'

const electron = {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  screen,
  session,
  shell,
  utilityProcess,
}

export {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  screen,
  session,
  shell,
  utilityProcess,
}
export default electron
