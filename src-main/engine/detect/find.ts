import { existsSync, readFileSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Environment } from '../model/index.js'
import { dataFiles, dataFolders, databasePattern, installFolders, packageFolders } from './places.js'

/** The files of one install, before anything is opened. */
export type FoundFiles = {
  /** Candidates for databases: the path as found and its real path, each real file once (facts T5). */
  databases: { path: string; realPath: string }[]
  configFiles: string[]
  looked: string[]
}

/** Looks in every known place of the home folder. Reads folders only. */
export function findInHome(environment: Environment): FoundFiles {
  return collect(dataFolders(environment), dataFiles(environment))
}

/** Looks in an install folder, or takes one database file, that the user named. */
export function findAt(path: string, environment: Environment): FoundFiles {
  if (!statSync(path).isDirectory()) {
    // The configuration that belongs to a single file lies beside it, or in the `.hive` folder next door.
    return { ...collect([], [path]), configFiles: configsNear(path) }
  }
  return collect(installFolders(path, environment.platform), [])
}

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

function collect(folders: string[], files: string[]): FoundFiles {
  const found: FoundFiles = { databases: [], configFiles: [], looked: [...folders, ...files] }
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
      if (name === 'config.json' && realFile(join(folder, name))) found.configFiles.push(join(folder, name))
    }
  }
  for (const file of files) add(file)
  return found
}

function configsNear(database: string): string[] {
  const folder = join(database, '..')
  return [join(folder, 'config.json'), join(folder, '..', '.hive', 'config.json')].filter((path, index, all) => {
    return realFile(path) !== null && all.indexOf(path) === index
  })
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
    return null
  }
}
