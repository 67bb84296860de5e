import { utilityProcess } from 'electron'
import { EngineClient, type EngineClientOptions } from '../engine-process/client.js'
import type { Environment } from '../engine/model/index.js'
import type { FromEngine, Transport } from '../engine-process/protocol.js'

/** Starts engine processes, which belong to main (docs/adr/0001). */
export class Engines {
  readonly #hostFile: string
  readonly #environment: () => Environment
  readonly #clients = new Set<EngineClient>()

  /** @param environment asked with every engine: the language of its report may have changed. */
  constructor(hostFile: string, environment: () => Environment) {
    this.#hostFile = hostFile
    this.#environment = environment
  }

  /** An engine whose process starts with its first call. */
  create(onProgress?: EngineClientOptions['onProgress']): EngineClient {
    const client = new EngineClient({
      environment: this.#environment(),
      start: () => startUtilityProcess(this.#hostFile),
      onProgress,
    })
    this.#clients.add(client)
    return client
  }

  /** Ends all of them; what they do on disk survives being ended at any instruction. */
  closeAll(): void {
    for (const client of this.#clients) client.close()
    this.#clients.clear()
  }
}

/** The engine host as Electron's utility process: a Node of its own, without a window, that can be killed. */
function startUtilityProcess(hostFile: string): Transport {
  const child = utilityProcess.fork(hostFile, [], {
    serviceName: 'Hive migration engine',
    stdio: process.env['HIVE_MIGRATE_DEBUG'] ? 'inherit' : 'ignore',
  })
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => child.on('message', (message: unknown) => listener(message as FromEngine)),
    onExit: (listener) => child.on('exit', (code) => listener(`exit code ${code}`)),
    kill: () => {
      // SIGTERM, which child.kill() sends, waits for the running native call; this does not.
      if (child.pid === undefined) child.kill()
      else killNow(child.pid)
    },
  }
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself in the meantime.
  }
}
