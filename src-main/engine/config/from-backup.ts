import { basename, dirname, join } from 'node:path'
import { filesFolder, type Manifest } from '../backup/manifest.js'
import { realTarget } from '../files/paths.js'
import { readConfigFile, type ConfigFile } from './read.js'

/** What of a run's plan says which files its settings come from. */
export type ConfigSources = { configFiles: string[]; toml: string; backup: { path: string } }

/** A file of settings: the path it is known by, and where its bytes are in the backup. */
export type ConfigCopy = { origin: string; copy: string }

/** Whether a path names the `config.toml` that the run itself puts in place, perhaps through a linked folder. */
export function isOwnToml(path: string, toml: string): boolean {
  return path === toml || join(realTarget(dirname(path)), basename(path)) === toml
}

/** Every file of settings that a run reads: those that were found, and a `config.toml` that lies where the new one goes. */
export function withOwnToml(configFiles: string[], toml: string): string[] {
  return configFiles.some((path) => isOwnToml(path, toml)) ? configFiles : [...configFiles, toml]
}

/**
 * The settings as a run began with them, in the order of its plan; also right when it is resumed. The `config.toml` that lies
 * where the new one goes is one of them, wherever the old Hive is: what gives way in it is to be kept.
 */
export function configCopies({ configFiles, toml, backup }: ConfigSources, manifest: Manifest): ConfigCopy[] {
  return withOwnToml(configFiles, toml).flatMap((origin) => {
    const own = isOwnToml(origin, toml)
    const file = manifest.files.find((each) => {
      return own ? each.role === 'config-target' : each.role === 'config' && each.origin === origin
    })
    return file && file.state !== 'absent' ? [{ origin, copy: join(filesFolder(backup.path), file.file) }] : []
  })
}

/** The same, read. */
export function configFromBackup(sources: ConfigSources, manifest: Manifest): ConfigFile[] {
  return configCopies(sources, manifest).map(({ origin, copy }) => readConfigFile(copy, origin))
}
