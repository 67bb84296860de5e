/** Homes in which every database of facts 1.4 and every other file of facts 1.5 lies, with rows of the shape that it had. */
import type Database from 'better-sqlite3'
import type { CaseHome, Step } from './case/home.js'
import { documentedConfig, earlyToml, flatConfig, memoryYaml, structuredConfig } from './case/shapes/config.js'
import { unified } from './case/shapes/s-a.js'
import { knowledge } from './case/shapes/s-b.js'
import { unifiedConversations } from './case/shapes/s-c.js'
import { titled } from './case/shapes/s-d.js'
import { clustered } from './case/shapes/s-e.js'
import { messagesAsJson } from './case/shapes/s-f.js'
import { rustCore } from './case/shapes/s-g.js'
import { hybrid } from './case/shapes/s-h.js'
import { afterMigrations } from './case/shapes/s-i.js'
import { desktopDatabase, profilesOfSix, simpleDatabase, workingDatabase } from './case/shapes/s-j.js'
import { quoted } from './case/sql.js'

const kept = (pattern: RegExp) => unified({ count: 3 }).filter((sql) => pattern.test(sql))
const of = (...names: string[]) => kept(new RegExp(`^(CREATE TABLE|INSERT INTO) "?(${names.join('|')})"?[ (]`))

/** Every database name of facts 1.4 but the new Hive's own place, with what lay in it as far as anybody says. */
const databases: [path: string, steps: Step[]][] = [
  ['.hive-ai/hive-ai.db', unified({ count: 4 })],
  ['.hive-ai/hive-ai-knowledge.db', knowledge({ count: 6 })],
  ['.hive-ai/hive-ai-context.db', of('consensus_profiles', 'conversations', 'messages', 'settings')],
  ['.hive-ai/openrouter-data.db', of('openrouter_providers', 'openrouter_models', 'sync_metadata', 'model_rankings')],
  ['.hive-ai/secure-pipeline.db', of('pipeline_profiles', 'profile_templates', 'configurations')],
  ['.hive-ai/conversations.db', messagesAsJson()],
  ['.hive-ai/consensus.db', clustered()],
  ['.hive-ai/my-memory.db', knowledge({ count: 2, prefix: 'export_', topics: 'confidence' })],
  ['.hive/hive.db', rustCore({ count: 3 })],
  ['.hive/data/hive.db', hybrid({ count: 3 })],
  ['.hive/data/conversations.db', titled()],
  ['.hive/conversations_v2.db', unifiedConversations()],
  ['.hive/conversations_old.db', workingDatabase()],
  ['.hive/index.db', ['CREATE TABLE entries (path TEXT, at REAL)', `INSERT INTO entries VALUES ('a', 1.5)`]],
  ['.hive/analytics.db', of('performance_metrics', 'feature_usage', 'cost_analytics', 'usage_records')],
  ['.hive/ai-tools.db', simpleDatabase()],
  ['.hive/hive-knowledge.db', knowledge({ count: 2, prefix: 'own_' })],
  ['.hive/security.db', ['CREATE TABLE trust (path TEXT)', 'INSERT INTO trust VALUES (1)']],
  ['.config/hive/hive-ai.db', afterMigrations({ count: 3 })],
  ['.config/hive/database.db', desktopDatabase()],
  ['.hive.backup/hive-ai.db', [...profilesOfSix(), ...knowledge({ count: 3 })]],
]

