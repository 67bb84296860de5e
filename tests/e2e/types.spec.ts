/** Migrations of chosen parts: settings alone, and the history in stages by days; with WCAG on every page on the way. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { createSample } from '../../src-main/engine/sample/index.js'
import { expect, host, test } from './app.js'
import { problemsOf } from './disk.js'
import { photograph } from './pictures.js'
import { expectAccessible } from './support/accessible.js'
import { goToPlan, heading, press } from './wizard.js'

/** Ids of conversations of a database, in their order. */
function conversationsOf(path: string, where = '1'): string[] {
  const db = new Database(path, { readonly: true })
  try {
    return db.prepare(`SELECT id FROM conversations WHERE ${where} ORDER BY id`).pluck().all() as string[]
  } finally {
    db.close()
  }
}

function rowsOf(path: string, table: string): number {
  const db = new Database(path, { readonly: true })
  try {
    return db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number
  } finally {
    db.close()
  }
}

test(`two stages by days: the first ones, then the rest, and every value is there (${host})`, async ({ machine }) => {
  const { database } = await createSample({ directory: machine.home })
  const target = join(machine.home, '.hive', 'hive-ai.db')
  const all = conversationsOf(database)
  const db = new Database(database, { readonly: true })
  const middle = db
    .prepare('SELECT date(created_at) FROM conversations ORDER BY created_at LIMIT 1 OFFSET ?')
    .pluck()
    .get(Math.floor(all.length / 2)) as string
  db.close()
  const early = conversationsOf(database, `datetime(created_at) < '${middle} 00:00:00'`)
  expect(early.length).toBeGreaterThan(0)
  expect(early.length).toBeLessThan(all.length)

  const app = await machine.start()
  const { page } = app
  await goToPlan(page, async () => expectAccessible(page))
  await page.getByRole('radio', { name: /^In stages/ }).check()
  await page.getByLabel('Begun before').fill(middle)
  await page.getByLabel('Begun before').press('Tab')
  const left = all.length - early.length
  await expect(page.getByText(`${early.length} conversations come now, ${left} wait for a later stage.`)).toBeVisible()
  await expectAccessible(page)
  await photograph(app, 'plan-staged')
  await press(page, 'Migrate now')
  await expect(heading(page, 'Verify: everything that was chosen arrived')).toBeVisible({ timeout: 120_000 })
  await expectAccessible(page)
  await press(page, 'Continue')
  await expect(heading(page, 'Done: this stage has moved')).toBeVisible()
  await expect(page.getByText(`${left} conversations wait for a later stage.`)).toBeVisible()
  await expectAccessible(page)
  expect(conversationsOf(target)).toEqual(early)

  // The rest later, as somebody who comes back does it.
  await app.close()
  const { page: later } = await machine.start()
  await expect(heading(later, 'A part of your data has moved')).toBeVisible()
  await expectAccessible(later)
  await press(later, 'Migrate the rest')
  await press(later, 'Continue')
  await expect(later.getByText('Nothing stands in the way')).toBeVisible()
  await press(later, 'Continue')
  await expect(later.getByRole('button', { name: 'Migrate now' })).toBeEnabled()
  await later.getByRole('radio', { name: /^In stages/ }).check()
  await later.getByRole('radio', { name: 'Conversations only' }).check()
  await later.getByLabel('Begun since').fill(middle)
  await later.getByLabel('Begun since').press('Tab')
  await expect(later.getByText(/0 wait for a later stage\./)).toBeVisible()
  await press(later, 'Migrate now')
  await expect(heading(later, 'Verify: everything that was chosen arrived')).toBeVisible({ timeout: 120_000 })
  await press(later, 'Continue')
  await expect(later.getByText('No conversation waits any more.')).toBeVisible()
  expect(problemsOf(target, database)).toEqual([])
  expect(conversationsOf(target)).toEqual(all)
  await press(later, 'Finish')
  await expect(heading(later, 'Your data has moved')).toBeVisible()
})

test(`fresh moves the settings alone, and the history can follow (${host})`, async ({ machine }) => {
  const { database } = await createSample({ directory: machine.home })
  const target = join(machine.home, '.hive', 'hive-ai.db')
  const { length } = conversationsOf(database)
  const { page } = await machine.start()
  await goToPlan(page)
  await page.getByRole('radio', { name: /^Fresh/ }).check()
  await expect(page.getByRole('button', { name: 'Migrate now' })).toBeEnabled()
  await expectAccessible(page)
  await press(page, 'Migrate now')
  await expect(heading(page, 'Verify: everything that was chosen arrived')).toBeVisible({ timeout: 120_000 })
  await press(page, 'Continue')
  await expect(heading(page, 'Done: your settings have moved')).toBeVisible()
  await expect(page.getByText(`The history, ${length} conversations, is archived in the backup`)).toBeVisible()
  expect(conversationsOf(target)).toEqual([])
  expect(rowsOf(target, 'configurations')).toBeGreaterThan(0)
  await press(page, 'Finish')
  await expect(heading(page, 'A part of your data has moved')).toBeVisible()

  await press(page, 'Migrate the rest')
  await press(page, 'Continue')
  await expect(page.getByText('Nothing stands in the way')).toBeVisible()
  await press(page, 'Continue')
  await page.getByRole('radio', { name: /^Upgrade/ }).check()
  await expect(page.getByRole('button', { name: 'Migrate now' })).toBeEnabled()
  await press(page, 'Migrate now')
  await expect(heading(page, 'Verify: everything arrived')).toBeVisible({ timeout: 120_000 })
  expect(problemsOf(target, database)).toEqual([])
})
