/** The shapes of configuration of facts 1.9; keys and licences are obviously made up. */

const key = 'sk-or-v1-case-not-a-real-key'
const licence = 'HIVE-AB12-CD34-EF56-7890'

/** J1, structured. */
export const structuredConfig = {
  openrouter_api_key: key,
  license_key: licence,
  consensus: {
    ...{ generator_model: 'claude-3-opus', refiner_model: 'gpt-4-turbo', validator_model: 'gemini-pro' },
    ...{ curator_model: 'gpt-4', streaming: true, max_tokens: 4096, temperature: 0.7 },
  },
  database: {
    path: '~/.hive-ai/hive-ai-knowledge.db',
    cloudflare_sync: false,
    backup_enabled: true,
    backup_interval: 24,
  },
  security: { trust_mode: 'explicit', allowed_directories: ['~/Developer'], blocked_directories: ['~/.ssh'] },
  user_preferences: { editor: 'vim', nested: { deep: [1, { x: null }] } },
  custom_profiles: [
    {
      ...{ name: 'Careful', description: 'Slow', settings: { temperature: 0.3 } },
      models: { generator: 'gpt-4', refiner: 'claude-3-opus', validator: 'gemini-1.5-pro', curator: 'my-own-model' },
    },
  ],
}

/** J2, flat. */
export const flatConfig = {
  ...{
    version: '1.7.0',
    install_date: '2024-11-05',
    total_cost: 12.5,
    openrouter_api_key: key,
    consensus_profile: 'balanced',
  },
  ...{ default_model: 'gpt-4', cost_limits: { daily: 5, monthly: 50 }, preferences: { theme: 'dark' } },
}

/** J3, the manual guide's. */
export const documentedConfig = {
  consensus: { profile: 'high_quality', streaming: false },
  models: { generator: 'claude-3-opus', refiner: 'gpt-4-turbo', validator: 'claude-3-opus', curator: 'gpt-4-turbo' },
  providers: { openrouter: { apiKey: key } },
}

/** J4, the early Rust template: not loadable by the new Hive. */
export const earlyToml = `[llm]
api_endpoint = "https://openrouter.ai/api/v1"
timeout_seconds = 60

[consensus]
profile = "balanced"
streaming = true

[consensus.models]
generator = "claude-3-opus"
refiner = "gpt-4-turbo"
validator = "gemini-pro"
curator = "gpt-4"

[security]
telemetry = false
trust_directories = ["~/Developer"]
`

export const memoryYaml = `retention:
  conversations: { default: 365d, archived: forever, sensitive: 30d }
  context_nodes: { high_importance: forever, low_importance: 90d }
compression:
  conversations_older_than: 180d
  compression_level: high
  keep_key_points: true
`
