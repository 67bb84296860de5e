/** The feed by electron-updater. A bundle of its own (out/main/updater.js), which is read only when somebody checks. */
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { autoUpdater, type AppUpdater } from 'electron-updater'
import type { UpdateFeed, UpdateSource } from './update.js'

/** What electron-builder wrote into the package about the releases; null values for what it does not say. */
export type UpdateConfig = { provider: string | null; url: string | null; page: string | null; signed: boolean }

/** Reads app-update.yml: one value a line, and a list of the publishers that Windows' certificates name. */
export function readUpdateConfig(text: string): UpdateConfig {
  const value = (key: string) =>
    new RegExp(`^${key}:[ \\t]*['"]?([^\\s'"].*?)['"]?[ \\t]*$`, 'm').exec(text)?.[1] ?? null
  const [provider, owner, repo] = [value('provider'), value('owner'), value('repo')]
  return {
    provider,
    url: value('url'),
    page: provider === 'github' && owner && repo ? `https://github.com/${owner}/${repo}/releases/latest` : null,
    signed: /^[^[]/.test(value('publisherName') ?? '') || /^publisherName:[ \t]*\r?\n\s*- *\S/m.test(text),
  }
}

/** Encrypted, or the same machine. */
export function isSafePlace({ provider, url }: UpdateConfig): boolean {
  if (provider === 'github') return true
  const address = provider === 'generic' && url ? URL.parse(url) : null
  return address?.protocol === 'https:' || (address?.protocol === 'http:' && address.hostname === '127.0.0.1')
}

/**
 * Whether this copy can install by itself. Windows compares the publisher of the certificate and macOS the signature with
 * those of the copy that runs; an AppImage has the SHA-512 of the feed. A deb or rpm is the system's.
 */
export function canInstall(config: UpdateConfig, platform: NodeJS.Platform, env: NodeJS.ProcessEnv): boolean {
  if (platform === 'win32') return config.signed
  if (platform === 'darwin') return true
  const image = env['APPIMAGE']
  return platform === 'linux' && image !== undefined && isReplaceable(image)
}

/** electron-updater removes the old file before it moves the new one there: both have to be possible, or neither is begun. */
function isReplaceable(file: string): boolean {
  try {
    accessSync(file, constants.W_OK)
    accessSync(dirname(file), constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** Nobody: electron-updater would tell the server a number made for this machine. */
const nobody = '00000000-0000-0000-0000-000000000000'

/** Holds an updater to what we promise: nothing by itself, nothing older, nothing in parts, no number of this machine. */
export function createFeed(updater: AppUpdater): UpdateFeed {
  Object.assign(updater, {
    logger: null,
    autoDownload: false,
    autoInstallOnAppQuit: false,
    allowDowngrade: false,
    allowPrerelease: false,
    disableWebInstaller: true,
    disableDifferentialDownload: true,
    isUserWithinRollout: () => true,
    stagingUserIdPromise: { value: Promise.resolve(nobody) },
  })
  return {
    async check() {
      const result = await updater.checkForUpdates()
      return result?.isUpdateAvailable ? { version: result.updateInfo.version } : null
    },
    async download(report) {
      const listener = ({ percent }: { percent: number }) => report(percent / 100)
      updater.on('download-progress', listener)
      try {
        await updater.downloadUpdate()
      } finally {
        updater.off('download-progress', listener)
      }
    },
    install: () =>
      new Promise((resolve, reject) => {
        updater.once('error', reject)
        // Windows' installer asks nothing; then the new version starts.
        updater.quitAndInstall(true, true)
        // This process ends now. If a question on quitting is answered with staying, one may check again.
        setTimeout(resolve, 30_000).unref()
      }),
  }
}

/** The feed of the package that runs; null when it has none. @param resources Electron's `process.resourcesPath`. */
export function openFeed(resources: string): UpdateSource | null {
  const file = join(resources, 'app-update.yml')
  if (!existsSync(file)) return null
  const config = readUpdateConfig(readFileSync(file, 'utf8'))
  if (!isSafePlace(config)) return null
  const feed = createFeed(autoUpdater)
  if (!autoUpdater.isUpdaterActive()) return null
  return { feed, installs: canInstall(config, process.platform, process.env), page: config.page }
}
