/** In the child, before its own code: the port to main, over the IPC channel; the child ends when main does. */
import { EventEmitter } from 'node:events'

const port = Object.assign(new EventEmitter(), {
  postMessage: (message) => void process.send?.(structuredClone(message), undefined, undefined, () => undefined),
})
process.on('message', (data) => port.emit('message', { data }))
// At once, as Electron does: an orderly exit waits for reads that are under way.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
Object.defineProperty(process, 'parentPort', { value: port })
