/** What is chosen on the Plan page takes effect; the whole job also goes by keyboard alone. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { createSample } from '../../src-main/engine/sample/index.js'
import { expect, host, test, type Machine, type RunningApp } from './app.js'
import { problemsOf, treeOf } from './disk.js'
import { photograph } from './pictures.js'
import { goToPlan, heading, press, waitUntilDone } from './wizard.js'

type Verification = { level: string; checks: { layer: string; name: string }[] }

/** What the one run's report says of its verification. */
function verificationOf({ state }: Machine): Verification {
  const [run = ''] = readdirSync(join(state, 'runs'))
  const report = readFileSync(join(state, 'runs', run, 'report.json'), 'utf8')
  return (JSON.parse(report) as { result: { verification: Verification } }).result.verification
}

const answerDialogWith = ({ evaluate }: RunningApp, path: string) =>
  evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, path)

test(`a strict migration with a backup folder of one's own (${host})`, async ({ machine }) => {
  const { database } = await createSample({ directory: machine.home })
  const folder = join(machine.home, 'my backups')
  mkdirSync(folder)
  const app = await machine.start()
  const { page } = app
  await goToPlan(page)
  await page.getByRole('radio', { name: /^Strict/ }).check()
  await page.getByText('Advanced options').click()

  // A folder of the old Hive is refused, and the usual one stays.
  await answerDialogWith(app, join(machine.home, '.hive-ai'))
  await press(page, 'Choose a folder…')
  await expect(page.getByRole('alert').getByText('The backup cannot go there')).toBeVisible()
  await expect(page.getByText('The app’s own folder')).toBeVisible()

  await answerDialogWith(app, folder)
  await press(page, 'Choose a folder…')
  await expect(page.getByText('Another backup folder')).toBeVisible()
  await page.getByText('Advanced options').scrollIntoViewIfNeeded()
  await photograph(app, 'plan-choices')
  await press(page, 'Migrate now')
  await waitUntilDone(page)

  const verification = verificationOf(machine)
  expect(verification.level).toBe('strict')
  expect(verification.checks.map(({ name }) => name)).toContain('file structure and indexes')
  const [backup = ''] = readdirSync(folder)
  expect(existsSync(join(folder, backup, 'manifest.json'))).toBe(true)
  expect(existsSync(join(machine.state, 'backups')), 'nothing goes to the usual folder').toBe(false)
  expect(problemsOf(join(machine.home, '.hive', 'hive-ai.db'), database)).toEqual([])

  // The backup is found where it is, and takes everything back.
  await expect(page.getByRole('main').getByText('my backups')).toBeVisible()
  await press(page, 'Undo the move…')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Undo the move' }).click()
  await expect(page.getByText('The move is undone', { exact: true })).toBeVisible({ timeout: 60_000 })
  expect(existsSync(join(machine.home, '.hive', 'hive-ai.db'))).toBe(false)
})

test(`a page cannot name a backup folder that nobody chose (${host})`, async ({ machine }) => {
  await createSample({ directory: machine.home })
  const { page } = await machine.start()
  await expect(heading(page, 'Your old Hive is ready to move')).toBeVisible()
  const answer = await page.evaluate(
    (path) =>
      (window as unknown as { hive: { call(channel: string, request: object): Promise<{ ok: boolean }> } }).hive.call(
        'migration.start',
        { backupDir: path },
      ),
    join(machine.home, 'elsewhere'),
  )
  expect(answer).toMatchObject({ ok: false, failure: { code: 'HM-USAGE' } })
  expect(existsSync(join(machine.home, 'elsewhere'))).toBe(false)
})

/** Presses Tab until the named element has the focus; fails when a round of the page does not reach it. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab')
    const text = await page.evaluate(() => {
      const { activeElement: element } = document
      return (element?.closest('label') ?? element)?.textContent.trim() ?? ''
    })
    if (name.test(text)) return
  }
  throw new Error(`Tab does not reach ${String(name)}`)
}

/** A button of a dialog by its keys: the dialog keeps the focus to itself. */
async function chooseInDialog(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('alertdialog').locator(':focus')).toBeVisible()
  await tabTo(page, new RegExp(`^${name}$`))
  await page.keyboard.press('Enter')
}

