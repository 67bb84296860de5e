import { readdirSync, realpathSync, statSync, type Dirent } from 'node:fs'
import { join } from 'node:path'
import { copiesPattern, hooksFolder, newHiveNames, settingsFolders, settingsNames, settingsPattern } from './places.js'

/** Files of an install beside its databases: settings, which are migrated, and what stays where it is, with the reason. */
export type SettingsFiles = { settings: string[]; others: { path: string; fate: string }[] }

/** Hooks lie in a folder or two; whoever links a folder into itself must not be followed for ever. */
const deepest = 8

/**
 * Whose a folder is. In Hive's own every JSON, TOML and YAML file counts; in one that a person named as an install only
 * files of a known name; beside a single database, where anything may lie, only its `config.json`.
 */
export type Ground = 'own' | 'install' | 'beside'

/** The settings in a folder, and in the `config/`, `profiles/` and `hooks/` of Hive's own. */
export function settingsIn(folder: string, ground: Ground): SettingsFiles {
  const found: SettingsFiles = { settings: [], others: [] }
  const counts = { own: settingsPattern, install: settingsNames, beside: /^config\.json$/ }[ground]
  for (const { name } of entriesIn(folder)) {
    const path = join(folder, name)
    if (!isFile(path)) continue
    if (newHiveNames.test(name)) found.others.push({ path, fate: 'belongs to the new Hive: it stays as it is' })
    else if (counts.test(name)) found.settings.push(path)
    else if (ground === 'own' && copiesPattern.test(name)) found.others.push({ path, fate: ownCopy })
  }
  if (ground === 'own') found.settings.push(...below(folder))
  return found
}

const ownCopy = 'a copy that somebody made of old data: it stays where it is'

/** Settings in the folders inside an install (facts 1.2, 1.5). */
function below(folder: string): string[] {
  return [...settingsFolders.flatMap((name) => jsonIn(join(folder, name))), ...filesBelow(join(folder, hooksFolder), 0)]
}

/** Every settings file of a `config/` or `profiles/` folder. */
export function jsonIn(folder: string): string[] {
  const paths = entriesIn(folder).map(({ name }) => join(folder, name))
  return paths.filter((path) => /\.(json|toml|ya?ml)$/i.test(path) && isFile(path))
}

function filesBelow(folder: string, depth: number): string[] {
  if (depth > deepest) return []
  return entriesIn(folder).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(path, depth + 1) : isFile(path) ? [path] : []
  })
}

function entriesIn(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch {
    // Not there, not a folder or not ours to read: there is nothing of ours in it either.
    return []
  }
}

/** Whether a regular file lies there, perhaps behind a link; a pipe, a folder and a broken link are no settings. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    // A link that leads nowhere, or in a circle.
    return false
  }
}

/** Each file once, however many links lead to it (facts T5): the path that was found first. */
export function eachOnce(paths: string[]): string[] {
  const seen = new Set<string>()
  return paths.filter((path) => {
    const { dev, ino } = statSync(path, { bigint: true })
    // A file system without numbers for its files: then the real path tells them apart.
    const key = ino === 0n ? realpathSync(path) : `${dev}:${ino}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
