/** Runs in the page before the renderer: puts the mock in place of preload, set up by the scene that is asked for. */
import { MockBridge } from './mock-bridge.js'
import { scenes } from './scenes.js'

const page = globalThis as unknown as { hive: MockBridge; scene?: string }
const bridge = new MockBridge()
scenes[page.scene ?? '']?.(bridge)
page.hive = bridge
