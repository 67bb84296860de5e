/** The host's side of launch.mjs: says where its window is, and runs functions in main as Playwright's Electron does. */
import { config } from './config.mjs'
import electron from './electron.mjs'

/** Takes orders from the process that started this one; ends when it is gone. */
export function obey() {
  const say = (message) => process.send?.(message)
  config.debuggingPort ??= 0
  config.onWindow = (endpoint) => void say({ type: 'window', endpoint })
  process.on('message', async (/** @type {any} */ { id, source, argument }) => {
    try {
      const run = (0, eval)(`(${source})`)
      say({ type: 'result', id, value: await run(electron, argument) })
    } catch (error) {
      say({ type: 'result', id, error: String(error) })
    }
  })
  // Not a polite quit: nobody is left to answer a question.
  process.on('disconnect', () => process.exit(1))
}
