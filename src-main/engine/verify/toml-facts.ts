/** What facts 2.9 says of a `config.toml`, written down a second time, for the verification only (docs/adr/0007). */

/** Section, its keys by kind. A section or key with `?` may be missing; the keys of such a section are then not asked for. */
const facts = `
consensus                    integer timeout_seconds
consensus.streaming          boolean enabled; integer buffer_size chunk_delay_ms
performance                  string cache_size; integer max_workers; boolean incremental_parsing background_indexing
interface                    boolean tui_mode prefer_tui
interface.tui                string theme; boolean mouse_enabled show_line_numbers auto_completion
security                     string trust_mode; boolean require_confirmation audit_logging telemetry enable_mfa; integer session_timeout
security.trust_dialog        boolean enabled auto_trust_git; integer trust_timeout
logging                      string level file? format
openrouter?                  string api_key? base_url; integer timeout_seconds max_retries
cloudflare?                  string database_id account_id api_token; boolean sync_enabled
license?                     string key? email? tier?
core_dirs                    string data_dir config_dir cache_dir
analytics                    boolean collection_enabled export_enabled; integer retention_days
database                     string path; integer connection_pool_size; boolean enable_wal auto_vacuum
memory                       integer max_conversations context_window_size; boolean clustering_enabled; string embedding_model
repository_discovery         string scanning_mode; list scan_paths exclude_patterns; integer max_depth max_repositories?
repository_discovery         boolean follow_symlinks cache_enabled cache_persist extract_project_info
repository_discovery         integer cache_ttl_seconds cache_max_entries operation_timeout_seconds
`

/** `optional` also when only its section may be missing; `kind` as in the table above. */
export type TomlFact = { path: string[]; kind: string; optional: boolean }

/** Every key of the new Hive's configuration. */
export const tomlFacts: TomlFact[] = facts
  .trim()
  .split('\n')
  .flatMap((line) => {
    const [, section = '', rest = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? []
    return rest.split('; ').flatMap((part) => {
      const [kind = '', ...keys] = part.split(' ')
      return keys.map((key) => ({
        ...{ path: [...section.replace('?', '').split('.'), key.replace('?', '')], kind },
        optional: key.endsWith('?'),
      }))
    })
  })

const mayBeMissing = ['openrouter', 'cloudflare', 'license']

/** Whether a value is what a fact says. Whole numbers are read as bigint. */
export function isAsSaid(kind: string, value: unknown): boolean {
  if (kind === 'integer') return typeof value === 'bigint' && value >= 0n && value <= 9223372036854775807n
  if (kind === 'list') return Array.isArray(value) && value.every((each) => typeof each === 'string')
  return typeof value === kind
}

/** The keys for which the new Hive would not start. */
export function wrongKeys(table: unknown): string[] {
  const wrong = tomlFacts.flatMap(({ path, kind, optional }) => {
    const section = valueAt(table, path.slice(0, -1))
    if (section === undefined && mayBeMissing.includes(path[0] ?? '')) return []
    const value = valueAt(table, path)
    const isMissing = value === undefined && optional && (section === undefined || isPlain(section))
    return isMissing || isAsSaid(kind, value) ? [] : [path.join('.')]
  })
  // A section that may be missing, with keys that may be missing, must be a table all the same.
  const noTable = mayBeMissing.filter((name) => {
    const section = valueAt(table, [name])
    return section !== undefined && !isPlain(section)
  })
  return [...new Set([...wrong, ...noTable])]
}

export function valueAt(table: unknown, path: string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (isPlain(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined),
    table,
  )
}

/** Whether a value is a table. */
export const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
