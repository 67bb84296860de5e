/** Looking inside a real migration: a word is searched for, a conversation opened, and both sides are the same. */
import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { createSample } from '../../src-main/engine/sample/index.js'
import Database from 'better-sqlite3'
import { expect, host, test } from './app.js'
import { problemsOf, treeOf } from './disk.js'
import { photograph } from './pictures.js'
import { expectAccessible } from './support/accessible.js'
import { goToPlan, heading, press, waitUntilDone } from './wizard.js'

test(`a person finds a conversation and sees it twice, the same (${host})`, async ({ machine }) => {
  const { database } = await createSample({ directory: machine.home, conversations: 30 })
  const db = new Database(database)
  db.prepare(`UPDATE conversations SET question = 'Why do zebras sleep standing?' WHERE rowid = 7`).run()
  const answer = db.prepare('SELECT final_answer FROM conversations WHERE rowid = 7').pluck().get() as string
  db.close()
  const app = await machine.start()
  const { page } = app

  // Before: the old one alone.
  await press(page, 'Look inside')
  await expect(page.getByText('Nothing has been migrated yet')).toBeVisible()
  await expect(page.locator('main .lines li')).toHaveCount(30)
  await press(page, 'Home')

  await goToPlan(page)
  await press(page, 'Migrate now')
  await waitUntilDone(page)
  const after = treeOf(machine.home)
  const offered = page.getByRole('main').getByRole('button', { name: 'Look inside' })
  await offered.click()
  await expect(heading(page, 'Look inside')).toBeVisible()
  await expect(page.getByText('in the backup, byte for byte')).toBeVisible()
  const words = page.getByRole('searchbox', { name: 'Words of a question or an answer' })
  await words.fill('zebras "standing')
  await words.press('Enter')
  await expect(page.locator('main .lines li')).toHaveCount(1)
  await expect(page.locator('main .lines li').getByText('Same')).toBeVisible()
  await photograph(app, 'look-list')
  await page.locator('main .lines button').press('Enter')

  await expect(heading(page, 'Why do zebras sleep standing?')).toBeFocused()
  await expect(page.getByText('Every value of the old one is the same in the new')).toBeVisible()
  // The answer comes before the stages, which open one by one.
  const order = await page.getByRole('heading', { level: 2 }).allInnerTexts()
  expect(order.slice(0, 2)).toEqual(['Question', 'Final answer'])
  const stages = page.locator('summary').filter({ hasText: 'Stage: ' })
  await expect(stages).toHaveCount(4)
  await expect(page.getByText('Output', { exact: true })).toHaveCount(4)
  await expect(page.getByText('Output', { exact: true }).first()).toBeHidden()
  await stages.first().press('Enter')
  await expect(page.getByText('Output', { exact: true }).first()).toBeVisible()
  const card = page.locator('section.card').filter({ has: page.getByRole('heading', { name: 'Final answer' }) })
  const sides = await card.locator('.text').allInnerTexts()
  expect(sides).toHaveLength(2)
  expect(sides[0]).toBe(sides[1])
  expect(sides[0]?.slice(0, 80)).toBe(answer.slice(0, 80))
  await photograph(app, 'look-conversation')
  await page.keyboard.press('Escape')
  await expect(page.locator('main .lines button')).toBeFocused()
  expect(treeOf(machine.home), 'looking changes nothing').toEqual(after)

  // Reachable from a migrated Home, too.
  await press(page, 'Home')
  await offered.click()
  await expect(heading(page, 'Look inside')).toBeVisible()
})

test(`two old databases of one install move together, and each conversation says where it was (${host})`, async ({
  machine,
}) => {
  const { database } = await createSample({ directory: machine.home, conversations: 12 })
  const second = join(machine.home, '.hive-ai', 'hive-ai.db')
  const other = await createSample({ directory: join(machine.home, '..', 'other'), conversations: 5, seed: 9 })
  renameSync(other.database, second)
  const app = await machine.start()
  const { page } = app
  await goToPlan(page)
  for (const name of ['hive-ai-knowledge.db', 'hive-ai.db']) {
    await expect(page.getByRole('main').locator('.way').getByText(name)).not.toHaveCount(0)
  }
  await press(page, 'Migrate now')
  await waitUntilDone(page)
  const target = join(machine.home, '.hive', 'hive-ai.db')
  expect(problemsOf(target, database)).toEqual([])
  expect(problemsOf(target, second)).toEqual([])

  await page.getByRole('main').getByRole('button', { name: 'Look inside' }).click()
  await expect(page.locator('main .lines li')).toHaveCount(17)
  await page.getByLabel('Old database').selectOption({ label: 'hive-ai.db, 5 conversations' })
  await expect(page.locator('main .lines li')).toHaveCount(5)
  await expectAccessible(page)
  await page.locator('main .lines button').first().press('Enter')
  await expect(page.getByText('Every value of the old one is the same in the new')).toBeVisible()
})

test(`after an undo, Home and Look inside say so, and the new database is read and brought back (${host})`, async ({
  machine,
}) => {
  const { database } = await createSample({ directory: machine.home, conversations: 9 })
  const app = await machine.start()
  const { page } = app
  await goToPlan(page)
  await press(page, 'Migrate now')
  await waitUntilDone(page)
  await press(page, 'Undo the move…')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Undo the move' }).click()
  await expect(page.getByText('The move is undone', { exact: true })).toBeVisible({ timeout: 60_000 })
  const before = treeOf(machine.home)

  await press(page, 'Home')
  await expect(heading(page, 'You are back with your old Hive')).toBeVisible()
  await expect(page.getByText(/The move was undone on/)).toBeVisible()
  await expect(page.getByText('every byte was the same, 9 conversations.')).toBeVisible()
  await expect(page.locator('[data-primary]')).toHaveText('Migrate again')
  await expectAccessible(page)
  await photograph(app, 'home-after-undo')

  await page.getByRole('main').getByRole('button', { name: 'Look inside' }).click()
  await expect(page.getByText(/The new database was put away in a backup/)).toBeVisible()
  await expect(page.getByText('Nothing has been migrated yet')).toBeHidden()
  await expect(page.locator('main .lines li')).toHaveCount(9)
  await press(page, 'Compare with the new database that was put away')
  await expect(page.getByText('put away when the move was undone')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Show the old Hive as it is now' })).toBeFocused()
  await expect(page.locator('main .lines li').getByText('Same')).toHaveCount(9)
  await expectAccessible(page)
  await page.locator('main .lines button').first().press('Enter')
  await expect(page.getByText('Every value of the old one is the same in the new')).toBeVisible()
  await page.keyboard.press('Escape')
  await press(page, 'Show the old Hive as it is now')
  await expect(page.getByText(/The new database was put away in a backup/)).toBeVisible()
  expect(treeOf(machine.home), 'looking changes nothing').toEqual(before)

  await press(page, 'Home')
  await press(page, 'Restore…')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(page.getByText('The database is back', { exact: true })).toBeVisible({ timeout: 60_000 })
  await press(page, 'Home')
  await expect(heading(page, 'Your data has moved')).toBeVisible()
  expect(problemsOf(join(machine.home, '.hive', 'hive-ai.db'), database)).toEqual([])
})
