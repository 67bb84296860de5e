/**
 * What the migration itself writes down inside the target (design 4): its history and checkpoints, and where each value
 * went that could not go to its place unchanged. Columns that hold a user's value have no type, so that INTEGER, REAL,
 * TEXT and BLOB stay exactly as they were.
 */
import type { IndexMap, TableMap } from './types.js'

export const ledgerTables = {
  // The columns of facts 2.4 (a), then ours.
  migration_history: `
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    migration_version TEXT NOT NULL,
    typescript_source_version TEXT,
    migration_timestamp TEXT DEFAULT CURRENT_TIMESTAMP,
    migration_stats TEXT,
    validation_checksum TEXT,
    notes TEXT,
    run_id TEXT UNIQUE,
    engine_version TEXT,
    source_path TEXT,
    source_fingerprint TEXT,
    plan_hash TEXT,
    state TEXT`,

  // Written in the same transaction as the rows it speaks of.
  migration_checkpoints: `
    step TEXT PRIMARY KEY,
    plan_hash TEXT,
    engine_version TEXT,
    last_key,
    rows INTEGER,
    done INTEGER`,

  migration_repairs: `
    id INTEGER PRIMARY KEY,
    run_id TEXT,
    source TEXT,
    table_name TEXT,
    row_key,
    column_name TEXT,
    rule TEXT,
    before,
    after`,

  migration_quarantine: `
    id INTEGER PRIMARY KEY,
    run_id TEXT,
    source TEXT,
    table_name TEXT,
    row_key,
    column_name TEXT,
    value,
    reason TEXT`,

  // One row per carried table (column_name NULL) or column.
  migration_carried: `
    id INTEGER PRIMARY KEY,
    run_id TEXT,
    source TEXT,
    table_name TEXT,
    column_name TEXT,
    legacy_table TEXT,
    rows INTEGER`,

  // Configuration without a place in the new Hive; value is JSON text.
  legacy_config: `
    id INTEGER PRIMARY KEY,
    run_id TEXT,
    file TEXT,
    pointer TEXT,
    value TEXT,
    reason TEXT`,
} satisfies TableMap

export const ledgerIndexes = {
  idx_migration_history_version: 'migration_history (migration_version)',
  // Verification looks up the record of every cell that was changed or set aside.
  idx_migration_repairs_cell: 'migration_repairs (table_name, column_name, row_key)',
  idx_migration_quarantine_cell: 'migration_quarantine (table_name, column_name, row_key)',
} satisfies IndexMap
