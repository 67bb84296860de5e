import { existsSync, readFileSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { Environment } from '../model/index.js'
import { eachOnce, jsonIn, settingsIn, type Ground, type SettingsFiles } from './config-files.js'
import {
  dataFiles,
  dataFolders,
  databasePattern,
  installFolders,
  isHivesOwn,
  otherPlaces,
  packageFolders,
  settingsFolders,
} from './places.js'

/** The files of one install, before anything is opened. */
export type FoundFiles = {
  /** Candidates for databases: the path as found and its real path, each real file once (facts T5). */
  databases: { path: string; realPath: string }[]
  configFiles: string[]
  /** What belongs to the install and is no setting: it stays where it is. */
  others: SettingsFiles['others']
  looked: string[]
}

/** Looks in every known place of the home folder. Reads folders only. */
export function findInHome(environment: Environment): FoundFiles {
  // Electron's own files lie beside the prototype's database.
  const ground = (folder: string): Ground => (basename(folder) === 'electron-poc' ? 'beside' : 'own')
  const found = collect(dataFolders(environment), dataFiles(environment), ground)
  const places = otherPlaces(environment).filter(({ path }) => existsSync(path))
  const others = places.map(({ path, what }) => ({ path, fate: `${what} of the old Hive: they stay where they are` }))
  return { ...found, others: [...found.others, ...others] }
}

/** Looks in an install folder, or takes one database file, that the user named. */
export function findAt(path: string, environment: Environment): FoundFiles {
  if (!statSync(path).isDirectory()) {
    // The configuration that belongs to a single file lies beside it, or in the `.hive` folder next door.
    return { ...collect([], [path], groundOf), ...configsNear(path) }
  }
  const found = collect(installFolders(path, environment.platform), [], groundOf)
  // A home folder may be named, too: a `config` in it is anybody's.
  if (resolve(path) === resolve(environment.home)) return found
  const inside = settingsFolders.flatMap((name) => jsonIn(join(path, name)))
  return { ...found, configFiles: eachOnce([...found.configFiles, ...inside]) }
}

const groundOf = (folder: string): Ground => (isHivesOwn(folder) ? 'own' : 'install')

/** The version of the old Hive's npm package, where it is still installed. */
export function packageVersion(environment: Environment): string | null {
  for (const folder of packageFolders(environment)) {
    const file = join(folder, 'package.json')
    if (!existsSync(file)) continue
    try {
      return (JSON.parse(readFileSync(file, 'utf8')) as { version?: string }).version ?? null
    } catch {
      // A damaged package.json says nothing about the data; the version stays unknown.
      return null
    }
  }
  return null
}

function collect(folders: string[], files: string[], ground: (folder: string) => Ground): FoundFiles {
  const found: FoundFiles = { databases: [], configFiles: [], others: [], looked: [...folders, ...files] }
  const seen = new Set<string>()
  const add = (path: string) => {
    const realPath = realFile(path)
    if (!realPath || seen.has(realPath)) return
    seen.add(realPath)
    found.databases.push({ path, realPath })
  }
  for (const folder of folders) {
    for (const name of namesIn(folder)) {
      if (databasePattern.test(name)) add(join(folder, name))
    }
    const { settings, others } = settingsIn(folder, ground(folder))
    found.configFiles.push(...settings)
    found.others.push(...others)
  }
  for (const file of files) add(file)
  return { ...found, configFiles: eachOnce(found.configFiles) }
}

function configsNear(database: string): Pick<FoundFiles, 'configFiles' | 'others'> {
  const folder = dirname(database)
  const near = [
    settingsIn(folder, isHivesOwn(folder) ? 'own' : 'beside'),
    settingsIn(join(folder, '..', '.hive'), 'own'),
  ]
  return {
    configFiles: eachOnce(near.flatMap(({ settings }) => settings)),
    others: near.flatMap(({ others }) => others),
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    // Not there, not a folder or not ours to read: there is nothing of ours in it either.
    return []
  }
}

/** The real path of a regular file; null for anything else, broken symlinks included. */
function realFile(path: string): string | null {
  try {
    const real = realpathSync(path)
    return statSync(real).isFile() ? real : null
  } catch {
    // Gone since it was listed, a link that leads nowhere, or not ours to look at.
    return null
  }
}
