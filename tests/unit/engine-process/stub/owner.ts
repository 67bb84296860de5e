/** Starts an engine, says its process id and waits to be killed. */
import { fileURLToPath } from 'node:url'
import { EngineClient } from '../../../../src-main/engine-process/client.js'
import { currentEnvironment } from '../../../../src-main/engine-process/environment.js'
import { startNodeTransport } from '../../../../src-main/engine-process/node-transport.js'

const host = fileURLToPath(new URL('host.ts', import.meta.url))
const client = new EngineClient({
  environment: currentEnvironment(),
  start: () => startNodeTransport(host, process.execArgv),
})
const { pid } = (await client.call('status', {})) as unknown as { pid: number }
console.log(pid)
