import type { Random } from './random.js'

/** A `config.json` of shape J1 (facts 1.9). Its keys are obviously made up: they open nothing. */
export function sampleConfig(random: Random): Record<string, unknown> {
  return {
    openrouter_api_key: `sk-or-v1-sample-not-a-real-key-${random.uuid()}`,
    license_key: 'HIVE-SAMPLE-NOT-A-REAL-LICENCE',
    consensus: {
      generator_model: 'claude-3-opus',
      refiner_model: 'gpt-4-turbo',
      validator_model: 'gemini-pro',
      curator_model: 'claude-3-opus',
      streaming: true,
      max_tokens: 4096,
      temperature: 0.7,
    },
    database: {
      path: '~/.hive-ai/hive-ai-knowledge.db',
      cloudflare_sync: false,
      backup_enabled: true,
      backup_interval: 24,
    },
    security: {
      trust_mode: 'explicit',
      allowed_directories: ['~/Developer', '~/Projects'],
      blocked_directories: ['~/.ssh'],
    },
    user_preferences: { editor: 'vim', language: 'en', show_costs: true },
    custom_profiles: [
      {
        name: 'Careful reviews',
        description: 'Slow and thorough, for pull requests',
        models: {
          generator: 'gpt-4',
          refiner: 'claude-3-opus',
          validator: 'gemini-1.5-pro',
          curator: 'claude-3-opus',
        },
        settings: { temperature: 0.3 },
      },
    ],
  }
}
