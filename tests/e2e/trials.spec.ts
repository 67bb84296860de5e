/** The live test and the measurements, as a person runs them: on a private copy, with nothing of theirs changed. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createSample } from '../../src-main/engine/sample/index.js'
import { expect, host, test } from './app.js'
import { problemsOf, treeOf } from './disk.js'
import { photograph } from './pictures.js'
import { goToPlan, heading, press, waitUntilDone } from './wizard.js'

const minutes = 60_000

test(`the live test says a verdict for each scenario, and touches nothing (${host})`, async ({ machine }) => {
  test.setTimeout(8 * minutes)
  await createSample({ directory: machine.home })
  const before = treeOf(machine.home)
  const app = await machine.start()
  const { page } = app
  await press(page, 'Live test')
  await expect(heading(page, 'Live test')).toBeVisible()
  await page.getByRole('radio', { name: /^A taste/ }).check()
  await press(page, 'Start the test')
  await expect(heading(page, 'Live test: it is running')).toBeVisible()
  const scenarios = page.getByRole('list', { name: 'Scenarios' }).locator(':scope > li')
  await expect(scenarios).toHaveCount(8)
  // The first verdict comes while the others still wait.
  await expect(scenarios.first()).toContainText('Passed', { timeout: minutes })
  await expect(heading(page, 'Live test: it is running')).toBeVisible()
  await expect(page.getByText(/^\d of \d scenarios passed$/)).toBeVisible({ timeout: 6 * minutes })
  for (const scenario of await scenarios.all()) {
    await expect(scenario).toContainText(/Passed|Failed|Out of time|Not possible here/)
  }
  await expect(page.getByText('Your files were not touched.')).toBeVisible()
  await photograph(app, 'live-test')

  // What was answered is still there after the window was loaded again.
  await page.reload()
  await expect(page.getByText(/^\d of \d scenarios passed$/)).toBeVisible()
  expect(treeOf(machine.home)).toEqual(before)
  expect(readdirSync(machine.state).filter((name) => name.startsWith('hive-migrate-trial-'))).toEqual([])
})

test(`the benchmark shows ours beside the other ways (${host})`, async ({ machine }) => {
  test.setTimeout(8 * minutes)
  await createSample({ directory: machine.home })
  const before = treeOf(machine.home)
  const app = await machine.start()
  const { page } = app
  await press(page, 'Performance')
  await press(page, 'Run the benchmark')
  await expect(heading(page, 'Performance: measuring')).toBeVisible()
  const ours = page.getByRole('row', { name: /^Our migration/ })
  await expect(ours).toBeVisible({ timeout: 6 * minutes })
  await expect(page.getByText('A private copy of your data: 77 conversations')).toBeVisible()
  for (const way of [/^Row by row/, /^Page by page/, /^A bare copy/]) {
    await expect(page.getByRole('row', { name: way })).toBeVisible()
  }
  await photograph(app, 'performance')
  expect(treeOf(machine.home)).toEqual(before)

  await press(page, 'Find better settings')
  await expect(heading(page, 'Performance: trying settings')).toBeVisible()
  await press(page, 'Cancel')
  await expect(page.getByText('You stopped it')).toBeVisible({ timeout: minutes })
  expect(treeOf(machine.home)).toEqual(before)
})

test(`optimizing says what was tried, and harms no value of a migrated database (${host})`, async ({ machine }) => {
  test.setTimeout(10 * minutes)
  const { database } = await createSample({ directory: machine.home })
  const target = join(machine.home, '.hive', 'hive-ai.db')
  const app = await machine.start()
  const { page } = app
  await goToPlan(page)
  await press(page, 'Migrate now')
  await waitUntilDone(page)
  await press(page, 'Performance')
  await press(page, 'Optimize the new database')
  await expect(heading(page, 'Performance: trying settings')).toBeVisible()
  const outcome = page.getByText(/^Nothing gained: the settings|^A migration takes/)
  await expect(outcome).toBeVisible({ timeout: 8 * minutes })
  await expect(page.getByText('What was tried', { exact: true })).toBeVisible()
  await expect(page.getByText(/^The new Hive’s queries take|^Nothing gained: the database/)).toBeVisible()
  for (const action of ['Fresh statistics', 'Search index merged', 'File compacted']) {
    await expect(page.getByText(action)).toBeVisible()
  }
  // What the page says of later migrations is what is stored for them.
  const stored = existsSync(join(machine.state, 'tuning.json'))
  const tuned = (await outcome.innerText()).startsWith('A migration takes')
  expect(stored).toBe(tuned)
  await expect(page.getByText(/^Tuned for this machine/)).toHaveCount(tuned ? 1 : 0)
  expect(problemsOf(target, database)).toEqual([])
})
