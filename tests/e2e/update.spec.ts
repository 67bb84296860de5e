/** "Check for Updates…" in the menu: what it says where there is no feed, during a run, and for a run that wants to be resumed. */
import { createSample } from '../../src-main/engine/sample/index.js'
import { expect, host, test, type RunningApp } from './app.js'
import { goToPlan, heading, press, waitUntilDone } from './wizard.js'

/** Keeps what the native dialogs would say; the answer is what a key pressed too early gives. */
async function hearDialogs({ evaluate }: RunningApp): Promise<void> {
  await evaluate(({ dialog }) => {
    const said: string[] = []
    Object.assign(globalThis, { said })
    dialog.showMessageBox = (...args: unknown[]) => {
      const { message, cancelId } = args.at(-1) as { message: string; cancelId: number }
      said.push(message)
      return Promise.resolve({ response: cancelId, checkboxChecked: false })
    }
  })
}

/** Clicks the menu's item and answers what was said then. */
async function check({ evaluate }: RunningApp): Promise<string> {
  const before = await evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? []
    const item = items.find(({ label }) => label.replace('&', '') === 'Check for Updates…')
    const { length } = (globalThis as unknown as { said: string[] }).said
    if (!item) throw new Error('There is no such item')
    // Typed as any function at all.
    const click = item.click as () => void
    click()
    return length
  })
  const said = () => evaluate(() => (globalThis as unknown as { said: string[] }).said)
  await expect.poll(async () => (await said()).length).toBe(before + 1)
  return (await said()).at(-1) ?? ''
}

test(`the menu's check asks no network without a feed, and never during a run (${host})`, async ({ machine }) => {
  await createSample({ directory: machine.home, conversations: 8000 })
  const app = await machine.start()
  const { page } = app
  await hearDialogs(app)
  expect(await check(app)).toBe('This copy does not look for updates')

  await goToPlan(page)
  await press(page, 'Migrate now')
  await expect(page.getByText(/^[1-9]\d\s%$/).first()).toBeVisible()
  await app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'))
  await expect(heading(page, /: paused$/)).toBeVisible()
  expect(await check(app)).toBe('Not while something is running')
  await app.kill()

  const next = await machine.start()
  await expect(heading(next.page, 'A migration was interrupted')).toBeVisible()
  await hearDialogs(next)
  expect(await check(next)).toBe('First finish what was interrupted')
  await press(next.page, 'Resume')
  await waitUntilDone(next.page)
  expect(await check(next)).toBe('This copy does not look for updates')
})
