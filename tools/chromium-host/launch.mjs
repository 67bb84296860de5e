/** For tests and tools: starts the app in the Chromium host and drives its window, in the shape of Playwright's Electron. */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { findNode24 } from '../lib/node24.mjs'

const start = fileURLToPath(new URL('start.mjs', import.meta.url))
const secondsToStart = 75
const attempts = 2
const secondsToQuit = 15

/**
 * @param {{ appDir: string, env?: NodeJS.ProcessEnv, headless?: boolean }} options
 * @returns {Promise<import('./launch.mjs').ChromiumHost>}
 */
export async function launchChromiumHost(options) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await launchOnce(options)
    } catch (error) {
      // Nothing of the app has run yet when no window opens, so that a second start is the same as a first.
      if (attempt === attempts || !(error instanceof NoWindow)) throw error
    }
  }
}

/** The host did not get as far as a window. */
class NoWindow extends Error {}

/** @returns {Promise<import('./launch.mjs').ChromiumHost>} */
async function launchOnce({ appDir, env = process.env, headless = true }) {
  const child = fork(start, ['--app', appDir], {
    execPath: findNode24(),
    execArgv: [],
    env: { ...env, HIVE_HEADED: headless ? '0' : '1' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (output += data))
  const exited = new Promise((resolve) => child.on('exit', resolve))

  const endpoint = await nextWindow(child, exited, () => output)
  const browser = await chromium.connectOverCDP(endpoint, { noDefaults: true })
  const page = browser.contexts()[0]?.pages()[0]
  if (!page || !child.pid) throw new Error('The window closed while it opened.')

  const pending = new Map()
  let lastId = 0
  child.on('message', (/** @type {any} */ { type, id, value, error }) => {
    if (type !== 'result') return
    const { resolve, reject } = pending.get(id)
    pending.delete(id)
    if (error === undefined) resolve(value)
    else reject(new Error(error))
  })

  void exited.then(() => {
    for (const { reject } of pending.values()) reject(new Error('The app has ended.'))
  })

  /** Runs a function in main: its first argument is the module `electron`. */
  const evaluate = (run, argument) =>
    new Promise((resolve, reject) => {
      pending.set(++lastId, { resolve, reject })
      child.send({ id: lastId, source: String(run), argument }, (error) => error && reject(error))
    })

  return {
    host: 'chromium',
    page,
    evaluate,
    /** What the app has printed. */
    output: () => output,
    pid: child.pid,
    exited,
    /** Quits as a person would, and ends what has not quit by then. */
    async close() {
      if (child.connected) await evaluate(({ app }) => app.quit()).catch(() => undefined)
      const timer = setTimeout(() => child.kill('SIGKILL'), secondsToQuit * 1000)
      await exited
      clearTimeout(timer)
      await browser.close().catch(() => undefined)
    },
  }
}

function nextWindow(child, exited, output) {
  return new Promise((resolve, reject) => {
    const fail = (why) => {
      child.kill('SIGKILL')
      reject(new NoWindow(`The Chromium host ${why}:\n${output()}`))
    }
    const timer = setTimeout(() => fail(`opened no window in ${secondsToStart} s`), secondsToStart * 1000)
    void exited.then((code) => fail(`ended with ${code}`))
    child.on('message', (/** @type {any} */ message) => {
      if (message.type !== 'window') return
      clearTimeout(timer)
      resolve(message.endpoint)
    })
  })
}
