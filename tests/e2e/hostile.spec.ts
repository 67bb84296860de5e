/** Names that mean harm, from the disk through every screen that shows them, and in the report: text, and nothing else. */
import { mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import Database from 'better-sqlite3'
import { createSample } from '../../src-main/engine/sample/index.js'
import { expect, host, test } from './app.js'
import { photograph } from './pictures.js'
import { heading, press, waitUntilDone } from './wizard.js'

// No slash: the same name is a folder's.
const markup = `<img src=x onerror="globalThis.hacked='yes'">`
const turned = 'invoice\u202egpj.exe'
const long = 'n'.repeat(10_000)

/** Everything that can be opened is; then nothing of the data has become an element, a script or a turned direction. */
async function expectText(page: Page, shows: string): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('main details')) details.setAttribute('open', '')
  })
  const found = await page.evaluate(() => ({
    hacked: 'hacked' in globalThis,
    elements: document.querySelectorAll('main img, main script, main iframe, dialog img').length,
    misleading: /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(document.body.innerText),
    wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
  }))
  expect(found).toEqual({ hacked: false, elements: 0, misleading: false, wide: false })
  await expect(page.getByText(shows).first()).toBeAttached()
}

test(`names that mean harm are text on every screen and in the report (${host})`, async ({ machine }) => {
  const { database } = await createSample({ directory: machine.home })
  const db = new Database(database)
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.pragma('journal_mode = DELETE')
  for (const name of [markup, turned, long]) {
    const quoted = `"${name.replaceAll('"', '""')}"`
    db.exec(`CREATE TABLE ${quoted} (id TEXT PRIMARY KEY, ${quoted} TEXT)`)
    db.prepare(`INSERT INTO ${quoted} VALUES ('1', ?)`).run(name)
  }
  db.close()
  const folder = join(machine.home, `${markup} ${turned}`)
  mkdirSync(folder)
  const moved = join(folder, 'hive-ai-knowledge.db')
  renameSync(database, moved)

  const app = await machine.start()
  const { page } = app
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
  }, moved)
  await press(page, 'Choose a database file…')
  await expect(heading(page, 'Find your old Hive')).toBeVisible()
  await expectText(page, '<img')
  await press(page, 'Home')
  await expectText(page, '<img')
  await photograph(app, 'hostile-home')
  await press(page, 'Start')
  await press(page, 'Continue')
  await expect(page.getByText('Nothing stands in the way')).toBeVisible()
  await press(page, 'Continue')
  await expect(page.getByRole('button', { name: 'Migrate now' })).toBeEnabled()
  await expectText(page, 'onerror')
  await photograph(app, 'hostile-plan')
  await press(page, 'Migrate now')
  await waitUntilDone(page, async () => expectText(page, 'identical'))
  await expectText(page, 'onerror')
  await photograph(app, 'hostile-done')
  await press(page, 'Finish')
  for (const place of ['Backups', 'History', 'Settings']) {
    await press(page, place)
    await expect(heading(page, place)).toBeVisible()
    await expectText(page, place === 'Settings' ? 'Home folder' : '<img')
  }

  const [run = ''] = readdirSync(join(machine.state, 'runs'))
  const report = readFileSync(join(machine.state, 'runs', run, 'report.html'), 'utf8')
  const parsed = await page.evaluate((html) => {
    const { body, scripts, images } = new DOMParser().parseFromString(html, 'text/html')
    const handlers = [...body.querySelectorAll('*')].flatMap((element) => element.getAttributeNames())
    const text = body.textContent
    return {
      scripts: scripts.length,
      images: images.length,
      handlers: handlers.filter((name) => name.startsWith('on')),
      misleading: /[\u202a-\u202e\u2066-\u2069]/.test(text),
      shows: text.includes('<img src=x onerror='),
    }
  }, report)
  expect(parsed).toEqual({ scripts: 0, images: 0, handlers: [], misleading: false, shows: true })
})
