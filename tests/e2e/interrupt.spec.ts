/** Cancel, reload and close in the middle of a migration. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { createSample } from '../../src-main/engine/sample/index.js'
import { expect, host, test, type Machine, type RunningApp } from './app.js'
import { problemsOf, treeOf } from './disk.js'
import { photograph } from './pictures.js'
import { goToPlan, heading, press, waitUntilDone } from './wizard.js'

/** Enough that the run is still on its way when a person (or a test) presses the next button. */
const conversations = 8000

async function startMigration(machine: Machine): Promise<{ app: RunningApp; database: string; target: string }> {
  const { database } = await createSample({ directory: machine.home, conversations })
  const app = await machine.start()
  await goToPlan(app.page)
  await press(app.page, 'Migrate now')
  await expect(app.page.getByRole('progressbar')).toBeVisible()
  return { app, database, target: join(machine.home, '.hive', 'hive-ai.db') }
}

/** The figure over the bar, from 10 % on: the run is in the middle of something. */
const someProgress = (page: Page) => page.getByText(/^[1-9]\d\s%$/).first()

test(`cancel installs nothing, and Resume finishes (${host})`, async ({ machine }) => {
  const { app, database, target } = await startMigration(machine)
  const { page } = app
  await expect(someProgress(page)).toBeVisible()
  await photograph(app, 'migrate')
  await press(page, 'Cancel')
  await expect(heading(page, /cancelled$/)).toBeVisible({ timeout: 10_000 })
  expect(existsSync(target)).toBe(false)
  await photograph(app, 'cancelled')
  await press(page, 'Resume')
  await waitUntilDone(page)
  expect(problemsOf(target, database)).toEqual([])
})

test(`a reloaded window finds the migration where it is (${host})`, async ({ machine }) => {
  const { app, database, target } = await startMigration(machine)
  await app.page.reload()
  await waitUntilDone(app.page)
  expect(problemsOf(target, database)).toEqual([])
})

test(`after a kill in the middle, the next start resumes (${host})`, async ({ machine }) => {
  const { app, database, target } = await startMigration(machine)
  await expect(someProgress(app.page)).toBeVisible()
  await app.kill()
  const { page } = await machine.start()
  await expect(heading(page, 'A migration was interrupted')).toBeVisible()
  expect(existsSync(target)).toBe(false)
  await press(page, 'Resume')
  await waitUntilDone(page)
  expect(problemsOf(target, database)).toEqual([])
})

test(`closing the window asks before it cancels (${host})`, async ({ machine }) => {
  const { app, target } = await startMigration(machine)
  const before = treeOf(join(machine.home, '.hive-ai'))
  // The person keeps going first, then cancels and quits.
  await app.evaluate(({ dialog }) => {
    const asked: string[] = []
    Object.assign(globalThis, { asked })
    dialog.showMessageBox = (...args: unknown[]) => {
      asked.push((args[1] as { message: string }).message)
      return Promise.resolve({ response: asked.length === 1 ? 0 : 1, checkboxChecked: false })
    }
  })
  const closeWindow = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await closeWindow()
  expect(await app.evaluate(() => (globalThis as { asked?: string[] }).asked)).toEqual([
    'The migration is still running',
  ])
  await expect(app.page.getByRole('progressbar')).toBeVisible()
  await closeWindow()
  await app.close()
  expect(existsSync(target)).toBe(false)
  expect(treeOf(join(machine.home, '.hive-ai'))).toEqual(before)
})
