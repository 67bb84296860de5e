/**
 * Every state of the world that a person can meet, reached through the contract with a mock in the place of main: its own
 * words, one way forward, and no violation of WCAG in the smallest window. What the page asks is held against the contract.
 */
import type { Page } from '@playwright/test'
import { expect, test } from './app.js'
import { expectAccessible } from './support/accessible.js'
import { mockedPages, wrongCalls, type Mocked } from './support/mocked-page.js'
import { heading, press } from './wizard.js'

let mocked: Mocked | null
test.beforeAll(async () => {
  mocked = await mockedPages()
})
test.afterAll(async () => {
  await mocked?.close()
})

type State = {
  scene: string
  hash?: string
  go?: (page: Page) => Promise<void>
  title: string | RegExp
  /** Words of this state and no other. */
  says: string | RegExp
  /** The one button that leads on. */
  forward: string
}

const check = async (page: Page) => {
  await press(page, 'Start')
  await press(page, 'Continue')
}
const migrate = async (page: Page) => {
  await check(page)
  await press(page, 'Continue')
  await press(page, 'Migrate now')
}
/** Main says how the run ended. */
const ended = (failure: string) => async (page: Page) => {
  await migrate(page)
  await page.evaluate(
    `globalThis.hive.emit('operation.state', { kind: 'failed', operation: 'migrate', failure: globalThis.hive.fixtures.failures[${JSON.stringify(failure)}] })`,
  )
}

const states: Record<string, State> = {
  'nothing found': {
    ...{ scene: 'nothing', title: 'No old Hive found', says: /None of the usual places/, forward: 'Browse…' },
  },
  'several installs': {
    ...{ scene: 'several', title: /old Hives are ready to move/, forward: 'Start' },
    says: /hive-ai\.db is not a SQLite database/,
  },
  'already migrated': {
    ...{ scene: 'migrated', title: 'Your data has moved', says: /Migrated on/, forward: 'Open report' },
  },
  'the move was undone': {
    ...{
      scene: 'undoneIdle',
      title: 'You are back with your old Hive',
      says: 'The new database, put away',
      forward: 'Migrate again',
    },
  },
  'the move was undone, and its new database is not kept': {
    ...{ scene: 'undoneNotKept', title: 'You are back with your old Hive', forward: 'Migrate again' },
    says: /not among the backups any more/,
  },
  'looking inside after the move was undone': {
    ...{ scene: 'undoneIdle', hash: '#/look', title: 'Look inside', forward: 'Search' },
    says: /The new database was put away in a backup/,
  },
  'nothing new since': {
    ...{ scene: 'nothingToDo', hash: '#/migrate/done', title: 'Done: nothing was needed', forward: 'Finish' },
    says: 'Nothing was changed',
  },
  'a stage has moved': {
    ...{ scene: 'migratedInPart', title: 'A part of your data has moved', forward: 'Open report' },
    says: /conversations wait for a later stage/,
  },
  'a target that something else holds': {
    ...{ scene: 'targetHeld', go: check, title: 'Check before anything happens', forward: 'Try again' },
    says: /holds search tables of another program/,
  },
  'a target of a newer Hive': {
    ...{ scene: 'targetNewer', go: check, title: 'Check before anything happens', forward: 'Try again' },
    says: /Get the newest Hive Migration Assistant, then try again/,
  },
  'a damaged source': {
    ...{ scene: 'damaged', title: 'Your old Hive is damaged', says: /can no longer be read/, forward: 'Start' },
  },
  'a damaged source, with what can be recovered': {
    ...{ scene: 'damaged', go: check, title: 'Check before anything happens', forward: 'Recover what can be read' },
    says: 'Parts of the old database can no longer be read',
  },
  'the old Hive is running': {
    ...{ scene: 'sourceInUse', go: check, title: 'Check before anything happens', forward: 'Continue' },
    says: /Better quit that program first/,
  },
  'the new Hive is running': {
    ...{ scene: 'targetInUse', go: check, title: 'Check before anything happens', forward: 'Try again' },
    says: /Quit the new Hive, then try again/,
  },
  'too little disk': {
    ...{ scene: 'checksFailed', go: check, title: 'Check before anything happens', forward: 'Try again' },
    says: /Free 19 MB there/,
  },
  'no permission': {
    ...{ scene: 'analyzeFailed', title: 'The search did not finish', forward: 'Try again' },
    says: /Give yourself permission to read the file/,
  },
  interrupted: {
    ...{ scene: 'interrupted', title: 'A migration was interrupted', says: 'Nothing is lost', forward: 'Resume' },
  },
  'going back was interrupted': {
    ...{ scene: 'rollbackInterrupted', title: 'Going back was interrupted', forward: 'Finish going back' },
    says: /Do not start the new Hive before it is finished/,
  },
  'something runs elsewhere': {
    ...{ scene: 'elsewhere', title: 'Something is running elsewhere', says: /Only one may be/, forward: 'Look again' },
  },
  'no plan': {
    ...{ scene: 'planFails', title: 'Plan: what will happen', forward: 'Try again' },
    go: async (page) => {
      await check(page)
      await press(page, 'Continue')
    },
    says: 'You can also choose something else below.',
  },
  cancelled: {
    ...{ scene: '', go: ended('HM-CANCELLED'), title: 'Migrate: cancelled', forward: 'Resume' },
    says: /Your old data is untouched/,
  },
  'the disk became full': {
    ...{ scene: '', go: ended('HM-DISK-FULL'), title: 'Migrate: it stopped', forward: 'Resume' },
    says: /Free some space, then resume/,
  },
  'the engine crashed': {
    ...{ scene: '', go: ended('HM-ENGINE-DIED'), title: 'Migrate: it stopped', forward: 'Resume' },
    says: /Resume: it goes on from where it stopped/,
  },
  'another migration is running': {
    ...{ scene: '', go: ended('HM-LOCKED'), title: 'Migrate: it stopped', forward: 'Try again' },
    says: 'Wait until the other one has finished.',
  },
  'not every value arrived': {
    ...{ scene: '', go: ended('HM-VERIFY-FAILED'), title: 'Migrate: it stopped', forward: 'Try again' },
    says: /was not put in place/,
  },
  'finished with warnings': {
    ...{ scene: 'salvaged', hash: '#/migrate/done', title: 'Done: what could be read has moved', forward: 'Finish' },
    says: /could not be read/,
  },
}

