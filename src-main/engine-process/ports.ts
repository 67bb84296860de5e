import type { EnginePort, ToEngine } from './protocol.js'

/** The part of Electron's `process.parentPort` (utilityProcess) that is used here. */
type ParentPort = {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: ToEngine }) => void): void
}

/** The wire to whoever started this process: Electron's main process, or a Node parent with an IPC channel. */
export function ownerPort(): EnginePort {
  const parentPort = (process as { parentPort?: ParentPort }).parentPort
  if (parentPort) return electronPort(parentPort)
  if (process.send) return nodePort()
  throw new Error('The engine host is started by the app or by hive-migrate, not by hand.')
}

function electronPort(parentPort: ParentPort): EnginePort {
  return {
    send: (message) => parentPort.postMessage(message),
    onMessage: (listener) => parentPort.on('message', (event) => listener(event.data)),
    // Electron ends its utility processes itself when the main process is gone.
    onClose: () => undefined,
  }
}

function nodePort(): EnginePort {
  return {
    // A message to a parent that has just died is nobody's loss: `disconnect` follows.
    send: (message) => void process.send?.(message, undefined, undefined, () => undefined),
    onMessage: (listener) => process.on('message', (message: unknown) => listener(message as ToEngine)),
    onClose: (listener) => process.on('disconnect', listener),
  }
}
