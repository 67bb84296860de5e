/** A report as a real run makes it, for the tests and for looking at it. */
import type { ReportData } from '../../../src-main/engine/report/index.js'

const home = '/home/ada'
const old = `${home}/.hive-ai/hive-ai-knowledge.db`
const sha = (digit: string) => digit.repeat(8) + '4b1f09d27c55e8a3' + digit.repeat(40)

function books(name: string, read: number, rest: { repaired?: number; quarantined?: number; carried?: number } = {}) {
  const { repaired = 0, quarantined = 0, carried = 0 } = rest
  return { database: old, name, read, migrated: read - quarantined - carried, repaired, quarantined, carried, left: 0 }
}

const tables = [
  books('conversations', 2077),
  books('knowledge_conversations', 2077, { repaired: 41 }),
  books('stage_outputs', 6231, { quarantined: 2 }),
  books('curator_truths', 1538),
  books('conversation_topics', 409),
  books('topics', 0),
  books('semantic_embeddings', 13),
  books('my_notes', 12, { carried: 12 }),
]

function sum(key: 'read' | 'migrated' | 'repaired' | 'quarantined' | 'carried' | 'left'): number {
  return tables.reduce((total, row) => total + row[key], 0)
}

/** A finished run; a test changes what it is about. */
export function sampleReport(): ReportData {
  return {
    schemaVersion: 1,
    generatedAt: '2026-11-22T23:41:07.512Z',
    engineVersion: '0.1.0',
    environment: { platform: 'linux', arch: 'x64', node: '24.21.0', sqlite: '3.54.1' },
    result: {
      runId: '20261122-234102-7f3a',
      status: 'migrated',
      source: { path: `${home}/.hive-ai`, shapes: ['S-B'], files: [old, `${home}/.hive-ai/config.json`] },
      target: { path: `${home}/.hive/hive-ai.db`, bytes: 318_767_104 },
      backup: {
        id: '20261122-234102-backup',
        path: `${home}/.local/share/hive-migrate/backups/20261122-234102-backup`,
        verified: true,
      },
      tables,
      totals: {
        read: sum('read'),
        migrated: sum('migrated'),
        repaired: sum('repaired'),
        quarantined: sum('quarantined'),
        carried: sum('carried'),
        left: sum('left'),
        same: true,
      },
      verification: {
        level: 'standard',
        passed: true,
        rowsCompared: sum('read'),
        rowsIdentical: sum('read') - sum('repaired') - sum('quarantined'),
        valuesCompared: 148_806,
        mismatches: 0,
        samples: [],
        checks: [
          { layer: 'data', name: 'Row counts', passed: true, detail: '8 tables, every count explained', ms: 12 },
          {
            layer: 'data',
            name: 'Nothing missing',
            passed: true,
            detail: '12,357 rows looked for in the new database',
            ms: 61,
          },
          {
            layer: 'data',
            name: 'Nothing extra',
            passed: true,
            detail: '12,343 rows looked for in the old database',
            ms: 58,
          },
          {
            layer: 'data',
            name: 'Every value',
            passed: true,
            detail: '148,806 values compared by value and type',
            ms: 512,
          },
          { layer: 'schema', name: 'Foreign keys', passed: true, detail: 'No row without its parent', ms: 96 },
          { layer: 'search', name: 'Full-text search', passed: true, detail: 'Index agrees with its content', ms: 210 },
          { layer: 'schema', name: 'quick_check', passed: true, detail: 'ok', ms: 744 },
        ],
      },
      timings: { backupMs: 412, copyMs: 1310, indexMs: 1188, verifyMs: 1693, swapMs: 214, totalMs: 5127 },
      peakRssBytes: 262_144_000,
      warnings: ['The old Hive’s usage log is larger than its conversations; it was moved like everything else.'],
    },
    plan: {
      type: 'upgrade',
      validation: 'standard',
      sources: [{ path: old, shape: 'S-B', bytes: 302_120_960, sha256: sha('a') }],
      target: `${home}/.hive/hive-ai.db`,
    },
    config: [
      { from: 'config.json:/openrouter_api_key', to: 'config.toml:[openrouter] api_key', action: 'move' },
      {
        from: 'config.json:/consensus/generator_model',
        to: 'config.toml:[consensus.models] generator',
        action: 'transform',
      },
      { from: 'config.json:/user_preferences/theme', to: 'configurations:theme', action: 'carry' },
      {
        from: 'configurations:anthropic_api_key',
        to: 'quarantine',
        action: 'ask-again',
        reason: 'encrypted by the old Hive, only it could read it',
      },
    ],
    repairs: [{ table: 'knowledge_conversations', column: 'created_at', rule: 'unix seconds to ISO 8601', count: 41 }],
    quarantine: [{ table: 'stage_outputs', reason: 'stage_name is not one of the four stages', count: 2 }],
    carried: [{ source: old, table: 'my_notes', column: null, legacyTable: 'legacy_my_notes', rows: 12 }],
    backupFiles: [
      { path: old, sha256: sha('a'), bytes: 302_120_960, kind: 'copied' },
      { path: `${old}-wal`, sha256: sha('c'), bytes: 86_552, kind: 'copied' },
      { path: `${home}/.hive/hive-ai.db`, sha256: '', bytes: 0, kind: 'absent' },
    ],
  }
}
