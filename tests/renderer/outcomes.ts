/** How runs end: books, backups and the state of the world, for the install of 77 conversations. */
import type { BackupInfo, MigrationResult, RollbackResult, RunSummary, Status } from '../../src-preload/contract.js'
import { home, rows, runId, small, state, target, unreadable, unreadableWarnings } from './fixtures.js'

const books = rows.map(([name, read]) => ({
  database: 'hive-ai-knowledge.db',
  name,
  read,
  migrated: name === 'hive_drafts' ? 0 : name === 'stage_confidence' ? read - 1 : read,
  repaired: name === 'knowledge_base' ? 2 : 0,
  quarantined: name === 'stage_confidence' ? 1 : 0,
  carried: name === 'hive_drafts' ? read : 0,
  left: 0,
}))

const emptyEffect = { comesBack: [], goesAway: [], keeps: false, old: [], oldStays: true }

export const backups: BackupInfo[] = [
  {
    id: runId,
    createdAt: '2026-11-22T14:02:31.000Z',
    source: small.path,
    target,
    bytes: 5_163_008,
    verified: true,
    kind: 'migration',
    path: `${state}/backups/${runId}`,
    effect: {
      comesBack: [],
      goesAway: [target, `${home}/.hive/config.toml`],
      keeps: true,
      old: [`${small.path}/hive-ai-knowledge.db`],
      oldStays: true,
    },
  },
  {
    id: '20261120-091502-1c22',
    createdAt: '2026-11-20T09:15:02.000Z',
    source: target,
    target,
    bytes: 6_291_456,
    verified: false,
    kind: 'rollback',
    path: `${state}/backups/20261120-091502-1c22`,
    effect: { comesBack: [target], goesAway: [], keeps: false, old: [], oldStays: true },
  },
]

export const result: MigrationResult = {
  runId,
  status: 'migrated',
  source: { path: small.path, shapes: ['S-B'], files: [`${small.path}/hive-ai-knowledge.db`] },
  target: { path: target, bytes: 6_291_456 },
  backup: { id: runId, path: `${state}/backups/${runId}`, verified: true },
  tables: books,
  totals: { read: 1_625, migrated: 1_612, repaired: 2, quarantined: 1, carried: 12, left: 0, same: true },
  verification: {
    level: 'standard',
    passed: true,
    rowsCompared: 1_625,
    rowsIdentical: 1_622,
    valuesCompared: 14_893,
    mismatches: 0,
    samples: [],
    checks: [
      ...books.map(({ name, read }) => ({
        layer: 'data',
        name,
        passed: true,
        detail: `${read} of ${read} rows identical`,
        ms: Math.ceil(read / 40),
      })),
      { layer: 'schema', name: 'tables, indexes and triggers', passed: true, detail: 'all 47 are there', ms: 2 },
      { layer: 'search', name: 'search of conversations', passed: true, detail: 'finds all 77', ms: 12 },
      { layer: 'integrity', name: 'foreign keys', passed: true, detail: 'no row points nowhere', ms: 5 },
      { layer: 'integrity', name: 'file structure', passed: true, detail: 'no page is damaged', ms: 31 },
    ],
  },
  timings: { backupMs: 210, copyMs: 940, indexMs: 310, verifyMs: 193, swapMs: 14, totalMs: 1_890 },
  peakRssBytes: 128_000_000,
  report: { html: `${state}/runs/${runId}/report.html`, json: `${state}/runs/${runId}/report.json` },
  warnings: [],
}

export const salvaged: MigrationResult = { ...result, unreadable, warnings: unreadableWarnings }

export const mismatched: MigrationResult = {
  ...result,
  status: 'failed',
  verification: {
    ...result.verification,
    passed: false,
    mismatches: 2,
    samples: [
      { table: 'conversations', key: 'c-17', column: 'title', source: 'Groceries', target: 'groceries' },
      { table: 'stage_outputs', key: '186', column: 'full_output', source: 'NULL', target: "''" },
    ],
  },
}

export const nothingToDo: MigrationResult = {
  ...result,
  status: 'nothing-to-do',
  report: null,
  backup: null,
  tables: [],
  verification: {
    ...result.verification,
    passed: false,
    rowsCompared: 0,
    rowsIdentical: 0,
    valuesCompared: 0,
    checks: [],
  },
}

