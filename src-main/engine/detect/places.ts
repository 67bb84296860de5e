import { posix, win32 } from 'node:path'
import { isInside } from '../files/paths.js'
import type { Environment } from '../model/index.js'

/** Database names of facts 1.4; other `*.db`, `*.sqlite` files in the same folders are looked at too. */
export const databasePattern = /\.(db|sqlite|sqlite3)$/i

/** Files that the old Hive, its guide or its website name (facts 1.2, 1.5): settings wherever an install is. */
export const settingsNames =
  /^((config|current-config|budget|licen[cs]e|teams|users|rbac|conversations-list|teams-backup|usage[\w.-]*)\.json|memory-config\.ya?ml)$/i

/** In a folder of Hive's own every file of these kinds holds settings, or a copy of them (facts 1.5). */
export const settingsPattern = /(\.(json|toml|ya?ml)(\.(backup|bak|old))?|^\.env)$/i

/** Folders inside an install whose JSON files are settings, and the one of which every file belongs to it. */
export const settingsFolders = ['config', 'profiles']
export const hooksFolder = 'hooks'

/** Files that the new Hive keeps in the folder of the old one (facts 2.2, T44): nothing of them is anybody's settings. */
export const newHiveNames = /^(cli-tools-config|rollback_plan)\.json$/i

/** Copies that people were told to make before they migrate (facts 1.5): they are theirs, and stay. */
export const copiesPattern = /(\.(db|sqlite3?)\.(backup|bak|old)|\.tar\.gz|\.tgz|\.(db|sqlite)\.gz)$/i

/** Whether a folder is one of Hive's own by its name: there, files of no known name are its settings, too. */
export function isHivesOwn(folder: string): boolean {
  return /(^|[\\/])(\.hive(-ai|\.backup)?([\\/]data)?|hive|HiveAI)$/.test(folder)
}

/** What else of the old Hive may lie about (facts 1.2): it holds no settings and no conversations, and stays. */
export function otherPlaces(environment: Environment): { path: string; what: string }[] {
  const { platform, home } = environment
  const path = platform === 'win32' ? win32 : posix
  const local = localAppData(environment)
  const own =
    platform === 'win32'
      ? ['Cache', 'Logs'].map((name) => ({
          path: path.join(local, 'HiveTechs', 'HiveAI', name),
          what: name.toLowerCase(),
        }))
      : platform === 'darwin'
        ? ['Caches', 'Logs'].map((name) => ({
            path: path.join(home, 'Library', name, 'HiveAI'),
            what: name.toLowerCase(),
          }))
        : [
            {
              path: path.join(within(environment, environment.env.XDG_CACHE_HOME) ?? path.join(home, '.cache'), 'hive'),
              what: 'cache',
            },
            { path: path.join(home, '.local', 'share', 'hive', 'logs'), what: 'logs' },
          ]
  return [
    { path: path.join(home, 'exports'), what: 'exports' },
    ...own,
    { path: path.join(home, '.hive-consensus'), what: 'logs' },
    { path: path.join(home, '.hive', 'consensus-logs'), what: 'logs' },
  ]
}

/** Folders where an old Hive may have kept its data (facts 1.2), most likely first. Pure: nothing is read. */
export function dataFolders(environment: Environment): string[] {
  const { platform, home } = environment
  const path = platform === 'win32' ? win32 : posix
  const config = configFolder(environment)
  const folders = [path.join(home, '.hive-ai'), path.join(home, '.hive'), path.join(config, 'hive')]
  const moved = within(environment, environment.env.HIVE_HOME)
  if (moved !== undefined && !folders.includes(moved)) folders.splice(2, 0, moved)
  if (platform === 'win32') {
    folders.push(path.join(config, 'HiveTechs', 'HiveAI'), path.join(localAppData(environment), 'HiveTechs', 'HiveAI'))
  }
  if (platform === 'darwin') folders.push(path.join(config, 'electron-poc'))
  folders.push(path.join(home, '.hive', 'data'), path.join(home, '.hive.backup'))
  return folders
}

/** The profile in use by the environment (facts 1.3). With a home that was named, the environment is another person's. */
export function defaultProfile({ homeGiven, env }: Environment): string | null {
  return homeGiven ? null : env.HIVE_DEFAULT_PROFILE || null
}

/** Single files that may be a database: the override and the app's symlink (facts 1.2, 1.3). */
export function dataFiles(environment: Environment): string[] {
  const path = environment.platform === 'win32' ? win32 : posix
  const override = within(environment, environment.env.HIVE_DB_PATH)
  return [...(override ? [override] : []), path.join(environment.home, '.hive-ai.db')]
}

/** The folders below an install folder that the user names (facts 1.2). */
export function installFolders(install: string, platform: Environment['platform']): string[] {
  const path = platform === 'win32' ? win32 : posix
  return ['', '.hive-ai', '.hive', 'storage', 'config', 'profiles'].map((part) => path.join(install, part))
}

/** Where a global npm install of the old Hive may be (facts 1.1); the package itself has been unpublished. */
export function packageFolders(environment: Environment): string[] {
  const { platform, home } = environment
  const path = platform === 'win32' ? win32 : posix
  const name = path.join('@hivetechs', 'hive-ai')
  const own = [path.join(home, '.npm-global', 'lib', 'node_modules', name), path.join(home, 'node_modules', name)]
  if (platform === 'win32') return [path.join(configFolder(environment), 'npm', 'node_modules', name), ...own]
  const shared = ['/usr/local/lib/node_modules', '/usr/lib/node_modules', '/opt/homebrew/lib/node_modules']
  return environment.homeGiven ? own : [...own, ...shared.map((root) => path.join(root, name))]
}

/**
 * The system's folder for configuration. A variable that points outside a home folder named by the user is ignored:
 * `--home` must never reach somebody else's data (facts T41).
 */
function configFolder(environment: Environment): string {
  const { platform, home, env } = environment
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support')
  if (platform === 'win32') return within(environment, env.APPDATA) ?? win32.join(home, 'AppData', 'Roaming')
  return within(environment, env.XDG_CONFIG_HOME) ?? posix.join(home, '.config')
}

function localAppData(environment: Environment): string {
  return within(environment, environment.env.LOCALAPPDATA) ?? win32.join(environment.home, 'AppData', 'Local')
}

function within(environment: Environment, folder: string | undefined): string | undefined {
  if (!folder) return undefined
  const path = environment.platform === 'win32' ? win32 : posix
  // Without its `..`: a path may begin with the home and lead out of it all the same.
  return !environment.homeGiven || isInside(path.normalize(folder), environment.home) ? folder : undefined
}

/** Where the new Hive keeps its database (facts 2.2). */
export function defaultTarget(environment: Environment): string {
  const path = environment.platform === 'win32' ? win32 : posix
  return path.join(environment.home, '.hive', 'hive-ai.db')
}
