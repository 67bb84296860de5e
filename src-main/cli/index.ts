/** Entry of `hive-migrate`: gives `main` the real process, and ends when all of its output is written. */
import { fileURLToPath } from 'node:url'
import packageJson from '../../package.json' with { type: 'json' }
import { EngineClient } from '../engine-process/client.js'
import { currentEnvironment } from '../engine-process/environment.js'
import { startNodeTransport } from '../engine-process/node-transport.js'
import { isForeground } from './foreground.js'
import { main } from './main.js'
import type { World } from './world.js'

/** Listeners for SIGUSR1 (true) and SIGUSR2 (false), which Windows does not have. */
const pauseListeners = new Set<(on: boolean) => void>()
const interrupts = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
// Beside this file once it is built: see tools/build.mjs.
const engineHost = fileURLToPath(new URL('../main/engine-host.js', import.meta.url))

const world: World = {
  version: packageJson.version,
  stateHome: currentEnvironment().stateHome,
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  startEngine: (home, onProgress) =>
    new EngineClient({
      environment: currentEnvironment({ home }),
      start: () => startNodeTransport(engineHost),
      onProgress,
    }),
  onInterrupt: (listener) => {
    for (const signal of interrupts) process.on(signal, listener)
    return () => {
      for (const signal of interrupts) process.off(signal, listener)
    }
  },
  onPause: (listener) => {
    pauseListeners.add(listener)
    return () => pauseListeners.delete(listener)
  },
  onContinue: (listener) => {
    if (process.platform === 'win32') return () => undefined
    process.on('SIGCONT', listener)
    return () => process.off('SIGCONT', listener)
  },
  raise: (signal) => {
    // The terminal sends to the whole group; of Ctrl-C the engine's process takes no notice anyway.
    if (signal === 'SIGINT') process.emit('SIGINT', 'SIGINT')
    else if (process.platform !== 'win32') process.kill(0, signal)
  },
  isForeground: () => isForeground(),
}

// For as long as this process lives: else SIGUSR2 would end it, and SIGUSR1 start Node's debugger.
if (process.platform !== 'win32') {
  for (const [signal, on] of [
    ['SIGUSR1', true],
    ['SIGUSR2', false],
  ] as const) {
    process.on(signal, () => {
      for (const listener of pauseListeners) listener(on)
    })
  }
}

// `hive-migrate analyze | head`: a reader that has gone away is no reason to stop a migration.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

// Not process.exit(): that would cut off what is still on its way into a pipe.
process.exitCode = await main(process.argv.slice(2), world)
