/** What we ship for: each system and processor, with the places of things in a package that electron-builder has laid out. */
import { join } from 'node:path'

const product = 'Hive Migration Assistant'

/** @typedef {{ name: string, platform: 'linux' | 'win32' | 'darwin', arch: string, flag: string, folder: string, app: string, resources: string,
 *   fuses: string, program: string, command: string, native: string }} Target */

/** @param {Target['platform']} platform @param {string} arch @returns {Target} */
function target(platform, arch) {
  const suffix = arch === 'x64' ? '' : '-arm64'
  const shared = {
    name: `${platform}-${arch}`,
    platform,
    arch,
    native: `node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node`,
  }
  if (platform === 'darwin') {
    const app = join(`mac${suffix}`, `${product}.app`, 'Contents')
    return {
      ...shared,
      flag: '--mac',
      folder: `mac${suffix}`,
      app,
      resources: join(app, 'Resources'),
      fuses: join(app, 'Frameworks', 'Electron Framework.framework', 'Electron Framework'),
      program: join(app, 'MacOS', product),
      command: join(app, 'Resources', 'hive-migrate'),
    }
  }
  const [flag, system] = platform === 'win32' ? ['--win', 'win'] : ['--linux', 'linux']
  const app = `${system}${suffix}-unpacked`
  const program = join(app, platform === 'win32' ? `${product}.exe` : 'hive-migration-assistant')
  return {
    ...shared,
    flag,
    folder: app,
    app,
    resources: join(app, 'resources'),
    fuses: program,
    program,
    command: join(app, platform === 'win32' ? 'hive-migrate.cmd' : 'hive-migrate'),
  }
}

/** @type {Target['platform'][]} */
const platforms = ['linux', 'win32', 'darwin']

export const targets = platforms.flatMap((platform) => ['x64', 'arm64'].map((arch) => target(platform, arch)))

/** The first line that tells what a native file is for: its magic, and the processor that its header names. */
export const nativeFormats = {
  'linux-x64': { magic: '7f454c46', at: 18, processor: '3e00' },
  'linux-arm64': { magic: '7f454c46', at: 18, processor: 'b700' },
  'darwin-x64': { magic: 'cffaedfe', at: 4, processor: '07000001' },
  'darwin-arm64': { magic: 'cffaedfe', at: 4, processor: '0c000001' },
  'win32-x64': { magic: '4d5a', at: null, processor: '6486' },
  'win32-arm64': { magic: '4d5a', at: null, processor: '64aa' },
}
