/** Folders, sessions, tools and analyses of the user's projects (facts 2.4 (a), 2.5). */
import type { IndexMap, TableMap } from './types.js'

export const workspaceTables = {
  sessions: `
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    folder_path TEXT NOT NULL UNIQUE,
    tabs TEXT NOT NULL,
    active_tab TEXT,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    updated_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  recent_folders: `
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    folder_path TEXT NOT NULL UNIQUE,
    last_opened TEXT DEFAULT CURRENT_TIMESTAMP,
    tab_count INTEGER DEFAULT 0`,

  welcome_analytics: `
    id INTEGER PRIMARY KEY,
    action TEXT NOT NULL,
    timestamp TEXT DEFAULT CURRENT_TIMESTAMP`,

  ai_tool_launches: `
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tool_id TEXT NOT NULL,
    repository_path TEXT NOT NULL,
    launch_count INTEGER DEFAULT 1,
    first_launched_at TEXT DEFAULT CURRENT_TIMESTAMP,
    last_launched_at TEXT DEFAULT CURRENT_TIMESTAMP,
    status TEXT DEFAULT 'active',
    session_metadata TEXT,
    user_id TEXT DEFAULT 'default' REFERENCES users (id),
    tool_version TEXT,
    launch_context TEXT,
    UNIQUE (tool_id, repository_path, user_id)`,

  repository_analysis: `
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    repository_path TEXT NOT NULL,
    analysis_type TEXT NOT NULL,
    analysis_result TEXT NOT NULL,
    file_count INTEGER,
    total_lines_of_code INTEGER,
    analysis_timestamp TEXT DEFAULT CURRENT_TIMESTAMP,
    analysis_duration_ms INTEGER,
    checksum TEXT,
    UNIQUE (repository_path, analysis_type, checksum)`,

  code_intelligence: `
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    file_path TEXT NOT NULL,
    file_language TEXT NOT NULL,
    symbols TEXT NOT NULL,
    dependencies TEXT,
    complexity_score REAL,
    last_modified TEXT,
    analysis_timestamp TEXT DEFAULT CURRENT_TIMESTAMP`,

  planning_sessions: `
    id TEXT PRIMARY KEY,
    session_name TEXT NOT NULL,
    project_context TEXT NOT NULL,
    task_breakdown TEXT NOT NULL,
    status TEXT CHECK (status IN ('active', 'completed', 'paused', 'cancelled')),
    created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    updated_at TEXT DEFAULT CURRENT_TIMESTAMP,
    completion_percentage REAL DEFAULT 0.0`,

  tui_state: `
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    state_key TEXT NOT NULL UNIQUE,
    state_value TEXT NOT NULL,
    last_updated TEXT DEFAULT CURRENT_TIMESTAMP`,

  enterprise_hooks: `
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    hook_name TEXT NOT NULL UNIQUE,
    hook_type TEXT CHECK (hook_type IN ('pre_consensus', 'post_consensus', 'validation', 'approval')),
    hook_config TEXT NOT NULL,
    is_enabled INTEGER DEFAULT 1,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    updated_at TEXT DEFAULT CURRENT_TIMESTAMP`,
} satisfies TableMap

export const workspaceIndexes = {
  idx_ai_tool_launches_active: "ai_tool_launches (status) WHERE status = 'active'",
  idx_ai_tool_launches_lookup: 'ai_tool_launches (tool_id, repository_path)',
  idx_ai_tool_launches_recent: 'ai_tool_launches (last_launched_at DESC)',
  idx_repository_analysis_path: 'repository_analysis (repository_path)',
  idx_repository_analysis_type: 'repository_analysis (analysis_type, analysis_timestamp DESC)',
  idx_code_intelligence_language: 'code_intelligence (file_language)',
  idx_code_intelligence_path: 'code_intelligence (file_path)',
  idx_planning_sessions_status: 'planning_sessions (status, updated_at DESC)',
  idx_enterprise_hooks_type: 'enterprise_hooks (hook_type, is_enabled)',
} satisfies IndexMap
