/**
 * Entry of the engine's own process (Electron utilityProcess, or a Node child of the command line). It can be killed at
 * any instruction: everything the engine does on disk survives that.
 */
import { createEngine } from '../engine/index.js'
import { ownerPort } from './ports.js'
import { serveEngine } from './serve.js'

// Ctrl-C reaches the whole process group. The parent decides what it means: it sends `cancel`, or kills.
process.on('SIGINT', () => undefined)

const port = ownerPort()
// 6: interrupted, can resume. The lock goes with the process.
port.onClose(() => process.exit(6))
serveEngine(port, createEngine)
