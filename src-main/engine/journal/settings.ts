import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeDurably } from '../files/durable.js'
import type { EngineSettings } from '../model/index.js'
import type { StateHome } from './state-home.js'

const defaults: EngineSettings = { keepBackups: null }

/** The user's settings for app and command line alike; a damaged file counts as none. */
export function readSettings(home: StateHome): EngineSettings {
  try {
    const { keepBackups } = JSON.parse(readFileSync(fileOf(home), 'utf8')) as Partial<EngineSettings>
    return { keepBackups: Number.isInteger(keepBackups) && Number(keepBackups) > 0 ? Number(keepBackups) : null }
  } catch {
    // Not there, or not JSON: keeping every backup is the safe reading.
    return defaults
  }
}

/** Writes the settings; the state folder must exist. */
export function writeSettings(home: StateHome, settings: EngineSettings): void {
  writeDurably(fileOf(home), JSON.stringify(settings))
}

function fileOf(home: StateHome): string {
  return join(home.root, 'settings.json')
}
