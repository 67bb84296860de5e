/**
 * Electron's security checklist (docs/security.md), read off the real code of src-main/app: what it hands to Electron, and
 * what its handlers answer. Electron itself is a stand-in that keeps what it is given.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeEach, describe, expect, it, vi } from 'vitest'

type Listener = (...args: never[]) => unknown
const electron = vi.hoisted(() => ({
  packaged: true,
  windows: [] as { options: Record<string, unknown>; loaded: string[] }[],
  appListeners: new Map<string, Listener>(),
  permission: { request: null as Listener | null, check: null as Listener | null },
  beforeRequest: null as Listener | null,
  schemes: [] as unknown[],
  handled: [] as string[],
  calls: [] as { channel: string; handler: Listener }[],
}))
vi.mock('electron', () => ({
  app: {
    get isPackaged() {
      return electron.packaged
    },
    on: (name: string, listener: Listener) => electron.appListeners.set(name, listener),
  },
  BrowserWindow: class {
    loaded: string[] = []
    constructor(options: Record<string, unknown>) {
      electron.windows.push({ options, loaded: this.loaded })
    }
    webContents = { on: () => undefined }
    once() {}
    on() {}
    loadURL(url: string) {
      this.loaded.push(url)
      return Promise.resolve()
    }
  },
  ipcMain: {
    handle: (channel: string, handler: Listener) => electron.calls.push({ channel, handler }),
  },
  nativeTheme: { shouldUseDarkColors: false },
  protocol: {
    registerSchemesAsPrivileged: (schemes: unknown[]) => electron.schemes.push(...schemes),
    handle: (scheme: string) => electron.handled.push(scheme),
  },
  screen: { getAllDisplays: () => [] },
  session: {
    defaultSession: {
      setPermissionRequestHandler: (handler: Listener) => (electron.permission.request = handler),
      setPermissionCheckHandler: (handler: Listener) => (electron.permission.check = handler),
      webRequest: { onBeforeRequest: (listener: Listener) => (electron.beforeRequest = listener) },
    },
  },
}))
const { openWindow } = await import('../../../src-main/app/window.js')
const { denyByDefault, denyInSession } = await import('../../../src-main/app/security.js')
const { registerAppScheme, serveRenderer } = await import('../../../src-main/app/protocol.js')
const { connectCalls } = await import('../../../src-main/app/bridge.js')

const call = (listener: Listener | null | undefined, ...args: unknown[]) => (listener as (...all: unknown[]) => unknown)(...args) // prettier-ignore

beforeEach(() => {
  electron.packaged = true
  electron.windows.length = 0
})

describe('the window (points 1 to 3, 4, 6, 8 to 11)', () => {
  it('is made with exactly these web preferences: what is not here has Electron’s safe default', () => {
    openWindow('/app/preload.cjs', { bounds: null } as never, () => undefined)
    const [{ options, loaded } = { options: {}, loaded: [] }] = electron.windows
    expect(options['webPreferences']).toEqual({
      preload: '/app/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    })
    expect(loaded).toEqual(['app://hive/index.html'])
  })
})

describe('every page there ever is (points 12 to 14)', () => {
  function contents() {
    denyByDefault()
    const listeners = new Map<string, Listener>()
    let open: Listener | null = null
    call(
      electron.appListeners.get('web-contents-created'),
      {},
      {
        on: (name: string, listener: Listener) => listeners.set(name, listener),
        setWindowOpenHandler: (handler: Listener) => (open = handler),
      },
    )
    return { listeners, open: () => open }
  }
  const prevented = (listener: Listener | undefined, url: string) => {
    let stopped = false
    call(listener, { url, preventDefault: () => (stopped = true) })
    return stopped
  }

  it.each([
    ['https://example.com/', true],
    ['file:///etc/passwd', true],
    ['app://hive.evil/index.html', true],
    ['app://user@evil/', true],
    ['javascript:alert(1)', true],
    ['data:text/html,x', true],
    ['blob:app://hive/1', true],
    ['not an address', true],
    ['app://hive/index.html#/backups', false],
  ])('may go to %s: prevented is %s', (url, expected) => {
    expect(prevented(contents().listeners.get('will-navigate'), url)).toBe(expected)
  })

  it('may hold no web view, and opens no window', () => {
    const { listeners, open } = contents()
    expect(prevented(listeners.get('will-attach-webview'), 'app://hive/')).toBe(true)
    expect(call(open(), { url: 'app://hive/index.html' })).toEqual({ action: 'deny' })
  })
})

describe('the session (points 1, 5, 8)', () => {
  it('denies every permission, asked for or checked', () => {
    denyInSession()
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'openExternal',
      'fileSystem',
    ]) {
      const answers: unknown[] = []
      call(electron.permission.request, {}, permission, (answer: boolean) => answers.push(answer))
      expect(answers).toEqual([false])
      expect(call(electron.permission.check, {}, permission)).toBe(false)
    }
  })

  it.each<[string, boolean, boolean]>([
    ['https://example.com/', true, true],
    ['http://localhost/', true, true],
    ['file:///etc/passwd', true, true],
    ['ws://example.com/', true, true],
    ['devtools://devtools/bundled/x.js', true, true],
    ['devtools://devtools/bundled/x.js', false, false],
    ['app://hive/assets/x.js', true, false],
  ])('a request for %s, packaged %s: cancelled %s', (url, packaged, cancelled) => {
    electron.packaged = packaged
    denyInSession()
    const answers: unknown[] = []
    call(electron.beforeRequest, { url }, (answer: unknown) => answers.push(answer))
    expect(answers).toEqual([{ cancel: cancelled }])
  })
})

it('pages come by a scheme of their own that may not pass for another (point 18)', () => {
  registerAppScheme()
  serveRenderer('/nowhere')
  expect(electron.schemes).toEqual([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
  expect(electron.handled).toEqual(['app'])
})

it('one channel takes calls, and says who calls: frame, window and address (point 17)', async () => {
  const seen: unknown[] = []
  const webContents = {}
  const window = { isDestroyed: () => false, webContents }
  connectCalls({ answer: (...args: unknown[]) => Promise.resolve(seen.push(args)) } as never, () => window as never)
  expect(electron.calls.map(({ channel }) => channel)).toEqual(['hive:call'])
  const [{ handler } = { handler: null }] = electron.calls
  const frame = { url: 'app://hive/index.html', parent: null }
  await call(handler, { senderFrame: frame, sender: webContents }, 'app.info', {})
  await call(handler, { senderFrame: { ...frame, parent: frame }, sender: webContents }, 'app.info', {})
  await call(handler, { senderFrame: frame, sender: {} }, 'app.info', {})
  await call(handler, { senderFrame: null, sender: webContents }, 'app.info', {})
  expect(seen.map((args) => (args as unknown[])[0])).toEqual([
    { url: frame.url, isMainFrame: true, isOurWindow: true },
    { url: frame.url, isMainFrame: false, isOurWindow: true },
    { url: frame.url, isMainFrame: true, isOurWindow: false },
    { url: undefined, isMainFrame: false, isOurWindow: true },
  ])
})

describe('what no line of the app may say (points 6, 8 to 11, 15, 20)', () => {
  const folder = (name: string) => fileURLToPath(new URL(`../../../${name}`, import.meta.url))
  const sources = ['src-main', 'src-preload', 'src-renderer'].flatMap((root) =>
    readdirSync(folder(root), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|svelte|html)$/.test(file))
      .map((file) => ({ file: join(root, file), text: readFileSync(join(folder(root), file), 'utf8') })),
  )

  it.each([
    'webSecurity',
    'allowRunningInsecureContent',
    'experimentalFeatures',
    'enableBlinkFeatures',
    'nodeIntegrationInWorker',
    'nodeIntegrationInSubFrames',
    'openExternal',
    '<webview',
    'BrowserView',
    'WebContentsView',
    'executeJavaScript',
    '{@html',
    'innerHTML',
    'outerHTML',
    'insertAdjacentHTML',
    'document.write',
  ])('%s', (word) => {
    expect(sources.length).toBeGreaterThan(150)
    expect(sources.filter(({ text }) => text.includes(word)).map(({ file }) => file)).toEqual([])
  })

  it('one place opens a window, one listens to pages, one exposes anything to a page', () => {
    const places = (word: string) => sources.filter(({ text }) => text.includes(word)).map(({ file }) => file)
    expect(places('new BrowserWindow')).toEqual(['src-main/app/window.ts'])
    expect(places('ipcMain.')).toEqual(['src-main/app/bridge.ts'])
    expect(places('exposeInMainWorld')).toEqual(['src-preload/index.ts'])
  })
})
