/** Providers, models and profiles (facts 2.5, 2.8). The app fills the model catalogue by itself; profiles are the user's. */
import type { TableMap } from './types.js'

export const catalogueTables = {
  openrouter_providers: `
    provider_id TEXT PRIMARY KEY,
    name TEXT,
    website TEXT,
    last_seen_at TEXT,
    is_active INTEGER DEFAULT 1`,

  // provider_name: the app's model list selects it, its own schema lacks it (facts 2.6).
  openrouter_models: `
    internal_id TEXT PRIMARY KEY,
    openrouter_id TEXT UNIQUE,
    provider_id TEXT REFERENCES openrouter_providers (provider_id),
    provider_name TEXT,
    name TEXT,
    description TEXT,
    context_window INTEGER,
    pricing_input REAL,
    pricing_output REAL,
    is_active INTEGER DEFAULT 1,
    last_seen_at TEXT,
    replaced_by TEXT`,

  model_aliases: `
    internal_id TEXT REFERENCES openrouter_models (internal_id),
    openrouter_id TEXT,
    active INTEGER DEFAULT 1,
    PRIMARY KEY (internal_id, openrouter_id)`,

  consensus_profiles: `
    id TEXT PRIMARY KEY,
    profile_name TEXT NOT NULL,
    generator_model TEXT NOT NULL,
    refiner_model TEXT NOT NULL,
    validator_model TEXT NOT NULL,
    curator_model TEXT NOT NULL,
    max_consensus_rounds INTEGER DEFAULT 3,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    updated_at TEXT DEFAULT CURRENT_TIMESTAMP`,

  consensus_profiles_v2: `
    id TEXT PRIMARY KEY,
    profile_name TEXT UNIQUE,
    generator_internal_id TEXT REFERENCES openrouter_models (internal_id),
    refiner_internal_id TEXT REFERENCES openrouter_models (internal_id),
    validator_internal_id TEXT REFERENCES openrouter_models (internal_id),
    curator_internal_id TEXT REFERENCES openrouter_models (internal_id),
    max_consensus_rounds INTEGER DEFAULT 3,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    updated_at TEXT DEFAULT CURRENT_TIMESTAMP`,
} satisfies TableMap
