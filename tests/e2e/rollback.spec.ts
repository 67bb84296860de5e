/** Going back, cancelled or cut off in the middle. */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { createSample } from '../../src-main/engine/sample/index.js'
import { expect, host, test, type Machine, type RunningApp } from './app.js'
import { treeOf } from './disk.js'
import { photograph } from './pictures.js'
import { goToPlan, heading, press, waitUntilDone } from './wizard.js'

/** Enough that the rollback takes a while. */
const conversations = 8000

/** The old database lies at the new one's place, so that going back must copy it; and it has moved. */
async function migrated(machine: Machine): Promise<{ app: RunningApp; before: Record<string, string> }> {
  const { database } = await createSample({ directory: machine.home, conversations })
  const db = new Database(database)
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.pragma('journal_mode = DELETE')
  db.close()
  renameSync(database, join(machine.home, '.hive', 'hive-ai.db'))
  rmSync(join(machine.home, '.hive-ai'), { recursive: true, force: true })
  const before = treeOf(machine.home)
  const app = await machine.start()
  await goToPlan(app.page)
  await press(app.page, 'Migrate now')
  await waitUntilDone(app.page)
  return { app, before }
}

async function rollBack({ page }: RunningApp): Promise<void> {
  await press(page, 'Undo the move…')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Undo the move' }).click()
}

/** Resolves when the journal of a run says that it puts things back. */
async function restoring({ state }: Machine): Promise<void> {
  const runs = join(state, 'runs')
  for (;;) {
    for (const run of readdirSync(runs)) {
      const journal = join(runs, run, 'journal.ndjson')
      if (existsSync(journal) && readFileSync(journal, 'utf8').includes('"restoring"')) return
    }
    await sleep(2)
  }
}

test(`a rollback that is cancelled changes nothing (${host})`, async ({ machine }) => {
  const { app } = await migrated(machine)
  const after = treeOf(machine.home)
  const kept = readdirSync(join(machine.state, 'backups'))
  await rollBack(app)
  await expect(app.page.getByText('If you cancel: nothing is changed.')).toBeVisible()
  await press(app.page, 'Cancel')
  await expect(app.page.getByText('Undoing was cancelled')).toBeVisible({ timeout: 10_000 })
  await expect(app.page.getByText('Nothing was changed')).toBeVisible()
  expect(treeOf(machine.home)).toEqual(after)
  await press(app.page, 'Home')
  await expect(heading(app.page, 'Your data has moved')).toBeVisible()
  // What the rollback had begun to keep goes at the latest with the next run.
  await press(app.page, 'Backups')
  await rollBack(app)
  await expect(app.page.getByText('The move is undone', { exact: true })).toBeVisible({ timeout: 60_000 })
  expect(readdirSync(join(machine.state, 'backups'))).toHaveLength(kept.length + 1)
})

test(`killed while it puts things back, it is finished from Home (${host})`, async ({ machine }) => {
  const { app, before } = await migrated(machine)
  await rollBack(app)
  await restoring(machine)
  await app.kill()
  const next = await machine.start()
  await expect(heading(next.page, 'Going back was interrupted')).toBeVisible()
  await photograph(next, 'rollback-interrupted')
  await press(next.page, 'Finish going back')
  await expect(next.page.getByText('The move is undone', { exact: true })).toBeVisible({ timeout: 60_000 })
  await photograph(next, 'rollback-finished')
  await next.close()
  expect(treeOf(machine.home), 'the home is exactly as it was').toEqual(before)
})
