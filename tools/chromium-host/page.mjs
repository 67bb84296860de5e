/** One window of the system's Chromium: a browser of its own, in app mode, with a profile that is thrown away. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, errors } from 'playwright-core'
import { chromiumHelp, findChromium } from '../find-chromium.mjs'
import { toInternal } from './addresses.mjs'
import { config } from './config.mjs'
import { session } from './network.mjs'
import { bindingName, preloadScript } from './preload-runtime.mjs'

const attempts = 3
const secondsToLaunch = 20

/**
 * Opens a window that shows nothing yet. `onRequest(route)` answers its requests, `onInvoke(text, source)` its calls.
 * Answers Playwright's page, the debugging endpoint if one is wanted, and how to close it.
 */
export async function openPage(options) {
  const executablePath = await findChromium()
  if (!executablePath) throw new Error(chromiumHelp)
  for (let attempt = 1; ; attempt++) {
    try {
      return await openContext(executablePath, options)
    } catch (error) {
      // On a busy machine a browser was seen to hang at its very start; the next one, with a new profile, does not.
      if (attempt === attempts || !(error instanceof errors.TimeoutError)) throw error
    }
  }
}

async function openContext(executablePath, { url, width, height, preload, colorScheme, onRequest, onInvoke }) {
  const profile = mkdtempSync(join(tmpdir(), 'hive-chromium-'))
  const removeProfile = () => rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  process.on('exit', removeProfile)
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    timeout: secondsToLaunch * 1000,
    headless: config.headless,
    viewport: null,
    colorScheme,
    chromiumSandbox: process.getuid?.() !== 0,
    ignoreDefaultArgs: ['--enable-automation'],
    args: chromiumArguments(url, width, height),
    env: chromiumEnvironment(profile),
    // The app decides what a signal means.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  })
  const close = async () => {
    await context.close().catch(() => undefined)
    process.off('exit', removeProfile)
    removeProfile()
  }
  try {
    if (session.defaultSession.deniesPermissions) await context.grantPermissions([])
    await context.route('**', onRequest)
    await context.exposeBinding(bindingName, ({ page, frame }, text) => onInvoke(text, { page, frame }))
    await context.addInitScript({ content: preloadScript(readFileSync(preload, 'utf8')) })
    const page = context.pages()[0] ?? (await context.newPage())
    return { context, page, endpoint: endpoint(profile), close }
  } catch (error) {
    await close()
    throw error
  }
}

function chromiumArguments(url, width, height) {
  return [
    // Without an address of its own, an app window shows an address bar. The first load fails: no route is there yet.
    `--app=${toInternal(url)}`,
    '--host-resolver-rules=MAP * ~NOTFOUND',
    `--window-size=${width},${height}`,
    // Without it, a bar warns of --no-sandbox, which root needs.
    '--test-type',
    '--disable-gpu',
    '--disable-sync',
    '--disable-component-update',
    ...(config.debuggingPort === null ? [] : [`--remote-debugging-port=${config.debuggingPort}`]),
  ]
}

/** Its caches and key stores belong to the profile, not to the home that is migrated. */
function chromiumEnvironment(profile) {
  return process.platform === 'linux'
    ? { ...process.env, HOME: profile, XDG_CONFIG_HOME: profile, XDG_CACHE_HOME: profile, XDG_DATA_HOME: profile }
    : process.env
}

function endpoint(profile) {
  if (config.debuggingPort === null) return null
  if (config.debuggingPort > 0) return `http://127.0.0.1:${config.debuggingPort}`
  // Chromium says which port it took.
  const [port] = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n')
  return `http://127.0.0.1:${port}`
}
