/**
 * The bridge: all that the page gets of the machine. Built as one CommonJS file that requires only `electron`, as a
 * sandboxed preload must be. It passes on and checks nothing: main validates everything, and has the schema.
 */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import { callChannel, eventChannel } from './channels.js'
import type { Answer, Bridge, EventName, Events } from './contract.js'

const bridge: Bridge = {
  call: (channel, request) => ipcRenderer.invoke(callChannel, channel, request) as Promise<Answer<never>>,
  on(event, listener) {
    const hear = (_: IpcRendererEvent, name: EventName, payload: Events[typeof event]) => {
      if (name === event) listener(payload)
    }
    ipcRenderer.on(eventChannel, hear)
    return () => void ipcRenderer.off(eventChannel, hear)
  },
}

contextBridge.exposeInMainWorld('hive', bridge)
