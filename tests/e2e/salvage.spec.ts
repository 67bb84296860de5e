/** A damaged old database: said in plain words, recovered as far as it can be read, and what cannot is listed. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { createSample } from '../../src-main/engine/sample/index.js'
import { expect, host, test } from './app.js'
import { treeOf } from './disk.js'
import { photograph } from './pictures.js'
import { heading, press } from './wizard.js'

/** Zeroes a page in the middle of a table: its rows are gone, every other one can still be read. */
function tearPage(path: string, table: string): { rows: number } {
  const db = new Database(path)
  db.pragma('wal_checkpoint(TRUNCATE)')
  const rows = db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number
  const leaves = db
    .prepare(`SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path`)
    .pluck()
    .all(table) as number[]
  const size = db.pragma('page_size', { simple: true }) as number
  db.close()
  const page = leaves[Math.floor(leaves.length / 2)] ?? 0
  const bytes = readFileSync(path)
  bytes.fill(0, size * (page - 1), size * page)
  writeFileSync(path, bytes)
  return { rows }
}

test(`what can be read of a damaged database is recovered, and the rest is named (${host})`, async ({ machine }) => {
  const { database } = await createSample({ directory: machine.home })
  const { rows } = tearPage(database, 'stage_outputs')
  const before = treeOf(machine.home)
  const app = await machine.start()
  const { page } = app
  await expect(heading(page, 'Your old Hive is damaged')).toBeVisible()
  await photograph(app, 'damaged-home')
  await press(page, 'Start')
  await press(page, 'Continue')
  await expect(page.getByText('Parts of the old database can no longer be read')).toBeVisible()
  await photograph(app, 'damaged-check')
  expect(treeOf(machine.home), 'looking changes nothing').toEqual(before)

  await press(page, 'Recover what can be read')
  await expect(page.getByText('Nothing stands in the way')).toBeVisible()
  await photograph(app, 'damaged-recover')
  await press(page, 'Continue')
  await expect(page.getByText(/rows of stage_outputs could not be read/)).toBeVisible()
  await photograph(app, 'damaged-plan')
  await press(page, 'Migrate now')
  await expect(heading(page, 'Verify: everything that could be read arrived')).toBeVisible({ timeout: 120_000 })
  await press(page, 'Continue')
  await expect(heading(page, 'Done: what could be read has moved')).toBeVisible()
  await photograph(app, 'damaged-done')

  const lost = page.getByRole('main').getByRole('listitem').filter({ hasText: 'stage_outputs' })
  const [, missing] = /(\d+) rows?/.exec(await lost.innerText()) ?? []
  const db = new Database(join(machine.home, '.hive', 'hive-ai.db'), { readonly: true })
  const arrived = db.prepare('SELECT count(*) FROM stage_outputs').pluck().get() as number
  db.close()
  expect(arrived).toBeGreaterThan(0)
  expect(arrived + Number(missing), 'what arrived and what is said to be lost are all rows').toBe(rows)
  const after = treeOf(machine.home)
  for (const path of Object.keys(before).filter((path) => path.startsWith('.hive-ai')))
    expect(after[path], 'the damaged file stays as it is').toBe(before[path])

  await press(page, 'Undo the move…')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Undo the move' }).click()
  await expect(page.getByText('The move is undone', { exact: true })).toBeVisible({ timeout: 60_000 })
  await app.close()
  expect(treeOf(machine.home), 'the home is exactly as it was').toEqual(before)
})