test(`the whole job by keyboard alone: wizard, proof, report, look inside, live test, and back (${host})`, async ({
  machine,
}) => {
  const { database } = await createSample({ directory: machine.home })
  const before = treeOf(machine.home)
  const app = await machine.start()
  const { page } = app
  await expect(heading(page, 'Your old Hive is ready to move')).toBeFocused()
  for (const next of ['Find your old Hive', 'Check before anything happens', 'Plan: what will happen']) {
    await expect(page.locator('[data-primary]:enabled')).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(heading(page, next)).toBeFocused()
  }
  await expect(page.getByRole('button', { name: 'Migrate now' })).toBeEnabled()
  await tabTo(page, /^Upgrade/)
  await tabTo(page, /^Standard/)
  await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('radio', { name: /^Basic/ })).toBeChecked()
  await tabTo(page, /^Advanced options/)
  await page.keyboard.press('Enter')
  await expect(page.getByText('This cannot be turned off')).toBeVisible()
  await tabTo(page, /^Migrate now/)
  await page.keyboard.press('Enter')

  // The proof: every check, to the last one, which is below the window.
  await expect(heading(page, 'Verify: everything arrived')).toBeFocused({ timeout: 120_000 })
  await page.keyboard.press('End')
  await expect(page.getByRole('main').getByRole('listitem').last()).toBeInViewport()
  await tabTo(page, /^Continue$/)
  await page.keyboard.press('Enter')
  await expect(heading(page, 'Done: your data has moved')).toBeFocused()
  expect(verificationOf(machine).level).toBe('basic')
  expect(problemsOf(join(machine.home, '.hive', 'hive-ai.db'), database)).toEqual([])

  // The report is read in the app, and opens in the system's program; the focus comes back to where it was.
  await app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openPath = (path: string) => {
      opened.push(path)
      return Promise.resolve('')
    }
  })
  await tabTo(page, /^Open report$/)
  await page.keyboard.press('Enter')
  await expect(page.locator('iframe')).toBeFocused()
  const report = page.frameLocator('iframe')
  await expect(report.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(report.locator('body')).toHaveCSS('margin', '0px')
  await page.keyboard.press('PageDown')
  await expect.poll(() => report.locator('html').evaluate((html) => html.scrollTop)).toBeGreaterThan(0)
  await tabTo(page, /^Open in browser$/)
  await page.keyboard.press('Enter')
  await expect.poll(() => app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened.length)).toBe(1)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Open report' })).toBeFocused()

  // A conversation, and back to the list where it was.
  await tabTo(page, /^Look inside$/)
  await page.keyboard.press('Enter')
  await expect(heading(page, 'Look inside')).toBeFocused()
  const first = page.locator('main .lines button').first()
  await expect(first).toBeVisible()
  await tabTo(page, new RegExp(`^${(await first.locator('.question').innerText()).replaceAll(/[^\w ]/g, '.')}`))
  await page.keyboard.press('Enter')
  await expect(page.getByText('Every value of the old one is the same in the new')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(first).toBeFocused()

  await tabTo(page, /^Live test/)
  await page.keyboard.press('Enter')
  await expect(heading(page, 'Live test')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(heading(page, 'Live test: it is running')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByText('You stopped it')).toBeVisible({ timeout: 60_000 })

  await tabTo(page, /^Backups$/)
  await page.keyboard.press('Enter')
  await expect(heading(page, 'Backups')).toBeFocused()
  await tabTo(page, /^Undo the move…$/)
  await page.keyboard.press('Enter')
  await chooseInDialog(page, 'Undo the move')
  await expect(page.getByText('The move is undone', { exact: true })).toBeVisible({ timeout: 60_000 })
  await app.close()
  expect(treeOf(machine.home), 'the home is exactly as it was').toEqual(before)
})
