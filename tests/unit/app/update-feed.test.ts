/**
 * electron-updater itself, against a feed on loopback. The host is Node, not Electron: its AppImage updater runs with an
 * adapter in the place of Electron's `app` and Node's http in that of Electron's `net`; the parsing of the feed, the comparing
 * of versions, the SHA-512 and the replacing of the file are its own. The signatures of Windows and macOS are checked by those
 * systems, and are not shown here.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { createServer, request, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { AppImageUpdater } from 'electron-updater'
import { ElectronHttpExecutor } from 'electron-updater/out/electronHttpExecutor.js'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { canInstall, createFeed, isSafePlace, openFeed, readUpdateConfig } from '../../../src-main/app/update-feed.js'

/** A program that says that it was started. */
const released = Buffer.from('#!/bin/sh\necho new > "$0.started"\n')
const sha512 = (bytes: Buffer) => createHash('sha512').update(bytes).digest('base64')

let folder: string
let server: Server
let served: Record<string, string | Buffer>
let asked: { url: string; headers: IncomingHttpHeaders }[]

// electron-updater tells Electron's own updater that the app is about to quit.
const standIn = mkdtempSync(join(tmpdir(), 'hive-electron-'))
writeFileSync(join(standIn, 'electron.cjs'), 'exports.autoUpdater = { emit() {} }')
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: pathToFileURL(join(standIn, 'electron.cjs')).href, format: 'commonjs', shortCircuit: true }
      : next(specifier, context),
})
afterAll(() => {
  rmSync(standIn, { recursive: true })
})

/** Node's http where Electron's `net` would be. */
class NodeExecutor extends ElectronHttpExecutor {
  override createRequest(options: object, callback: (response: unknown) => void) {
    return request(options, callback) as never
  }
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hive-update-'))
  served = {}
  asked = []
  server = createServer((incoming, answer) => {
    asked.push({ url: incoming.url ?? '', headers: incoming.headers })
    const body = served[new URL(incoming.url ?? '', 'http://127.0.0.1').pathname]
    answer.statusCode = body === undefined ? 404 : 200
    answer.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  vi.stubEnv('APPIMAGE', join(folder, 'hive.AppImage'))
  writeFileSync(join(folder, 'hive.AppImage'), 'the old version')
})

afterEach(async () => {
  vi.unstubAllEnvs()
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true })
})

/** The feed as electron-builder writes it for Linux. */
function publish(version: string, { hash = sha512(released), size = released.length } = {}) {
  const file = `hive-${version}.AppImage`
  served[`/latest-linux${process.arch === 'arm64' ? '-arm64' : ''}.yml`] = [
    `version: ${version}`,
    'files:',
    `  - url: ${file}`,
    `    sha512: ${hash}`,
    `    size: ${size}`,
    `path: ${file}`,
    `sha512: ${hash}`,
    "releaseDate: '2026-11-23T00:00:00.000Z'",
    '',
  ].join('\n')
  served[`/${file}`] = released
}

function openUpdater(version = '1.2.0') {
  const { port } = server.address() as AddressInfo
  const config = join(folder, 'app-update.yml')
  writeFileSync(config, `provider: generic\nurl: http://127.0.0.1:${port}\nupdaterCacheDirName: hive-updater\n`)
  const quit = vi.fn()
  const updater = new AppImageUpdater(null, {
    version,
    name: 'hive',
    isPackaged: true,
    appUpdateConfigPath: config,
    userDataPath: join(folder, 'user'),
    baseCachePath: join(folder, 'cache'),
    whenReady: () => Promise.resolve(),
    relaunch: () => undefined,
    quit,
    onQuit: () => undefined,
  })
  Object.assign(updater, { httpExecutor: new NodeExecutor() })
  updater.on('error', () => undefined)
  return { updater, feed: createFeed(updater), quit }
}

const cached = () =>
  existsSync(join(folder, 'cache')) ? readdirSync(join(folder, 'cache'), { recursive: true, encoding: 'utf8' }) : []

