/** The main job, as a person does it, and what it leaves on the disk. Also run with the files of the package. */
import { join } from 'node:path'
import { createSample } from '../../src-main/engine/sample/index.js'
import { expect, host, test } from './app.js'
import { problemsOf, treeOf } from './disk.js'
import { photograph } from './pictures.js'
import { goToPlan, heading, identicalRows, press, waitUntilDone } from './wizard.js'

test(`moves everything, proves it, and takes it all back (${host})`, async ({ machine }) => {
  const { database } = await createSample({ directory: machine.home })
  const target = join(machine.home, '.hive', 'hive-ai.db')
  const before = treeOf(machine.home)
  const app = await machine.start()
  const { page } = app
  const see = (step: string) => photograph(app, step)

  await goToPlan(page, see)
  expect(treeOf(machine.home), 'looking and planning change nothing').toEqual(before)
  await press(page, 'Migrate now')
  await waitUntilDone(page, see)
  const [identical, compared] = await identicalRows(page)
  expect(compared).toBeGreaterThan(77)
  expect(identical).toBe(compared)
  await expect(page.getByText('All 77 conversations arrived.')).toBeVisible()
  expect(problemsOf(target, database)).toEqual([])
  const after = treeOf(machine.home)
  for (const path of Object.keys(before).filter((path) => path.startsWith('.hive-ai')))
    expect(after[path]).toBe(before[path])

  await press(page, 'Open report')
  const report = page.frameLocator('iframe')
  await expect(report.getByRole('heading', { level: 1 })).toContainText('rows identical')
  await expect(report.locator('body')).toHaveCSS('margin', '0px')
  await see('report')
  await press(page, 'Close')
  await press(page, 'Finish')
  await expect(heading(page, 'Your data has moved')).toBeVisible()
  await see('home-migrated')
  await press(page, 'History')
  await expect(heading(page, 'History')).toBeVisible()
  await expect(page.getByText('The record of what was done: 1 entry, the chain holds')).toBeVisible()
  await see('history')
  await press(page, 'Log')
  const log = page.getByRole('dialog', { name: 'Log of the run of' })
  for (const line of ['Plan written', 'Backup made and verified', 'Every value compared', 'On record: a migration'])
    await expect(log.getByText(line)).toBeVisible()
  await expect(log.getByRole('row').last()).toContainText('ended after')
  await see('log')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Log', exact: true })).toBeFocused()
  await press(page, 'Backups')
  await expect(heading(page, 'Backups')).toBeVisible()
  await see('backups')
  // History leads to the same question, whose every word is of what is there.
  await press(page, 'History')
  await press(page, 'Undo the move…')
  const question = page.getByRole('alertdialog', { name: 'Undo the move?' })
  await expect(question).toBeVisible()
  await expect(question).toContainText(
    'The move never changed your old Hive: its 77 conversations stay where they are.',
  )
  await expect(question).toContainText('~/.hive/hive-ai.db~/.hive/config.toml')
  await expect(question.getByText('What comes back')).toBeHidden()
  await see('roll-back')
  await question.getByRole('button', { name: 'Undo the move' }).click()
  await expect(page.getByText('The move is undone', { exact: true })).toBeVisible({ timeout: 60_000 })
  const proved = 'Your old Hive, compared with the backup: every byte is the same, 77 conversations.'
  await expect(page.getByText(proved)).toBeVisible()
  await expect(page.getByText('You went back to this one on')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Restore again…', exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Restore…', exact: true })).toBeVisible()
  await see('rolled-back')
  await press(page, 'History')
  await expect(page.getByText('Migration: Undone on')).toBeVisible()
  await expect(page.getByText(proved)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Undo the move…' })).toBeHidden()
  await see('history-undone')
  // Its report is of another day: nobody must take the old data for what is left over.
  await press(page, 'Open report')
  await expect(page.getByRole('dialog').getByText('It has been undone since')).toBeVisible()
  await see('report-undone')
  await press(page, 'Close')
  await app.close()

  expect(treeOf(machine.home), 'the home is exactly as it was').toEqual(before)
})
