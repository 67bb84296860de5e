import { isOwnToml } from '../config/from-backup.js'
import { readConfigFile } from '../config/read.js'
import { defaultProfile } from '../detect/places.js'
import { masked } from '../look/value.js'
import type { Environment } from '../model/index.js'
import { tomlPath, type Prepared } from '../plan/prepare.js'
import { withDatabase } from '../sources/inspect.js'
import { findTable, tablesOf } from '../sqlite/introspect.js'
import type { Connection } from '../sqlite/open.js'

/**
 * The files of settings that say something else than when a target of ours took them up, or that it never saw: it keeps
 * each of them word for word. The new Hive's own `config.toml` is none of them. `named`: whether the target was chosen.
 * Changes nothing; throws HM-SOURCE-UNREADABLE.
 */
export function newSettings(
  environment: Environment,
  { examined, target, targetPath }: Prepared,
  named: boolean,
): string[] {
  const toml = tomlPath(environment, targetPath, named)
  const files = examined.configFiles
    .filter((path) => !isOwnToml(path, toml))
    .map((path) => readConfigFile(path))
    .filter(({ shape }) => shape !== 'new-hive')
  const profile = defaultProfile(environment)
  return withDatabase(target.path, environment.tmpdir, (db) => {
    if (!findTable(tablesOf(db, 'main'), 'legacy_config')) return files.map(({ path }) => path)
    const unseen = files.filter(({ path, raw }) => !isKept(db, path, '', raw)).map(({ path }) => path)
    const isNewProfile =
      profile !== null && !isKept(db, 'environment', '/HIVE_DEFAULT_PROFILE', JSON.stringify(profile))
    return isNewProfile ? [...unseen, 'HIVE_DEFAULT_PROFILE'] : unseen
  })
}

/** Whether the new database holds just this. Compared here: SQL would take a text with a NUL for its beginning. */
function isKept(db: Connection, file: string, pointer: string, raw: string | Buffer): boolean {
  const values = db.prepare('SELECT value FROM main.legacy_config WHERE file = ? AND pointer = ?').pluck()
  const wanted = Buffer.from(raw)
  for (const value of values.iterate(file, pointer) as Iterable<string | Buffer | null>) {
    if (value !== null && typeof value === typeof raw && Buffer.from(value).equals(wanted)) return true
  }
  return false
}

/** Says which settings the new Hive keeps as it has them although a file says something else; never what they say. */
export function keptSettings(db: Connection, runId: string): string[] {
  const rows = db
    .prepare(
      `SELECT DISTINCT file, pointer FROM main.legacy_config
       WHERE run_id = ? AND reason = 'the database said it first' ORDER BY file, pointer`,
    )
    .raw()
    .all(runId) as [string, string][]
  if (rows.length === 0) return []
  const named = rows.slice(0, 10).map(([file, pointer]) => masked(`${file}:${pointer}`))
  const more = rows.length > named.length ? ` and ${rows.length - named.length} more` : ''
  return [
    `The new Hive has these settings already and keeps its own; what the files say is kept beside them: ${named.join(', ')}${more}.`,
  ]
}
