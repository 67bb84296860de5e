import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'

/** Integers are bigint in what is read and written, floats number; our own defaults are written down as numbers. */
export type TomlValue = string | number | bigint | boolean | Date | string[] | TomlTable
export type TomlTable = { [key: string]: TomlValue }

/**
 * A complete configuration of the new Hive (facts 2.9). Every section and key is required there: a partial file does
 * not load. `home` and `database` are absolute paths.
 */
export function defaultConfig(home: string, database: string): TomlTable {
  const folder = dirname(database)
  return {
    consensus: { timeout_seconds: 300, streaming: { enabled: true, buffer_size: 1024, chunk_delay_ms: 50 } },
    performance: {
      cache_size: '256MB',
      max_workers: availableParallelism(),
      incremental_parsing: true,
      background_indexing: true,
    },
    interface: {
      tui_mode: true,
      prefer_tui: true,
      tui: { theme: 'dark', mouse_enabled: true, show_line_numbers: true, auto_completion: true },
    },
    security: {
      trust_mode: 'explicit',
      require_confirmation: true,
      audit_logging: true,
      telemetry: false,
      enable_mfa: false,
      session_timeout: 3600,
      trust_dialog: { enabled: true, auto_trust_git: true, trust_timeout: 86400 },
    },
    logging: { level: 'info', format: 'pretty' },
    core_dirs: { data_dir: folder, config_dir: folder, cache_dir: join(folder, 'cache') },
    analytics: { collection_enabled: true, retention_days: 90, export_enabled: true },
    database: { path: database, connection_pool_size: 10, enable_wal: true, auto_vacuum: true },
    memory: {
      max_conversations: 1000,
      context_window_size: 4096,
      clustering_enabled: true,
      embedding_model: 'text-embedding-ada-002',
    },
    repository_discovery: {
      scanning_mode: 'hybrid',
      scan_paths: [...['Developer', 'Projects', 'Code', 'Workspace'].map((name) => join(home, name)), '.'],
      max_depth: 3,
      follow_symlinks: false,
      exclude_patterns: [
        ...['.git', 'node_modules', 'target', 'build', '.vscode', '.idea', '*.app'],
        ...['System Volume Information', '$RECYCLE.BIN'],
      ],
      max_repositories: 100,
      cache_enabled: true,
      cache_ttl_seconds: 3600,
      cache_max_entries: 500,
      cache_persist: true,
      extract_project_info: true,
      operation_timeout_seconds: 10,
    },
  }
}
