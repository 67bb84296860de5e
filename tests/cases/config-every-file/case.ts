import { expect } from 'vitest'
import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'
import { lostSettings } from '../../support/lost-settings.js'

/** Every file of facts 1.2 and 1.5 that an install may hold, each with something in it. */
const files: Record<string, string | object> = {
  '.hive-ai/config.json': {
    openrouter_api_key: 'sk-or-v1-case-not-a-real-key',
    license_key: 'HIVE-AB12-CD34-EF56-7890',
    consensus: { streaming: false, max_tokens: 2048, temperature: 0.4 },
    database: { path: '~/.hive-ai/x.db', backup_interval: 24 },
    security: { trust_mode: 'strict', allowed_directories: ['~/a'] },
    user_preferences: { editor: 'vim' },
  },
  '.hive-ai/budget.json': { daily: 2.5, monthly: { limit: 40, alert_at: [50, 90] } },
  '.hive-ai/usage.json': { '2025-07-01': { conversations: 4, cost: 0.12 } },
  '.hive-ai/usage-2025-06.json': [{ day: '2025-06-30', conversations: 2 }],
  '.hive-ai/license.json': {
    ...{ key: 'HIVE-AB12-CD34-EF56-7890', tier: 'PREMIUM', daily_limit: 200, user_id: 'u-1', email: 'a@example.org' },
    ...{ features: ['memory', 'export'], expires_at: '2026-01-01', validated_at: '2025-07-01T10:00:00Z', device: 'd' },
  },
  '.hive-ai/profiles/mine.json': [
    {
      ...{ name: 'Thorough', description: 'slow', settings: { depth: 3 } },
      models: { generator: 'OpenAI:gpt-4:0.7', refiner: 'gpt-4o', validator: 'a/b', curator: 'claude-3' },
    },
  ],
  '.hive-ai/config/user.json': { theme: 'light', nested: { depth: 2 } },
  '.hive/teams.json': { teams: [{ id: 't', members: ['u-1'] }] },
  '.hive/users.json': [{ id: 'u-1', role: 'owner' }],
  '.hive/rbac.json': { roles: { owner: ['*'] } },
  '.hive/hooks/before.sh': '#!/bin/sh\necho before\n',
  '.hive/hooks/deep/after.json': { on: 'after' },
  '.hive/memory-config.yaml': 'retention:\n  conversations:\n    default: 90d\ncompression:\n  compression_level: 3\n',
  '.hive/conversations-list.json': [{ id: 'c', title: 'one' }],
  '.hive/current-config.json': { consensus_profile: 'Thorough' },
  '.hive/teams-backup.json': { teams: [] },
  '.hive/config.json.backup': { openrouter_api_key: 'sk-or-v1-case-older' },
  '.hive/.env': 'OPENROUTER_API_KEY=sk-or-v1-case-from-env\nOTHER="x y"\n',
  '.config/hive/config.json': {
    version: '1.7.0',
    total_cost: 12.5,
    cost_limits: { daily: 3 },
    preferences: { lang: 'de' },
  },
}

/** What stays where it is: nobody's settings. */
const others = {
  '.hive/cli-tools-config.json': '{}',
  '.hive/conversations.db.backup': 'SQLite format 3, or so',
  '.hive/hive-typescript-backup.tar.gz': 'archive',
  'exports/list.csv': 'a,b\n',
  '.cache/hive/x': '',
  '.local/share/hive/logs/hive.log': 'started\n',
  '.hive-consensus/run.log': 'ran\n',
}

export default defineCase({
  title: 'Every file of an install is listed with its fate, every key of it is in the plan, and every value arrives',
  traps: ['T18', 'T44'],
  home: (home) => {
    home.old(knowledge())
    for (const [path, content] of Object.entries({ ...files, ...others })) home.write(path, content)
  },
  expect: {
    look: async ({ home, engine, target, all }) => {
      const { installs } = await engine.analyze({})
      const listed = new Map(installs[0]?.configFiles.map(({ path, fate }) => [path, fate]))
      for (const path of Object.keys(files)) expect(listed.get(home.path(path)), path).toMatch(/kept word for word/)
      const folders = ['exports', '.cache/hive', '.local/share/hive/logs', '.hive-consensus']
      for (const path of [...Object.keys(others).slice(0, 3), ...folders])
        expect(listed.get(home.path(path)), path).toMatch(/stays?\b/)
      const { config } = await engine.preview({})
      for (const path of Object.keys(files)) {
        expect(config.filter(({ from }) => from.startsWith(home.path(path))).length, path).toBeGreaterThan(0)
      }
      expect(config.map(({ from }) => from)).toContain(`${home.path('.hive-ai/budget.json')}:/monthly/alert_at`)
      expect(JSON.stringify(config)).not.toMatch(/sk-or-v1|AB12/)
      // A hook and a copy are no settings: they are kept as files only.
      const paths = Object.keys(files)
        .filter((path) => !path.includes('hooks/deep'))
        .map((path) => home.path(path))
      expect(lostSettings(paths, target, home.path('.hive/config.toml'))).toEqual([])
      expect(all('SELECT key, tier, daily_limit, features, email FROM licenses')).toEqual([
        ['HIVE-AB12-CD34-EF56-7890', 'PREMIUM', 200, '["memory","export"]', 'a@example.org'],
      ])
      expect(all(`SELECT value FROM configurations WHERE key = 'openrouter_api_key'`)).toEqual([
        ['sk-or-v1-case-not-a-real-key'],
      ])
      expect(all('SELECT key, value FROM consensus_settings')).toEqual([['active_profile_id', 'thorough']])
      const yaml = all(`SELECT pointer, value FROM legacy_config WHERE file LIKE '%.yaml' AND pointer <> '' ORDER BY 1`)
      expect(yaml).toEqual([
        ['/compression/compression_level', '"3"'],
        ['/retention/conversations/default', '"90d"'],
      ])
    },
  },
})
