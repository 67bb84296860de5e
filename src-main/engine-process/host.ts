/**
 * Entry of the engine's own process (Electron utilityProcess, or a Node child of the command line). It can be killed at
 * any instruction: everything the engine does on disk survives that.
 */
import { isMainThread } from 'node:worker_threads'
import { createEngine } from '../engine/index.js'
import { ownerPort } from './ports.js'
import { SecondThread } from './second-thread.js'
import { serveEngine } from './serve.js'
import { serveTasks } from './thread.js'

if (isMainThread) serveOwner()
else serveTasks()

function serveOwner(): void {
  // Ctrl-C reaches the whole process group. The parent decides what it means: it sends `cancel`, or kills.
  process.on('SIGINT', () => undefined)

  const port = ownerPort()
  // As the parent would end it. An orderly exit waits for the second thread and for reads that are under way: on a busy
  // disk that can take minutes, in which the lock would say that somebody is at work.
  port.onClose(() => process.kill(process.pid, 'SIGKILL'))
  // This very script, in a thread: one file to pack, and one place where threads begin.
  serveEngine(port, createEngine, () => new SecondThread(new URL(import.meta.url)))
}
