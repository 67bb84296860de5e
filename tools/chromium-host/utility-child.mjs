/** In the child, before its own code: the port to main, over the IPC channel; the child ends when main does. */
import { EventEmitter } from 'node:events'

const port = Object.assign(new EventEmitter(), {
  postMessage: (message) => void process.send?.(structuredClone(message), undefined, undefined, () => undefined),
})
process.on('message', (data) => port.emit('message', { data }))
process.on('disconnect', () => process.exit(0))
Object.defineProperty(process, 'parentPort', { value: port })
