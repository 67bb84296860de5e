import { fork } from 'node:child_process'
import type { FromEngine, Transport } from './protocol.js'

/**
 * Starts the engine host as a Node child in this process's group (so that a kill of the group takes both) with an IPC
 * channel; for the command line and the tests. Its output is silent: stdout belongs to `--json`, stderr to
 * `--progress json`. With HIVE_MIGRATE_DEBUG set, its stderr is shown.
 */
export function startNodeTransport(hostFile: string, execArgv: string[] = []): Transport {
  const stderr = process.env['HIVE_MIGRATE_DEBUG'] ? 'inherit' : 'ignore'
  const child = fork(hostFile, [], { execArgv, stdio: ['ignore', 'ignore', stderr, 'ipc'], serialization: 'advanced' })
  return {
    // Sending to a process that is dying fails; its exit is what counts then.
    send: (message) => void child.send(message, () => undefined),
    onMessage: (listener) => child.on('message', (message: unknown) => listener(message as FromEngine)),
    onExit: (listener) => {
      let told = false
      const tell = (reason: string) => {
        if (!told) listener(reason)
        told = true
      }
      child.on('exit', (code, signal) => tell(signal ?? `exit code ${code}`))
      child.on('error', (error) => tell(error.message))
    },
    kill: () => void child.kill('SIGKILL'),
  }
}
