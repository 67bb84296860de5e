/** Nothing found: where we looked, and a way to see the whole job on sample data, which never reaches the person's own Hive. */
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, host, test } from './app.js'
import { photograph } from './pictures.js'
import { heading, press, waitUntilDone } from './wizard.js'

test(`migrates sample data when nothing is found (${host})`, async ({ machine }) => {
  const app = await machine.start()
  const { page } = app
  await expect(heading(page, 'No old Hive found')).toBeVisible()
  await expect(page.getByText('Where we looked')).toBeVisible()
  await photograph(app, 'nothing-found')

  await press(page, 'Try it on sample data')
  await expect(heading(page, 'Find your old Hive')).toBeVisible()
  await press(page, 'Continue')
  await expect(page.getByText('Nothing stands in the way')).toBeVisible()
  await press(page, 'Continue')
  await press(page, 'Migrate now')
  await waitUntilDone(page)
  expect(existsSync(join(machine.home, '.hive')), 'the person’s own place stays empty').toBe(false)
})

test(`looks where the person says, and says so when nothing is there (${host})`, async ({ machine }) => {
  mkdirSync(join(machine.home, 'empty'), { recursive: true })
  const app = await machine.start()
  await app.evaluate(
    ({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
    },
    join(machine.home, 'empty'),
  )
  await press(app.page, 'Browse…')
  await expect(app.page.getByText(join('empty'))).toBeVisible()
  await expect(heading(app.page, 'No old Hive found')).toBeVisible()
})
