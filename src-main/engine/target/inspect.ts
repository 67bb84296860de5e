import { existsSync, statSync } from 'node:fs'
import { HiveError } from '../errors.js'
import { withDatabase } from '../sources/inspect.js'
import { recognise } from '../sources/recognise.js'
import { columnNames, findTable, tablesOf, type Table } from '../sqlite/introspect.js'
import { number, type Connection } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'
import { signOfNewer } from './newer.js'
import { APPLICATION_ID } from './schema/index.js'
import type { TargetState } from '../model/index.js'
import type { PastStage } from '../plan/stage.js'

/** A past migration as the target itself remembers it. */
export type PastMigration = {
  runId: string
  at: string
  source: string
  fingerprint: string
  rows: number
  /** What it moved of its sources; null for everything. */
  stage: PastStage | null
}

export type TargetInspection = TargetState & {
  history: PastMigration[]
  /** Why a newer Hive or a newer assistant must have written it; null where nothing says so. */
  newer: string | null
}

/** The same for a page that only shows it: what another program has locked is in use, and no reason to show nothing. */
export function glanceAtTarget(realPath: string, tmpdir: string): TargetInspection {
  try {
    return inspectTarget(realPath, tmpdir)
  } catch (error) {
    if (!(error instanceof HiveError) || error.code !== 'HM-TARGET-IN-USE') throw error
    return { path: realPath, kind: 'used', bytes: statSync(realPath).size, migrated: null, history: [], newer: null }
  }
}

/**
 * Says what lies where the new database goes, through a private view: not a byte there changes.
 * `realPath` has its symlinks resolved. Throws HM-TARGET-FOREIGN for a file that is no readable database.
 */
export function inspectTarget(realPath: string, tmpdir: string): TargetInspection {
  const absent: TargetInspection = {
    path: realPath,
    kind: 'absent',
    bytes: 0,
    migrated: null,
    history: [],
    newer: null,
  }
  if (!existsSync(realPath)) return absent
  const stat = statSync(realPath)
  if (!stat.isFile()) return { ...absent, kind: 'foreign' }
  const bytes = stat.size
  // A zero-byte file is an empty database (facts 1.4) and holds nothing that could be lost.
  if (bytes === 0) return { ...absent, kind: 'fresh' }
  try {
    return { ...absent, bytes, ...withDatabase(realPath, tmpdir, describe) }
  } catch (error) {
    if (error instanceof HiveError && error.code === 'HM-SOURCE-LOCKED') {
      throw new HiveError('HM-TARGET-IN-USE', `${realPath} is locked by another program.`, { cause: error })
    }
    if (error instanceof HiveError) return { ...absent, bytes, kind: 'foreign' }
    throw error
  }
}

function describe(db: Connection): Pick<TargetInspection, 'kind' | 'migrated' | 'history' | 'newer'> {
  const tables = tablesOf(db, 'main')
  const ours = Number(db.pragma('main.application_id', { simple: true })) === APPLICATION_ID
  const history = ours ? historyOf(db, tables) : []
  const last = history.at(-1)
  const newer = signOfNewer(db, tables, last !== undefined)
  if (last) {
    const { runId, at, rows, source } = last
    return { kind: 'ours', history, newer, migrated: { runId, at, rows, source } }
  }
  // Before the shape: the Rust engine's own tables, still empty, look like an old Hive's.
  if (tables.every((table) => isFresh(db, table))) return { kind: 'fresh', history, newer, migrated: null }
  if (recognise(tables)) return { kind: 'source', history, newer, migrated: null }
  return { kind: looksLikeHive(tables) ? 'used' : 'foreign', history, newer, migrated: null }
}

function historyOf(db: Connection, tables: Table[]): PastMigration[] {
  if (!findTable(tables, 'migration_history')) return []
  const rows = db
    .prepare(
      `SELECT run_id, migration_timestamp, source_path, source_fingerprint, migration_stats
       FROM main.migration_history WHERE state = 'complete' ORDER BY id`,
    )
    .all() as Record<string, string | null>[]
  return rows.map((row) => {
    const stats = statsOf(row.migration_stats ?? '{}')
    return {
      runId: row.run_id ?? '',
      at: row.migration_timestamp ?? '',
      source: row.source_path ?? '',
      fingerprint: row.source_fingerprint ?? '',
      rows: stats.rows ?? 0,
      stage: stats.stage ?? null,
    }
  })
}

/** Throws HM-SOURCE-SCHEMA for what no migration of ours has written: nobody can say what such a file holds. */
function statsOf(text: string): { rows?: number; stage?: PastStage | null } {
  try {
    return JSON.parse(text) as ReturnType<typeof statsOf>
  } catch (error) {
    throw new HiveError('HM-SOURCE-SCHEMA', 'Its history of migrations cannot be read.', { cause: error })
  }
}

/** Catalogues that the new app fetches by itself (facts T19): never a user's data. */
const catalogues = new Set(['openrouter_providers', 'openrouter_models', 'model_aliases'])

/** What the new app writes at its first start without a user (facts 1.9, 2.3, T38), as a condition on its rows. */
const firstStartRows: Record<string, string> = {
  users: `id = 'default'`,
  configurations: `key IN ('openrouter_last_sync', 'usage_last_sync', 'profiles_last_migration', 'memory_search_limit',
    'memory_recency_weight', 'memory_semantic_weight', 'context_pattern_threshold', 'memory_context_enabled')`,
}

function isFresh(db: Connection, table: Table): boolean {
  const name = table.name.toLowerCase()
  if (catalogues.has(name)) return true
  const allowed = firstStartRows[name]
  const where = allowed ? `WHERE (${allowed}) IS NOT TRUE` : ''
  return number(db, `SELECT EXISTS (SELECT 1 FROM main.${quoteName(table.name)} ${where})`) === 0
}

function looksLikeHive(tables: Table[]): boolean {
  const conversations = findTable(tables, 'conversations')
  return conversations !== undefined && columnNames(conversations).has('id')
}