/** A stage of half of the conversations. */
export const stagedResult: MigrationResult = {
  ...result,
  totals: { ...result.totals, left: 840, migrated: 772 },
  stage: {
    ...{ parts: ['settings', 'conversations'], since: null, until: '2025-07-01 00:00:00', undated: false },
    conversations: { chosen: 35, there: 0, left: 42, undated: 0 },
  },
}
/** The settings alone. */
export const freshResult: MigrationResult = {
  ...stagedResult,
  stage: {
    ...{ parts: ['settings'], since: null, until: null, undated: false },
    conversations: { chosen: 0, there: 0, left: 77, undated: 0 },
  },
}

export const rolledBack: RollbackResult = {
  runId: '20261122-150000-aaaa',
  backupId: runId,
  restored: [],
  removed: [`${home}/.hive/hive-ai.db`, `${home}/.hive/config.toml`],
  kept: [`${state}/backups/20261122-150000-aaaa`],
  keptBackupId: '20261122-150000-aaaa',
  verified: true,
  old: { identical: 1, changed: [], notCompared: [], conversations: 77 },
}

const run: RunSummary = {
  runId,
  kind: 'migrate',
  startedAt: '2026-11-22T14:02:31.000Z',
  state: 'done',
  source: small.path,
  target,
  rows: 1_625,
  report: result.report,
  backupId: runId,
  salvage: false,
}

const undo: RunSummary = { ...run, kind: 'rollback', rows: 0, report: null, undone: rolledBack }

export const notMigrated: Status = {
  state: 'not-migrated',
  lastRun: null,
  runs: [],
  target: { path: target, kind: 'absent', bytes: 0 },
  backups: [],
  health: [],
  metrics: {},
}

export const migrated: Status = {
  ...notMigrated,
  state: 'migrated',
  lastRun: run,
  health: [{ name: 'audit trail', ok: true, detail: '3 entries, the chain holds' }],
  runs: [
    run,
    { ...run, runId: 'b', startedAt: '2026-11-21T18:40:00.000Z', state: 'cancelled', rows: 0, report: null },
    { ...undo, runId: 'c', backupId: 'd', startedAt: '2026-11-20T09:15:02.000Z' },
    { ...run, runId: 'd', backupId: 'd', startedAt: '2026-11-20T09:01:40.000Z' },
    { ...run, runId: 'e', startedAt: '2026-11-19T22:10:00.000Z', state: 'failed', rows: 0, report: null },
  ],
  target: { path: target, kind: 'ours', bytes: 6_291_456 },
  backups,
}

/** After the move was undone: its backup has been used, and what it took out is kept beside it. */
export const undone: Status = {
  ...notMigrated,
  lastRun: { ...undo, runId: rolledBack.runId, startedAt: '2026-11-22T15:00:00.000Z' },
  runs: [{ ...undo, runId: rolledBack.runId, startedAt: '2026-11-22T15:00:00.000Z' }, run],
  backups: backups.map((backup) => {
    const path = rolledBack.kept[0] ?? ''
    if (backup.kind === 'rollback')
      return { ...backup, id: rolledBack.runId, path, verified: true, createdAt: '2026-11-22T15:00:01.000Z' }
    return { ...backup, effect: { ...emptyEffect, old: backup.effect?.old ?? [] } }
  }),
}

const part = (type: 'staged' | 'fresh', waiting: number): Status => {
  const lastRun: RunSummary = { ...run, asked: { type, validation: 'standard' }, waiting }
  return { ...migrated, lastRun, runs: [lastRun] }
}
export const migratedInPart = part('staged', 42)
export const migratedFresh = part('fresh', 77)

export const interrupted: Status = {
  ...notMigrated,
  state: 'interrupted',
  lastRun: { ...run, state: 'interrupted', report: null },
  runs: [{ ...run, state: 'interrupted', report: null }],
}

export const rollbackInterrupted: Status = {
  ...migrated,
  state: 'interrupted',
  lastRun: { ...run, kind: 'rollback', state: 'interrupted', report: null },
  runs: [{ ...run, kind: 'rollback', state: 'interrupted', report: null }, run],
}
