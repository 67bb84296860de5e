/** The menu and the dialogs of the check for updates; Electron is a stand-in that keeps what it is given. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MenuItemConstructorOptions } from 'electron'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Language } from '../../../src-main/words/language.js'

const electron = vi.hoisted(() => ({
  packaged: true,
  template: [] as MenuItemConstructorOptions[],
  asked: [] as { message: string; buttons: string[]; defaultId: number; cancelId: number }[],
  answer: 0,
}))
vi.mock('electron', () => ({
  app: {
    get isPackaged() {
      return electron.packaged
    },
    getName: () => 'Hive Migration Assistant',
    getVersion: () => '1.0.0',
  },
  Menu: {
    buildFromTemplate: (template: MenuItemConstructorOptions[]) => template,
    setApplicationMenu: (template: MenuItemConstructorOptions[]) => (electron.template = template),
  },
  dialog: {
    showMessageBox: (...args: unknown[]) => {
      electron.asked.push(args.at(-1) as (typeof electron.asked)[number])
      return Promise.resolve({ response: electron.answer })
    },
  },
}))
const { setMenu } = await import('../../../src-main/app/menu.js')
const { appTexts } = await import('../../../src-main/app/texts/index.js')
const { createUpdateCheck } = await import('../../../src-main/app/update-window.js')

let language: Language
const texts = appTexts(() => ({ language, locale: language }))

beforeEach(() => {
  language = 'en'
  electron.packaged = true
  electron.asked = []
  electron.answer = 0
})
afterEach(() => {
  vi.unstubAllGlobals()
})

describe('the menu', () => {
  const items = (platform: NodeJS.Platform) => {
    vi.stubGlobal('process', { ...process, platform })
    const clicked: string[] = []
    setMenu(texts, { go: (page) => clicked.push(page), checkForUpdates: () => clicked.push('check') })
    return { clicked, menus: electron.template }
  }
  const inside = ({ submenu }: MenuItemConstructorOptions) => (Array.isArray(submenu) ? submenu : [])
  const click = (item: MenuItemConstructorOptions | undefined) => (item?.click as (() => void) | undefined)?.()

  it.each<[NodeJS.Platform, string]>([
    ['darwin', 'Hive Migration Assistant'],
    ['win32', '&Help'],
    ['linux', '&Help'],
  ])('on %s the check for updates is in %s, once', (platform, place) => {
    const { menus, clicked } = items(platform)
    const checks = menus.flatMap((menu) =>
      inside(menu).flatMap((item) => (item.label?.includes('Updates…') ? [{ menu: menu.label, item }] : [])),
    )
    expect(checks.map(({ menu }) => menu)).toEqual([place])
    click(checks[0]?.item)
    expect(clicked).toEqual(['check'])
  })

  it('macOS has what its people expect below the name of an app', () => {
    const { menus } = items('darwin')
    const roles = inside(menus[0]!).flatMap(({ role }) => role ?? [])
    expect(roles).toEqual(['about', 'services', 'hide', 'hideOthers', 'unhide', 'quit'])
    expect(menus.map(({ role }) => role)).toEqual(expect.arrayContaining(['editMenu', 'windowMenu']))
  })

  it('developer tools are there in a checkout only', () => {
    expect(items('linux').menus.map(({ role }) => role)).not.toContain('viewMenu')
    electron.packaged = false
    expect(items('linux').menus.map(({ role }) => role)).toContain('viewMenu')
  })

  it.each(['darwin', 'win32', 'linux'] as const)(
    'on %s it is German from the next time that it is made',
    (platform) => {
      language = 'de'
      const { menus } = items(platform)
      const labels = [...menus, ...menus.flatMap(inside)].filter(({ type }) => type !== 'separator')
      // Nothing without a label of ours: Electron's own are English.
      expect(labels.filter(({ label }) => label === undefined)).toEqual([])
      const words = labels.map(({ label }) => label)
      expect(words).toEqual(expect.arrayContaining(['&Gehe zu', 'Übersicht', 'Sicherungen', 'Nach &Updates suchen …']))
      expect(words.filter((label) => /\b(Go|Home|Help|Edit|Window|Copy|Quit|About|Check)\b/.test(label!))).toEqual([])
    },
  )

  it('every page has its key', () => {
    const { menus, clicked } = items('linux')
    const pages = inside(menus.find(({ label }) => label === '&Go')!)
    expect(pages.map(({ accelerator }) => accelerator)).toEqual(pages.map((_, index) => `CmdOrCtrl+${index + 1}`))
    for (const page of pages) click(page)
    expect(clicked).toHaveLength(pages.length)
  })
})

describe('the dialogs of the check', () => {
  let folder: string
  let bars: number[]
  let status: object
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hive-menu-'))
    bars = []
    status = { state: 'not-migrated', lastRun: null }
    // A feed in the place of out/main/updater.js, which has version 2.0.0.
    const feed = `{ check: async () => ({ version: '2.0.0' }), download: async (report) => report(0.5), install: async () => void globalThis.installed.push(1) }`
    writeFileSync(
      join(folder, 'updater.js'),
      `export const openFeed = (place) => (place === 'the resources' ? { feed: ${feed}, installs: true, page: null } : null)`,
    )
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
    vi.stubGlobal('installed', [])
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
  })

  const installed = () => (globalThis as unknown as { installed: number[] }).installed
  const run = async ({ running = false, resources = 'the resources' } = {}) => {
    vi.stubGlobal('process', Object.assign(Object.create(process) as object, { resourcesPath: resources }))
    const window = { setProgressBar: (fraction: number) => bars.push(fraction) }
    await createUpdateCheck({
      folder,
      operation: { running } as never,
      queries: { call: () => Promise.resolve(status) } as never,
      currentWindow: () => window as never,
      texts,
    }).run()
    return electron.asked.map(({ message }) => message)
  }

  it('what a key pressed too early takes is never the action', async () => {
    await run()
    expect(electron.asked).toEqual([
      expect.objectContaining({ buttons: ['Not now', 'Download'], defaultId: 0, cancelId: 0 }),
    ])
    expect(installed()).toEqual([])
  })

  it('asks in German', async () => {
    language = 'de'
    expect(await run()).toEqual(['Version 2.0.0 ist da'])
    expect(electron.asked[0]!.buttons).toEqual(['Nicht jetzt', 'Herunterladen'])
  })

  it('the action, twice, loads and installs; the bar goes away', async () => {
    electron.answer = 1
    expect(await run()).toEqual(['Version 2.0.0 is there', 'Version 2.0.0 is ready'])
    expect(bars).toEqual([0.5, -1])
    expect(installed()).toEqual([1])
  })

  it.each([
    ['an operation of the app', { running: true }, {}, 'Not while something is running'],
    [
      'a run of the command line',
      {},
      { state: 'migrated', lastRun: { state: 'running' } },
      'Not while something is running',
    ],
    [
      'a run that wants to be resumed',
      {},
      { state: 'interrupted', lastRun: null },
      'First finish what was interrupted',
    ],
  ])('%s holds it back', async (_, options, now, message) => {
    status = { ...status, ...now }
    electron.answer = 1
    expect(await run(options)).toEqual([message])
    expect(installed()).toEqual([])
  })

  it('a checkout, and a package without a feed, know no place to ask', async () => {
    expect(await run({ resources: 'others' })).toEqual(['This copy does not look for updates'])
    electron.packaged = false
    electron.asked = []
    expect(await run()).toEqual(['This copy does not look for updates'])
  })
})
