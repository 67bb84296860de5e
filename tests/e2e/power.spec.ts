/** The machine goes to sleep in the middle of a migration, and the person looks at something else when it ends. */
import { join } from 'node:path'
import { createSample } from '../../src-main/engine/sample/index.js'
import { expect, host, test } from './app.js'
import { problemsOf } from './disk.js'
import { goToPlan, heading, press, waitUntilDone } from './wizard.js'

test(`sleep pauses, waking goes on, and the end is said to who looks away (${host})`, async ({ machine }) => {
  const { database } = await createSample({ directory: machine.home, conversations: 8000 })
  const app = await machine.start()
  const { page } = app
  await app.evaluate(({ Notification, BrowserWindow }) => {
    const notices: string[] = []
    Object.assign(globalThis, { notices })
    BrowserWindow.prototype.isFocused = () => false
    Notification.prototype.show = function () {
      notices.push(this.title)
    }
  })
  await goToPlan(page)
  await press(page, 'Migrate now')
  await expect(page.getByText(/^[1-9]\d\s%$/).first()).toBeVisible()
  await app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'))
  await expect(heading(page, /: paused$/)).toBeVisible()
  await app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'))
  await waitUntilDone(page)
  expect(await app.evaluate(() => (globalThis as { notices?: string[] }).notices)).toEqual([
    'The migration is complete',
  ])
  expect(problemsOf(join(machine.home, '.hive', 'hive-ai.db'), database)).toEqual([])
})
