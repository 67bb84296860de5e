/** Entry of `hive-migrate`: gives `main` the real process, and ends when all of its output is written. */
import { fileURLToPath } from 'node:url'
import packageJson from '../../package.json' with { type: 'json' }
import { EngineClient } from '../engine-process/client.js'
import { currentEnvironment } from '../engine-process/environment.js'
import { startNodeTransport } from '../engine-process/node-transport.js'
import { main } from './main.js'
import type { World } from './world.js'

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
}

// `hive-migrate analyze | head`: a reader that has gone away is no reason to stop a migration.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

// Not process.exit(): that would cut off what is still on its way into a pipe.
process.exitCode = await main(process.argv.slice(2), world)
