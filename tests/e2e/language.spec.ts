/** The whole way to the plan in German, chosen in Settings; the choice is kept when the app starts again. */
import type { Page } from '@playwright/test'
import { createSample } from '../../src-main/engine/sample/index.js'
import { expect, host, test } from './app.js'
import { photograph } from './pictures.js'
import { heading, press } from './wizard.js'

/** Words that stand on every English page of the wizard and on no German one. */
const english = /\b(the|and|your|you|of|will|with|rows|Continue|Cancel|Back|Settings|Home)\b/

/** Nothing English on the page but what comes from the data: paths, names of tables and keys, and what a person wrote. */
async function expectGerman(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
  const texts = await page.evaluate(() => {
    for (const details of document.querySelectorAll('main details')) details.setAttribute('open', '')
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const shown: string[] = []
    while (walker.nextNode()) {
      if (!walker.currentNode.parentElement?.closest('code, .mono, [translate=no]'))
        shown.push(walker.currentNode.textContent ?? '')
    }
    return shown
  })
  expect(texts.filter((text) => english.test(text))).toEqual([])
}

test(`German is chosen in Settings, goes to the plan, and stays (${host})`, async ({ machine }) => {
  await createSample({ directory: machine.home })
  const first = await machine.start()
  const { page } = first
  await expect(heading(page, 'Your old Hive is ready to move')).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')

  await press(page, 'Settings')
  const german = page.getByRole('radio', { name: 'Deutsch' })
  await german.check()
  await expect(heading(page, 'Einstellungen')).toBeVisible()
  // The focus stays where the choice was made.
  await expect(german).toBeFocused()
  await expect(page).toHaveTitle('Einstellungen – Hive Migration Assistant')

  await press(page, 'Übersicht')
  await expect(heading(page, 'Ihr altes Hive kann umziehen')).toBeVisible()
  await expectGerman(page)
  await photograph(first, 'home-de')
  await press(page, 'Beginnen')
  await expect(heading(page, 'Ihr altes Hive finden')).toBeVisible()
  await expectGerman(page)
  await press(page, 'Weiter')
  await expect(heading(page, 'Prüfen, bevor etwas geschieht')).toBeVisible()
  await expect(page.getByText('Nichts steht im Weg')).toBeVisible()
  await expectGerman(page)
  await press(page, 'Weiter')
  await expect(heading(page, 'Plan: Was geschehen wird')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Jetzt übertragen' })).toBeEnabled()
  await expectGerman(page)
  await photograph(first, 'plan-de')
  await first.close()

  const second = await machine.start()
  await expect(heading(second.page, 'Ihr altes Hive kann umziehen')).toBeVisible()
  await expect(second.page.locator('html')).toHaveAttribute('lang', 'de')
  await press(second.page, 'Einstellungen')
  await expect(second.page.getByRole('radio', { name: 'Deutsch' })).toBeChecked()
  // And back: what follows the system is English here.
  await second.page.getByRole('radio', { name: /^System/ }).check()
  await expect(heading(second.page, 'Settings')).toBeVisible()
})
