/** Starts the app on the host that is there: real Electron, else the Chromium host. Specs see no difference but the name. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, test as base, type Page, type TestInfo } from '@playwright/test'
import type * as Electron from 'electron'
import { launchChromiumHost } from '../../tools/chromium-host/launch.mjs'
import { findElectron } from '../../tools/lib/electron.mjs'
import { launchInstalled } from './installed.js'

export type RunningApp = {
  page: Page
  /** Runs a function in main, with the module `electron` as its first argument. */
  evaluate<R, A>(run: (electron: typeof Electron, argument: A) => R | Promise<R>, argument?: A): Promise<R>
  /** Ends the process as a crash or a power cut would. */
  kill(): Promise<void>
  /** Quits and waits until the process is gone. */
  close(): Promise<void>
}

/** A machine of its own: a home folder, and in it the folder for backups and runs, where Linux has it. */
export type Machine = { home: string; state: string; start(): Promise<RunningApp> }

/** The program of an installed app, for the specs that need no way into its main process: the others are skipped. */
const installed = process.env['HIVE_INSTALLED_APP']
const electron = installed ? null : findElectron()

/** Which host the specs run on; in every report. */
export const host = installed ? 'installed app' : electron ? 'Electron' : 'Chromium host'

const appDir = process.env['HIVE_APP_DIR'] ?? fileURLToPath(new URL('../../', import.meta.url))

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
    const start = async () => {
      const app = await launch({ ...process.env, HOME: home, USERPROFILE: home, HIVE_MIGRATE_HOME: state }, temporary)
      running.push(app)
      return app
    }
    await use({ home, state, start })
    for (const app of running) {
      if (testInfo.status !== testInfo.expectedStatus) await attachPicture(app, testInfo)
      await answerQuitQuestion(app)
      await app.close()
    }
    rmSync(folder, { recursive: true, force: true })
  },
})

export { expect } from '@playwright/test'

async function launch(env: NodeJS.ProcessEnv, temporary: string): Promise<RunningApp> {
  if (installed) return launchInstalled(installed, env)
  if (!electron) {
    // A host that is killed leaves Chromium's profile there.
    Object.assign(env, { TMPDIR: temporary, TEMP: temporary, TMP: temporary })
    const app = await launchChromiumHost({ appDir, env, headless: process.env['HIVE_HEADED'] !== '1' })
    const kill = async () => {
      process.kill(app.pid, 'SIGKILL')
      await app.exited
    }
    return { ...app, kill }
  }
  const args = process.getuid?.() === 0 ? ['--no-sandbox', appDir] : [appDir]
  const app = await _electron.launch({ executablePath: electron, args, env: env as Record<string, string> })
  return {
    page: await app.firstWindow(),
    evaluate: (run, argument) => app.evaluate(run as never, argument as never),
    kill: async () => {
      const gone = app.waitForEvent('close')
      app.process().kill('SIGKILL')
      await gone
    },
    close: () => app.close(),
  }
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
