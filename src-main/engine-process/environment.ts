import { homedir, tmpdir } from 'node:os'
import { posix, resolve, win32 } from 'node:path'
import type { Environment } from '../engine/model/index.js'
import { wishesOf } from '../words/language.js'

type Platform = Environment['platform']

/** The real machine as the engine shall see it; `home` (the option `--home`) replaces the home folder. */
export function currentEnvironment(options: { home?: string } = {}): Environment {
  const platform = supportedPlatform(process.platform)
  const env = { ...process.env }
  return {
    platform,
    home: options.home === undefined ? homedir() : resolve(options.home),
    homeGiven: options.home !== undefined,
    env,
    stateHome: stateHome(platform, homedir(), env),
    tmpdir: tmpdir(),
    locale: wishesOf(env)[0],
  }
}

/**
 * Where backups, runs and the audit trail live (design 5). Of the real home, also with `--home`: what a user migrates
 * elsewhere is still kept, and found again, in one place.
 */
export function stateHome(platform: Platform, home: string, env: Record<string, string | undefined>): string {
  const given = env['HIVE_MIGRATE_HOME']
  if (given) return resolve(given)
  switch (platform) {
    case 'win32':
      return win32.join(env['LOCALAPPDATA'] || win32.join(home, 'AppData', 'Local'), 'hive-migrate')
    case 'darwin':
      return posix.join(home, 'Library', 'Application Support', 'hive-migrate')
    case 'linux': {
      // The XDG specification: a relative path is invalid and to be ignored.
      const data = env['XDG_DATA_HOME']
      return posix.join(data && posix.isAbsolute(data) ? data : posix.join(home, '.local', 'share'), 'hive-migrate')
    }
  }
}

/** Other Unix systems follow Linux' rules. */
function supportedPlatform(platform: NodeJS.Platform): Platform {
  return platform === 'win32' || platform === 'darwin' ? platform : 'linux'
}
