/** The window comes back where it was, and its menu leads to every page. */
import { expect, host, test } from './app.js'
import { heading } from './wizard.js'

const place = { x: 40, y: 60, width: 1000, height: 700 }

test(`the window opens again where it was closed (${host})`, async ({ machine }) => {
  const first = await machine.start()
  await expect(heading(first.page, 'No old Hive found')).toBeVisible()
  await first.evaluate(({ BrowserWindow }, bounds) => {
    BrowserWindow.prototype.getNormalBounds = () => bounds
  }, place)
  await first.close()

  const second = await machine.start()
  await expect(heading(second.page, 'No old Hive found')).toBeVisible()
  const bounds = await second.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds())
  expect(bounds).toEqual(place)
})

test(`the menu leads to every page, and the focus to its heading (${host})`, async ({ machine }) => {
  const { page, evaluate } = await machine.start()
  await expect(heading(page, 'No old Hive found')).toBeVisible()
  const pages = {
    backups: 'Backups',
    look: /./,
    history: 'History',
    test: 'Live test',
    performance: 'Performance',
    settings: 'Settings',
    migrate: 'Find your old Hive',
    home: 'No old Hive found',
  }
  for (const [name, title] of Object.entries(pages)) {
    await evaluate(({ BrowserWindow }, chosen) => {
      BrowserWindow.getAllWindows()[0]?.webContents.send('hive:event', 'menu.go', { page: chosen })
    }, name)
    await expect(heading(page, title)).toBeFocused()
  }
})
