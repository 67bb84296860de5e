/** The state of the world in which each picture of the gallery is taken; the gallery then clicks its way there. */
import type { Failure } from '../../src-preload/contract.js'
import type { MockBridge } from './mock-bridge.js'

const failure = (code: string, title: string, detail: string, fix: string, exit: number): Failure => ({
  code,
  title,
  detail,
  fix,
  exit,
  safe: 'Your old data is untouched and the new Hive was not changed.',
})

export const failures = {
  diskFull: failure(
    'HM-DISK-FULL',
    'The disk became full',
    'write /home/mira/.hive/hive-ai.db.migrating: ENOSPC',
    '',
    6,
  ),
  cancelled: failure('HM-CANCELLED', 'Cancelled', 'Stopped while copying stage_outputs, after 104,112 rows.', '', 6),
  verify: failure(
    'HM-VERIFY-FAILED',
    'Not every value arrived',
    'stage_outputs.full_output of 3 rows differs.',
    'Read the report, then try again; if it happens twice, send us the report.',
    5,
  ),
  damagedBackup: failure('HM-BACKUP-DAMAGED', 'The backup is damaged', 'hive-ai-knowledge.db: hash differs.', '', 3),
  unreadable: failure(
    'HM-SOURCE-UNREADABLE',
    'The old database cannot be read',
    'EACCES: permission denied, open /home/mira/.hive-ai/hive-ai-knowledge.db',
    'Give yourself permission to read the file and its folder, then try again.',
    4,
  ),
}

type Scene = (bridge: MockBridge) => void

const migrated: Scene = (bridge) => {
  bridge.answer('detect.analyze', bridge.fixtures.migratedAnalysis)
  bridge.answer('status.get', bridge.fixtures.migrated)
}

export const scenes: Partial<Record<string, Scene>> = {
  loading: (bridge) => bridge.hang('detect.analyze'),
  nothing: (bridge) => {
    bridge.answer('detect.analyze', bridge.fixtures.nothing)
    bridge.answer('status.get', { ...bridge.fixtures.notMigrated, state: 'nothing-found' })
  },
  several: (bridge) => bridge.answer('detect.analyze', bridge.fixtures.several),
  analyzeFailed: (bridge) => bridge.fail('detect.analyze', failures.unreadable),
  interrupted: (bridge) => bridge.answer('status.get', bridge.fixtures.interrupted),
  migrated,
  checksRunning: (bridge) => bridge.hang('plan.preflight'),
  checksFailed: (bridge) => bridge.answer('plan.preflight', bridge.fixtures.failedChecks),
  planning: (bridge) => bridge.hang('plan.preview'),
  noBackups: (bridge) => bridge.answer('backups.list', []),
  reloaded: (bridge) =>
    bridge.answer('migration.state', {
      kind: 'running',
      operation: 'migrate',
      progress: bridge.fixtures.progress('copy', 0.43),
      cancelling: false,
    }),
  done: (bridge) => {
    migrated(bridge)
    bridge.answer('migration.state', { kind: 'migrated', result: bridge.fixtures.result })
  },
  nothingToDo: (bridge) => {
    migrated(bridge)
    bridge.answer('migration.state', { kind: 'migrated', result: bridge.fixtures.nothingToDo })
  },
}
