/** Starts the app on the host that is there: real Electron, else the Chromium host. Specs see no difference but the name. */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, test as base, type Page, type TestInfo } from '@playwright/test'
import type * as Electron from 'electron'
import { launchChromiumHost } from '../../tools/chromium-host/launch.mjs'
import { findElectron } from '../../tools/lib/electron.mjs'
import { findNode24 } from '../../tools/lib/node24.mjs'
import { launchInstalled } from './installed.js'
import { killTree } from './support/kill-tree.js'

export type RunningApp = {
  page: Page
  /** Runs a function in main, with the module `electron` as its first argument. */
  evaluate<R, A>(run: (electron: typeof Electron, argument: A) => R | Promise<R>, argument?: A): Promise<R>
  /** Ends the process as a crash or a power cut would. */
  kill(): Promise<void>
  /** Ends every process of the app at once, main, engine and window; answers which. */
  killAll(): Promise<number[]>
  /** Quits and waits until the process is gone. */
  close(): Promise<void>
}

/** A machine of its own: a home folder, and in it the folder for backups and runs, where Linux has it. */
export type Machine = {
  home: string
  state: string
  /** What every program on this machine finds in its environment. */
  env: NodeJS.ProcessEnv
  /** Another built app than this checkout's, and more for its environment. */
  start(other?: { appDir?: string; env?: NodeJS.ProcessEnv }): Promise<RunningApp>
  /** Starts the app where one runs already; answers how it ended. */
  startAgain(): Promise<number | null>
}

/** The program of an installed app, for the specs that need no way into its main process: the others are skipped. */
const installed = process.env['HIVE_INSTALLED_APP']
const electron = installed ? null : findElectron()

const chromiumHost = fileURLToPath(new URL('../../tools/chromium-host/start.mjs', import.meta.url))

/** Which host the specs run on; in every report. */
export const host = installed ? 'installed app' : electron ? 'Electron' : 'Chromium host'

const builtApp = process.env['HIVE_APP_DIR'] ?? fileURLToPath(new URL('../../', import.meta.url))

export const test = base.extend<{ machine: Machine }>({
  machine: async ({}, use, testInfo) => {
    testInfo.annotations.push({ type: 'host', description: host })
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hive-e2e-')))
    const home = join(folder, 'home')
    const state = join(home, '.local', 'share', 'hive-migrate')
    const temporary = join(folder, 'tmp')
    mkdirSync(home)
    mkdirSync(temporary)
    const running: RunningApp[] = []
    const env = { ...process.env, HOME: home, USERPROFILE: home, HIVE_MIGRATE_HOME: state }
    const start: Machine['start'] = async (other = {}) => {
      const app = await launch({ ...env, ...other.env }, temporary, other.appDir)
      running.push(app)
      return app
    }
    await use({ home, state, env, start, startAgain: () => launchAgain(env) })
    for (const app of running) {
      if (testInfo.status !== testInfo.expectedStatus) await attachPicture(app, testInfo)
      await answerQuitQuestion(app)
      await app.close()
    }
    rmSync(folder, { recursive: true, force: true })
  },
})

export { expect } from '@playwright/test'

async function launch(given: NodeJS.ProcessEnv, temporary: string, appDir = builtApp): Promise<RunningApp> {
  const env = { ...given }
  if (installed) return launchInstalled(installed, env)
  if (!electron) {
    // A host that is killed leaves Chromium's profile there.
    Object.assign(env, { TMPDIR: temporary, TEMP: temporary, TMP: temporary })
    const app = await launchChromiumHost({ appDir, env, headless: process.env['HIVE_HEADED'] !== '1' })
    const kill = async () => {
      process.kill(app.pid, 'SIGKILL')
      await app.exited
    }
    const killAll = async () => {
      const ended = killTree(app.pid)
      await app.exited
      return ended
    }
    return { ...app, kill, killAll }
  }
  const app = await _electron.launch({
    executablePath: electron,
    args: electronArgs(appDir),
    env: env as Record<string, string>,
  })
  const end = async <T>(how: (pid: number) => T): Promise<T> => {
    const gone = app.waitForEvent('close')
    const ended = how(app.process().pid ?? 0)
    await gone
    return ended
  }
  return {
    page: await app.firstWindow(),
    evaluate: (run, argument) => app.evaluate(run as never, argument as never),
    kill: () => end((pid) => void process.kill(pid, 'SIGKILL')),
    killAll: () => end(killTree),
    close: () => app.close(),
  }
}

const electronArgs = (appDir: string): string[] => (process.getuid?.() === 0 ? ['--no-sandbox', appDir] : [appDir])

/** A second instance has no window to drive: it only ends. */
function launchAgain(env: NodeJS.ProcessEnv): Promise<number | null> {
  const [program, args] = installed
    ? [installed, []]
    : electron
      ? [electron, electronArgs(builtApp)]
      : [findNode24(), [chromiumHost, '--app', builtApp]]
  const child = spawn(program, args, { env: { ...env, HIVE_HEADED: '0' }, stdio: 'ignore' })
  return new Promise((resolve, reject) => {
    child.on('exit', resolve)
    child.on('error', reject)
  })
}

async function attachPicture({ page }: RunningApp, testInfo: TestInfo): Promise<void> {
  const body = await page.screenshot().catch(() => null)
  if (body) await testInfo.attach('window', { body, contentType: 'image/png' })
}

/** A spec that failed in the middle of a migration must not wait for a person to answer whether to quit. */
async function answerQuitQuestion({ evaluate, page }: RunningApp): Promise<void> {
  if (installed || page.isClosed()) return
  await evaluate(({ dialog }) => {
    dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false })
  }).catch(() => undefined)
}
