#!/usr/bin/env node
/**
 * Runs the app without Electron: the same built main, preload and renderer, with the system's Chromium as its windows.
 *
 *   node tools/chromium-host/start.mjs [--app DIR|app.asar] [--remote-debugging-port N] [-- arguments of the app]
 *
 * DIR is this checkout by default. Needs Node 22.15 or newer. Windows are headed when there is a display or HIVE_HEADED=1,
 * and headless otherwise or with HIVE_HEADED=0. Started with an IPC channel, it obeys launch.mjs.
 */
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { mainEntry, openAppDir } from './app-dir.mjs'
import { config } from './config.mjs'

const { values } = parseArgs({
  options: { app: { type: 'string' }, 'remote-debugging-port': { type: 'string' } },
  allowPositionals: true,
})

Object.assign(config, await openAppDir(values.app ?? fileURLToPath(new URL('../..', import.meta.url))))
config.headless = !isHeaded()
if (values['remote-debugging-port']) config.debuggingPort = Number(values['remote-debugging-port'])
if (process.send) {
  const { obey } = await import('./control.mjs')
  obey()
} else {
  config.onWindow = (endpoint) => {
    if (config.headless) console.log('There is no display here: the window is open, but nobody sees it.')
    if (endpoint) console.log(`Debugging endpoint: ${endpoint}`)
  }
}

const standIn = new URL('electron.mjs', import.meta.url).href
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
})
await import(mainEntry(config.appDir))

function isHeaded() {
  if (process.env['HIVE_HEADED']) return process.env['HIVE_HEADED'] !== '0'
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'])
}
