/** What the page can not do. */
import { expect, host, test } from './app.js'
import { heading } from './wizard.js'

test(`the page has the bridge and nothing else of the machine (${host})`, async ({ machine }) => {
  const { page } = await machine.start()
  const faults: string[] = []
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  page.on('pageerror', (error) => faults.push(error.message))
  await page.reload()
  await expect(heading(page, 'No old Hive found')).toBeVisible()
  expect(faults, 'its own policy stands in the way of nothing that it needs').toEqual([])

  const reach = await page.evaluate(() => {
    const scope = globalThis as Record<string, unknown>
    return ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter(
      (name) => scope[name] !== undefined,
    )
  })
  expect(reach).toEqual([])
  expect(await page.evaluate(() => Object.keys((globalThis as unknown as { hive: object }).hive).sort())).toEqual([
    'call',
    'on',
  ])
})

test(`the page cannot go anywhere, open windows, run inline scripts or reach the network (${host})`, async ({
  machine,
}) => {
  const app = await machine.start()
  const { page } = app
  await expect(heading(page, 'No old Hive found')).toBeVisible()
  const address = page.url()
  const outcome = await page.evaluate(async () => {
    const inline = document.createElement('script')
    inline.textContent = 'globalThis.inlineRan = true'
    document.head.append(inline)
    const network = await fetch('https://example.com/').then(
      () => 'reached',
      () => 'refused',
    )
    const opened = window.open('https://example.com/')
    location.href = 'https://example.com/'
    await new Promise((resolve) => setTimeout(resolve, 500))
    return { inline: 'inlineRan' in globalThis, network, opened: opened !== null && !opened.closed }
  })
  expect(outcome).toEqual({ inline: false, network: 'refused', opened: false })
  expect(page.url()).toBe(address)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test(`a call of the wrong shape is answered with a failure, not carried out (${host})`, async ({ machine }) => {
  const { page } = await machine.start()
  const answers = await page.evaluate(async () => {
    const { hive } = globalThis as unknown as {
      hive: { call(...args: unknown[]): Promise<{ failure?: { code: string } }> }
    }
    const calls: unknown[][] = [
      ['no.such', {}],
      ['migration.start', { from: 7 }],
      ['shell.reveal', { path: '/etc/passwd' }],
    ]
    return Promise.all(calls.map(async (call) => (await hive.call(...call)).failure?.code))
  })
  expect(answers).toEqual(['HM-USAGE', 'HM-USAGE', 'HM-USAGE'])
})
