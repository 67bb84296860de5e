import type { ConfigShape } from '../model/index.js'

/** What a file of an old install is, by its name and folder (facts 1.2, 1.5): what its keys mean depends on it. */
export type FileKind =
  'settings' | 'user-settings' | 'toml' | 'licence' | 'profiles' | 'environment' | 'hook' | 'copy' | 'data'

/** The kind of a file by the path at which the user knows it, of any system. */
export function kindOf(path: string): FileKind {
  const parts = path.toLowerCase().split(/[\\/]/)
  const name = parts.at(-1) ?? ''
  const folder = parts.at(-2) ?? ''
  if (parts.slice(0, -1).includes('hooks')) return 'hook'
  if (/\.(backup|bak|old)$/.test(name)) return 'copy'
  if (name === '.env') return 'environment'
  if (name.endsWith('.toml')) return 'toml'
  if (name === 'config.json' || name === 'current-config.json') return 'settings'
  if (name === 'license.json') return 'licence'
  if (name.endsWith('.json') && folder === 'profiles') return 'profiles'
  if (name.endsWith('.json') && folder === 'config') return 'user-settings'
  return 'data'
}

/**
 * Where files say different things, the first of this list wins, and among files of a kind the first folder
 * (`detect/places.ts`): the main settings, the user's own, a TOML file, the licence, everything else, the environment.
 */
const ranks: Record<FileKind, number> = {
  ...{ settings: 0, 'user-settings': 1, toml: 2, licence: 3, profiles: 4 },
  ...{ data: 5, hook: 6, copy: 7, environment: 8 },
}

/** Files in the order in which they are believed. `current-config.json` is a copy of settings, made for a move. */
export function inOrder<T extends { path: string }>(files: T[]): T[] {
  const rank = ({ path }: T) => ranks[kindOf(path)] + (/current-config\.json$/i.test(path) ? 0.5 : 0)
  return [...files].sort((a, b) => rank(a) - rank(b))
}

/** What becomes of a file, for `analyze`. */
export function fateOf(path: string, shape: ConfigShape): string {
  if (shape === 'new-hive') return 'settings of the new Hive: they stay as they are, and are kept word for word'
  if (shape === 'unreadable') return 'cannot be read: nothing is migrated before it can'
  const kind = kindOf(path)
  if (shape === 'invalid') return 'cannot be understood: it is kept word for word'
  if (kind === 'settings' || kind === 'user-settings' || kind === 'toml') {
    return 'every setting with a place in the new Hive is moved; the file is kept word for word'
  }
  if (kind === 'licence') return 'the licence is moved unchanged; the file is kept word for word'
  if (kind === 'profiles') return 'its profiles are moved; the file is kept word for word'
  if (kind === 'environment') return 'keys that the new Hive uses are moved; the file is kept word for word'
  return 'kept word for word in the new database'
}
