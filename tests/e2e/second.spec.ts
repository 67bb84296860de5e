/** Two of them at once: a second window, and a command line beside the app. Only one does something, and the other says so. */
import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { findNode24 } from '../../tools/lib/node24.mjs'
import { createSample } from '../../src-main/engine/sample/index.js'
import { expect, host, test, type Machine } from './app.js'
import { problemsOf } from './disk.js'
import { buildDyingApp, stopAt, stopped, type DyingApp } from './support/dying-app.js'
import { killTree } from './support/kill-tree.js'
import { expectAccessible } from './support/accessible.js'
import { goToPlan, heading, press, waitUntilDone } from './wizard.js'

let dying: DyingApp
// What an installer has put there is what it is.
test.skip(host === 'installed app')

test.beforeAll(async () => {
  dying = await buildDyingApp()
})
test.afterAll(() => {
  dying.remove()
})

/** A command line that stands still, which a test that fails must not leave behind. */
let stuck: number | null = null
test.afterEach(() => {
  if (stuck !== null) killTree(stuck)
})

/** `quick` on this machine: answers its process, and what it said and how it ended. */
function quick({ env, home }: Machine, more: NodeJS.ProcessEnv = {}) {
  const args = [join(dying.dir, 'out/cli/main.js'), 'quick', '--yes', '--json', '--home', home]
  const child = spawn(findNode24(), args, { env: { ...env, ...more }, stdio: ['ignore', 'pipe', 'ignore'] })
  let said = ''
  child.stdout.on('data', (data: Buffer) => (said += data.toString()))
  const ended = new Promise<{ status: number | null; said: string }>((resolve) => {
    child.on('close', (status) => resolve({ status, said }))
  })
  return { child, ended }
}

test(`a second window hands over to the first, and a command line is refused while it works (${host})`, async ({
  machine,
}) => {
  const { database } = await createSample({ directory: machine.home, conversations: 2000 })
  const app = await machine.start()
  const { page } = app
  await app.evaluate(({ BrowserWindow }) => {
    const heard: string[] = []
    Object.assign(globalThis, { heard })
    BrowserWindow.prototype.isMinimized = () => true
    BrowserWindow.prototype.restore = () => void heard.push('restored')
    BrowserWindow.prototype.focus = () => void heard.push('focused')
  })
  await goToPlan(page)
  await press(page, 'Migrate now')
  await expect(page.getByRole('progressbar')).toBeVisible()
  await app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'))
  await expect(heading(page, /: paused$/)).toBeVisible()

  expect(await machine.startAgain(), 'it ended by itself').toBe(0)
  await expect
    .poll(() => app.evaluate(() => (globalThis as unknown as { heard: string[] }).heard))
    .toEqual(['restored', 'focused'])
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)

  const { status, said } = await quick(machine).ended
  expect([status, (JSON.parse(said) as { error: { code: string } }).error.code]).toEqual([7, 'HM-LOCKED'])

  await app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'))
  await waitUntilDone(page)
  expect(readdirSync(join(machine.state, 'runs')), 'one run, not two').toHaveLength(1)
  expect(problemsOf(join(machine.home, '.hive', 'hive-ai.db'), database)).toEqual([])
})

test(`the app says that a command line is at work, refuses to begin, and goes on when it has died (${host})`, async ({
  machine,
}) => {
  const { database } = await createSample({ directory: machine.home })
  const app = await machine.start()
  const { page } = app
  await goToPlan(page)
  const mark = join(machine.home, '..', 'stopped')
  mkdirSync(machine.state, { recursive: true })
  const { child, ended } = quick(machine, stopAt('copy:checkpointed', mark))
  const engine = await stopped(mark)
  stuck = child.pid ?? null

  await press(page, 'Migrate now')
  await expect(page.getByText('Another migration is running', { exact: true })).toBeVisible()
  await expect(page.getByText('Wait until the other one has finished.')).toBeVisible()
  await expectAccessible(page)
  await page.reload()
  await expect(heading(page, 'Something is running elsewhere')).toBeVisible()
  await expectAccessible(page)

  expect(killTree(stuck ?? 0)).toContain(engine)
  stuck = null
  await ended
  // Home hears of it by itself.
  await expect(heading(page, 'A migration was interrupted')).toBeVisible()
  await press(page, 'Resume')
  await waitUntilDone(page)
  expect(problemsOf(join(machine.home, '.hive', 'hive-ai.db'), database)).toEqual([])
})
