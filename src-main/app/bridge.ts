import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron'
import { callChannel, eventChannel } from '../../src-preload/channels.js'
import type { EventName, Events } from '../../src-preload/contract.js'
import type { IpcRegistry, Sender } from '../ipc/index.js'

/** Connects the registry to Electron's IPC. No other file of main listens to a page. */
export function connectCalls(registry: IpcRegistry, currentWindow: () => BrowserWindow | null): void {
  ipcMain.handle(callChannel, (event, channel: unknown, request: unknown) =>
    registry.answer(senderOf(event, currentWindow()), channel, request),
  )
}

/** Sends an event to the page, if there is one. */
export function sendEvent<E extends EventName>(window: BrowserWindow | null, event: E, payload: Events[E]): void {
  if (window && !window.isDestroyed()) window.webContents.send(eventChannel, event, payload)
}

function senderOf(event: IpcMainInvokeEvent, window: BrowserWindow | null): Sender {
  const frame = event.senderFrame
  return {
    url: frame?.url,
    isMainFrame: frame !== null && frame.parent === null,
    isOurWindow: window !== null && !window.isDestroyed() && event.sender === window.webContents,
  }
}