describe.runIf(process.platform === 'linux')('electron-updater with a feed on loopback, in Node', () => {
  it.each([
    ['2.0.0', '2.0.0'],
    ['1.2.1', '1.2.1'],
    ['1.2.0', undefined],
    ['1.1.9', undefined],
  ])('the feed has %s, ours is 1.2.0: found is %s', async (there, found) => {
    publish(there)
    expect((await openUpdater().feed.check())?.version).toBe(found)
  })

  it('looking loads no program, and tells the server no number of this machine', async () => {
    publish('2.0.0')
    await openUpdater().feed.check()
    expect(asked.map(({ url }) => url.split('?')[0])).toEqual(
      Object.keys(served).filter((path) => path.endsWith('.yml')),
    )
    expect(asked[0]!.headers['x-user-staging-id']).toBe('00000000-0000-0000-0000-000000000000')
    expect(existsSync(join(folder, 'user'))).toBe(false)
  })

  it('what was released is loaded, checked, and kept for the installing', async () => {
    publish('2.0.0')
    const { feed } = openUpdater()
    await feed.check()
    await feed.download(() => undefined)
    const [file] = cached().filter((name) => name.endsWith('.AppImage'))
    expect(readFileSync(join(folder, 'cache', file!))).toEqual(released)
    expect(readFileSync(join(folder, 'hive.AppImage'), 'utf8'), 'nothing is replaced yet').toBe('the old version')
  })

  it('what is not what was released is refused, and nothing of it is kept', async () => {
    publish('2.0.0', { hash: sha512(Buffer.from('something else')) })
    const { feed } = openUpdater()
    await feed.check()
    await expect(feed.download(() => undefined)).rejects.toMatchObject({ code: 'ERR_CHECKSUM_MISMATCH' })
    expect(cached().filter((name) => name.endsWith('.AppImage'))).toEqual([])
    expect(readFileSync(join(folder, 'hive.AppImage'), 'utf8')).toBe('the old version')
  })

  it.each([
    ['no feed', undefined],
    ['a feed that is no YAML', '{{{'],
    ['a feed with a version that is none', 'version: newest\nfiles: []\n'],
    ['an empty feed', ''],
  ])('%s is an error, not an update', async (_, text) => {
    publish('2.0.0')
    const [feedFile] = Object.keys(served)
    if (text === undefined) served = {}
    else served[feedFile!] = text
    await expect(openUpdater().feed.check()).rejects.toThrow()
  })

  it('installing replaces the AppImage, starts the new one and ends the app', async () => {
    publish('2.0.0')
    const { feed, quit } = openUpdater()
    await feed.check()
    await feed.download(() => undefined)
    void feed.install()
    await vi.waitFor(() => expect(quit).toHaveBeenCalledOnce())
    expect(readFileSync(join(folder, 'hive.AppImage'))).toEqual(released)
    await vi.waitFor(() => expect(readFileSync(join(folder, 'hive.AppImage.started'), 'utf8')).toBe('new\n'))
  })

  it('an installing that fails is told, and the app goes on', async () => {
    publish('2.0.0')
    const { feed, quit } = openUpdater()
    await feed.check()
    await expect(feed.install()).rejects.toThrow('No update filepath')
    expect(quit).not.toHaveBeenCalled()
  })

  it('quitting installs nothing by itself', async () => {
    publish('2.0.0')
    const { updater } = openUpdater()
    expect([updater.autoDownload, updater.autoInstallOnAppQuit, updater.allowDowngrade]).toEqual([false, false, false])
  })
})

describe('what the package says of its releases', () => {
  const github = 'owner: someone\nrepo: hive\nprovider: github\nupdaterCacheDirName: x\n'

  it('a repository', () => {
    expect(readUpdateConfig(github)).toEqual({
      provider: 'github',
      url: null,
      page: 'https://github.com/someone/hive/releases/latest',
      signed: false,
    })
  })

  it.each([
    ['publisherName: Somebody\n', true],
    ["publisherName:\n  - 'Somebody'\n", true],
    ['publisherName:\n', false],
    ['publisherName: []\n', false],
    ['', false],
  ])('the publisher of the certificate: %j is %s', (more, signed) => {
    expect(readUpdateConfig(github + more).signed).toBe(signed)
  })

  it.each([
    ['provider: generic\nurl: https://example.com/updates\n', true],
    ['provider: generic\nurl: http://127.0.0.1:8080\n', true],
    ['provider: generic\nurl: http://example.com/updates\n', false],
    ['provider: generic\nurl: http://127.0.0.1.example.com/\n', false],
    ['provider: generic\nurl: file:///tmp\n', false],
    ['provider: s3\nbucket: x\n', false],
    [github, true],
  ])('a place that may be asked: %j is %s', (text, safe) => {
    expect(isSafePlace(readUpdateConfig(text))).toBe(safe)
  })

  it.each<[NodeJS.Platform, NodeJS.ProcessEnv, boolean, boolean]>([
    ['win32', {}, false, false],
    ['win32', {}, true, true],
    ['darwin', {}, false, true],
    ['linux', {}, false, false],
    ['linux', { APPIMAGE: '/nowhere/hive.AppImage' }, false, false],
  ])('on %s with %j, signed %s: installs is %s', (platform, env, signed, expected) => {
    expect(canInstall({ provider: 'github', url: null, page: null, signed }, platform, env)).toBe(expected)
  })

  it.runIf(process.platform === 'linux')('an AppImage installs where it may be replaced', () => {
    const config = { provider: 'github', url: null, page: null, signed: false }
    expect(canInstall(config, 'linux', process.env)).toBe(true)
  })

  it('a package without it has no feed', () => {
    mkdirSync(join(folder, 'resources'))
    expect(openFeed(join(folder, 'resources'))).toBeNull()
  })

  it('a package with one that may not be asked has none either', () => {
    writeFileSync(join(folder, 'app-update.yml'), 'provider: generic\nurl: http://example.com/\n')
    expect(openFeed(folder)).toBeNull()
  })
})
