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
  // 6: interrupted, can resume. The lock goes with the process.
  port.onClose(() => process.exit(6))
  // This very script, in a thread: one file to pack, and one place where threads begin.
  serveEngine(port, createEngine, () => new SecondThread(new URL(import.meta.url)))
}
