/** The user, keys, settings, licence and daily usage (facts 2.4 (a) and (b), 2.5, 2.8). */
import type { IndexMap, TableMap } from './types.js'

export const settingsTables = {
  // No UNIQUE on email: several users may share `default@hive.ai` (facts T10).
  users: `
    id TEXT PRIMARY KEY,
    email TEXT,
    tier TEXT,
    license_key TEXT,
    subscription_tier TEXT,
    last_d1_sync TEXT,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    updated_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  configurations: `
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    encrypted BOOLEAN DEFAULT 0,
    user_id TEXT REFERENCES users (id),
    created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    updated_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  settings: `
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    updated_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  consensus_settings: `
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    updated_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  user_settings: `
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    setting_key TEXT NOT NULL UNIQUE,
    setting_value TEXT NOT NULL,
    setting_type TEXT CHECK (setting_type IN ('string', 'number', 'boolean', 'json')),
    created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    updated_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  licenses: `
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    tier TEXT NOT NULL,
    daily_limit INTEGER NOT NULL,
    features TEXT,
    user_id TEXT NOT NULL,
    email TEXT,
    expires_at TEXT,
    validated_at TEXT NOT NULL,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    updated_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  // Counters: a day's row is made before anything is counted, so 0 is true at insert.
  daily_usage_summary: `
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    date DATE NOT NULL,
    conversation_count INTEGER NOT NULL DEFAULT 0,
    total_cost REAL NOT NULL DEFAULT 0.0,
    total_tokens INTEGER NOT NULL DEFAULT 0,
    average_response_time REAL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    UNIQUE (user_id, date)`,

  d1_usage_queue: `
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    timestamp TEXT NOT NULL,
    status TEXT DEFAULT 'pending',
    attempts INTEGER DEFAULT 0,
    last_error TEXT,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP`,
} satisfies TableMap

export const settingsIndexes = {
  idx_user_settings_key: 'user_settings (setting_key)',
  idx_licenses_key: 'licenses (key)',
  idx_licenses_user_id: 'licenses (user_id)',
  idx_daily_usage_date: 'daily_usage_summary (date)',
  idx_daily_usage_user_date: 'daily_usage_summary (user_id, date)',
} satisfies IndexMap