for (const [name, { scene, hash, go, title, says, forward }] of Object.entries(states)) {
  test(`state: ${name}`, async () => {
    test.skip(mocked === null, 'No Chromium is here')
    const page = await mocked!.open(scene, hash)
    await go?.(page)
    await expect(heading(page, title)).toBeVisible()
    await expect(page.getByText(says).first()).toBeAttached()
    const forwards = page.locator('[data-primary]')
    await expect(forwards).toHaveCount(1)
    await expect(forwards).toHaveText(forward)
    await expect(forwards).toBeEnabled()
    await expectAccessible(page)
    expect(await wrongCalls(page)).toEqual([])
    await page.close()
  })
}

test('state: the disk is full in mid-run, and it goes on by itself when there is room', async () => {
  test.skip(mocked === null, 'No Chromium is here')
  const page = await mocked!.open('diskFull')
  await expect(heading(page, 'Migrate: paused')).toBeVisible()
  await expect(page.getByText(/The disk is full\. Free .* it goes on by itself/)).toBeVisible()
  await expectAccessible(page)
  await page.evaluate(`globalThis.hive.emit('operation.progress', globalThis.hive.fixtures.progress('copy', 0.5))`)
  await expect(heading(page, 'Migrate: your data is being copied')).toBeVisible()
  await page.close()
})

test('what is open stays open when words around it change', async () => {
  test.skip(mocked === null, 'No Chromium is here')
  const page = await mocked!.open('found')
  await check(page)
  await press(page, 'Continue')
  await page.getByText('Every key and where it goes').click()
  await expect(page.getByText('openrouter_api_key').first()).toBeVisible()
  await page.evaluate(`(() => {
    Object.defineProperty(navigator, 'languages', { configurable: true, get: () => ['de'] })
    dispatchEvent(new Event('languagechange'))
  })()`)
  await expect(page.getByText('Jeder Eintrag und wohin er kommt')).toBeVisible()
  await expect(page.getByText('openrouter_api_key').first()).toBeVisible()
  await page.close()
})

for (const [place, hash] of [
  ['Home', ''],
  ['Backups', '#/backups'],
  ['History', '#/history'],
  ['Done', '#/migrate/done'],
] as const) {
  test(`the report is read in the app, from ${place}`, async () => {
    test.skip(mocked === null, 'No Chromium is here')
    const page = await mocked!.open('done', hash)
    const button = page.getByRole('main').getByRole('button', { name: 'Open report' }).first()
    await button.focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog', { name: 'Report of the migration' })).toBeVisible()
    const report = page.frameLocator('iframe')
    await expect(report.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.locator('iframe')).toBeFocused()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(button).toBeFocused()
    expect(await wrongCalls(page)).toEqual([])
    await page.close()
  })
}