/** Every other file of facts 1.2 and 1.5. */
const files: Record<string, string | object> = {
  '.hive-ai/config.json': structuredConfig,
  '.hive/config.json': documentedConfig,
  '.config/hive/config.json': flatConfig,
  '.hive/early.toml': earlyToml,
  '.hive/memory-config.yaml': memoryYaml,
  '.hive-ai/budget.json': { daily: 2.5, monthly: { limit: 40, alert_at: [50, 90] } },
  '.hive-ai/usage.json': { '2025-07-01': { conversations: 4, cost: 0.12 } },
  '.hive-ai/license.json': {
    ...{ key: 'HIVE-AB12-CD34-EF56-7890', tier: 'PREMIUM', daily_limit: 200, user_id: 'u-1', device: 'd' },
    ...{ features: ['memory'], expires_at: '2026-01-01', validated_at: '2025-07-01T10:00:00Z' },
  },
  '.hive-ai/profiles/mine.json': [{ name: 'Half', models: { generator: 'gpt-4' } }],
  '.hive-ai/config/user.json': { theme: 'light', nested: { depth: 2 } },
  '.hive/teams.json': { teams: [{ id: 't' }] },
  '.hive/users.json': [{ id: 'u-1', role: 'owner' }],
  '.hive/rbac.json': { roles: { owner: ['*'] } },
  '.hive/hooks/before.sh': '#!/bin/sh\n',
  '.hive/conversations-list.json': [{ id: 'c' }],
  '.hive/current-config.json': { consensus_profile: 'balanced' },
  '.hive/teams-backup.json': { teams: [] },
  '.hive/config.json.backup': { openrouter_api_key: 'sk-or-v1-case-older' },
  '.hive/conversations.db.backup': 'SQLite format 3, or so',
  '.hive/hive-typescript-backup.tar.gz': 'archive',
}

/** Makes some of the databases alone, each with odd cells by a seed of its own. */
export function someDatabases(home: CaseHome, seeds: Record<string, number>): void {
  for (const [path, steps] of databases) {
    const seed = seeds[path]
    if (seed !== undefined) home.database(path, ...steps, withOddCells(seed))
  }
}

/** Makes them all; answers the paths of the databases that hold something, and of the other files. */
export function everyFile(
  home: CaseHome,
  ...more: ((path: string) => Step[])[]
): { databases: string[]; files: string[] } {
  for (const [path, steps] of databases) home.database(path, ...steps, ...more.flatMap((each) => each(path)))
  for (const [path, content] of Object.entries(files)) home.write(path, content)
  // An empty file is an empty database (facts 1.4).
  home.write('.hive-ai/hive-ai-empty.db', '')
  return { databases: databases.map(([path]) => path), files: Object.keys(files) }
}

const odd = [
  `CAST(x'ff41c3' AS TEXT)`, `'a' || char(0) || 'b'`, `x'00ff'`, '9007199254740993', '-9223372036854775807', '9e999', '-0.0', `'007'`, `' 12 '`, `'1e3'`, `''`, '1.5', 'NULL', `'ä🎉'`,
] // prettier-ignore

/** Gives cells all over a database odd values, as far as its own constraints let them in, and a column and a table more. */
export function withOddCells(seed: number): Step {
  return (db: Database.Database) => {
    let at = seed
    const tables = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND rootpage > 0`).pluck().all() as string[] // prettier-ignore
    for (const table of tables) {
      attempt(() => db.exec(`ALTER TABLE ${quoted(table)} ADD COLUMN "my ""own"""`))
      const columns = db.prepare(`SELECT name FROM pragma_table_info(?)`).pluck().all(table) as string[]
      for (const column of columns) {
        const value = odd[++at % odd.length]!
        attempt(() =>
          db.exec(`UPDATE ${quoted(table)} SET ${quoted(column)} = ${value} WHERE rowid IN
            (SELECT rowid FROM ${quoted(table)} ORDER BY rowid LIMIT 1 OFFSET ${at % 3})`),
        )
      }
    }
    db.exec(`CREATE TABLE "their ""own""" (rowid, "a b", UNIQUE (rowid)); INSERT INTO "their ""own""" VALUES (1, x'00'), ('1', 9e999)`) // prettier-ignore
  }
}

function attempt(act: () => void): void {
  try {
    act()
  } catch {
    // What the old database refuses was never in it.
  }
}
