/** The state of the world in which each picture of the gallery is taken; the gallery then clicks its way there. */
import type { Failure } from '../../src-preload/contract.js'
import type { MockBridge } from './mock-bridge.js'

const unreadable: Failure = {
  code: 'HM-SOURCE-UNREADABLE',
  title: 'The old database cannot be read',
  detail: 'EACCES: permission denied, open /home/mira/.hive-ai/hive-ai-knowledge.db',
  safe: 'Nothing was changed: your old data and the new app are exactly as they were.',
  fix: 'Give yourself permission to read the file and its folder, then try again.',
  exit: 4,
}

const noTrials = { test: null, benchmark: null, optimize: null }

type Scene = (bridge: MockBridge) => void

const migrated: Scene = (bridge) => {
  bridge.answer('detect.analyze', bridge.fixtures.migratedAnalysis)
  bridge.answer('status.get', bridge.fixtures.migrated)
}

/** A scene in which every text of every answer means harm. */
const hostile =
  (scene: Scene = () => undefined): Scene =>
  (bridge) => {
    scene(bridge)
    bridge.beHostile()
  }

export const scenes: Partial<Record<string, Scene>> = {
  hostile: hostile(),
  hostileChecks: hostile((bridge) => bridge.answer('plan.preflight', bridge.fixtures.failedChecks)),
  hostileDamage: hostile((bridge) => {
    bridge.answer('detect.analyze', bridge.fixtures.tornFound)
    bridge.fail('plan.preflight', bridge.fixtures.tornFailure)
  }),
  hostileNothing: hostile((bridge) => {
    bridge.answer('detect.analyze', bridge.fixtures.nothing)
    bridge.answer('status.get', { ...bridge.fixtures.notMigrated, state: 'nothing-found' })
  }),
  hostileMigrated: hostile((bridge) => migrated(bridge)),
  hostileDone: hostile((bridge) => {
    migrated(bridge)
    bridge.answer('migration.state', { kind: 'migrated', result: bridge.fixtures.salvaged })
  }),
  hostileMismatch: hostile((bridge) =>
    bridge.answer('migration.state', { kind: 'migrated', result: bridge.fixtures.mismatched }),
  ),
  hostileRunning: hostile((bridge) => scenes.diskFull?.(bridge)),
  hostileRolledBack: hostile((bridge) =>
    bridge.answer('migration.state', { kind: 'rolled-back', result: bridge.fixtures.rolledBack }),
  ),
  hostileInterrupted: hostile((bridge) => bridge.answer('status.get', bridge.fixtures.rollbackInterrupted)),
  loading: (bridge) => bridge.hang('detect.analyze'),
  nothing: (bridge) => {
    bridge.answer('detect.analyze', bridge.fixtures.nothing)
    bridge.answer('status.get', { ...bridge.fixtures.notMigrated, state: 'nothing-found' })
  },
  several: (bridge) => bridge.answer('detect.analyze', bridge.fixtures.several),
  analyzeFailed: (bridge) => bridge.fail('detect.analyze', unreadable),
  interrupted: (bridge) => bridge.answer('status.get', bridge.fixtures.interrupted),
  elsewhere: (bridge) => bridge.answer('status.get', { ...bridge.fixtures.interrupted, busy: true }),
  rollbackInterrupted: (bridge) => bridge.answer('status.get', bridge.fixtures.rollbackInterrupted),
  migrated,
  checksRunning: (bridge) => bridge.hang('plan.preflight'),
  checksFailed: (bridge) => bridge.answer('plan.preflight', bridge.fixtures.failedChecks),
  sourceInUse: (bridge) => bridge.answer('plan.preflight', bridge.fixtures.sourceInUse),
  targetInUse: (bridge) => bridge.answer('plan.preflight', bridge.fixtures.targetInUse),
  targetHeld: (bridge) => bridge.answer('plan.preflight', bridge.fixtures.targetHeld),
  targetNewer: (bridge) => bridge.answer('plan.preflight', bridge.fixtures.targetNewer),
  lowBattery: () => {
    const battery = Object.assign(new EventTarget(), { level: 0.14, charging: false })
    Object.assign(navigator, { getBattery: () => Promise.resolve(battery) })
  },
  planning: (bridge) => bridge.hang('plan.preview'),
  damaged: (bridge) => {
    bridge.answer('detect.analyze', bridge.fixtures.tornFound)
    bridge.fail('plan.preflight', bridge.fixtures.tornFailure)
  },
  damagedBesides: (bridge) => bridge.answer('detect.analyze', bridge.fixtures.tornBesides),
  salvaged: (bridge) => {
    migrated(bridge)
    bridge.answer('migration.state', { kind: 'migrated', result: bridge.fixtures.salvaged })
  },
  undone: (bridge) => {
    bridge.answer('status.get', bridge.fixtures.undone)
    bridge.answer('backups.list', bridge.fixtures.undone.backups)
    bridge.answer('migration.state', { kind: 'rolled-back', result: bridge.fixtures.rolledBack })
  },
  undoneIdle: (bridge) => {
    scenes.undone?.(bridge)
    bridge.answer('migration.state', { kind: 'idle' })
    bridge.answer('look.search', bridge.fixtures.lookUndone)
  },
  undoneNotKept: (bridge) => {
    scenes.undoneIdle?.(bridge)
    bridge.answer('status.get', { ...bridge.fixtures.undone, backups: [] })
    bridge.answer('look.search', bridge.fixtures.lookNotKept)
  },
  undoneDamaged: (bridge) => {
    scenes.undoneIdle?.(bridge)
    bridge.answer('detect.analyze', bridge.fixtures.tornFound)
  },
  undoneNothing: (bridge) => {
    scenes.undoneIdle?.(bridge)
    bridge.answer('detect.analyze', bridge.fixtures.nothing)
    bridge.answer('status.get', { ...bridge.fixtures.undone, state: 'nothing-found' })
  },
  hostileUndone: hostile((bridge) => scenes.undoneIdle?.(bridge)),
  noBackups: (bridge) => bridge.answer('backups.list', []),
  reloaded: (bridge) =>
    bridge.answer('migration.state', {
      kind: 'running',
      operation: 'migrate',
      progress: bridge.fixtures.progress('copy', 0.43),
      cancelling: false,
    }),
  paused: (bridge) =>
    bridge.answer('migration.state', {
      kind: 'running',
      operation: 'migrate',
      progress: { ...bridge.fixtures.progress('copy', 0.43), paused: { reason: 'user' } },
      cancelling: false,
    }),
  diskFull: (bridge) =>
    bridge.answer('migration.state', {
      kind: 'running',
      operation: 'migrate',
      progress: {
        ...bridge.fixtures.progress('copy', 0.43),
        paused: { reason: 'disk', folder: '/home/mira/.hive', bytesNeeded: 734_003_200, bytesFree: 52_428_800 },
      },
      cancelling: false,
    }),
  parallelImpossible: (bridge) =>
    bridge.answer('plan.preview', {
      ...bridge.fixtures.preview,
      target: { path: bridge.fixtures.preview.source.path, kind: 'source' },
    }),
  planFails: (bridge) => bridge.fail('plan.preview', bridge.fixtures.lockedFailure),
  planStaged: (bridge) => bridge.answer('plan.preview', bridge.fixtures.stagedPreview),
  migratedInPart: (bridge) => {
    migrated(bridge)
    bridge.answer('status.get', bridge.fixtures.migratedInPart)
  },
  migratedFresh: (bridge) => {
    migrated(bridge)
    bridge.answer('status.get', bridge.fixtures.migratedFresh)
  },
  stageDone: (bridge) => {
    scenes.migratedInPart?.(bridge)
    bridge.answer('migration.state', { kind: 'migrated', result: bridge.fixtures.stagedResult })
  },
  freshDone: (bridge) => {
    scenes.migratedFresh?.(bridge)
    bridge.answer('migration.state', { kind: 'migrated', result: bridge.fixtures.freshResult })
  },
  tuned: (bridge) => bridge.answer('tuning.get', bridge.fixtures.tuned),
  tested: (bridge) => bridge.answer('trials.last', { ...noTrials, test: bridge.fixtures.tested }),
  testFailed: (bridge) => bridge.answer('trials.last', { ...noTrials, test: bridge.fixtures.testFailed }),
  testing: (bridge) =>
    bridge.answer('migration.state', {
      kind: 'running',
      operation: 'test',
      progress: bridge.fixtures.testing(3),
      cancelling: false,
    }),
  measured: (bridge) => {
    migrated(bridge)
    bridge.answer('tuning.get', bridge.fixtures.tuned)
    const { benchmarked, optimized } = bridge.fixtures
    bridge.answer('trials.last', { ...noTrials, benchmark: benchmarked, optimize: optimized })
  },
  nothingGained: (bridge) => bridge.answer('trials.last', { ...noTrials, optimize: bridge.fixtures.nothingGained }),
  databaseSkipped: (bridge) => {
    migrated(bridge)
    bridge.answer('trials.last', { ...noTrials, optimize: bridge.fixtures.databaseSkipped })
  },
  look: migrated,
  lookSeveral: (bridge) => {
    migrated(bridge)
    bridge.answer('look.search', bridge.fixtures.lookSeveral)
    bridge.answer('look.conversation', bridge.fixtures.lookTwice)
  },
  lookBefore: (bridge) => {
    bridge.answer('look.search', bridge.fixtures.lookAlone)
    const { lookConversation, lookAlone } = bridge.fixtures
    const sections = lookConversation.sections.map((section) => ({
      ...section,
      pairs: section.pairs.filter(({ old }) => old).map((pair) => ({ ...pair, new: null, mark: 'alone' as const })),
    }))
    bridge.answer('look.conversation', { ...lookConversation, old: lookAlone.old, new: lookAlone.new, sections })
  },
  lookNone: (bridge) => bridge.answer('look.search', bridge.fixtures.lookNone),
  lookNothing: (bridge) => bridge.answer('look.search', bridge.fixtures.lookNothing),
  lookDamaged: (bridge) => bridge.answer('look.search', bridge.fixtures.lookDamaged),
  lookDiffers: (bridge) => bridge.answer('look.conversation', bridge.fixtures.lookDiffers),
  lookLoading: (bridge) => bridge.hang('look.search'),
  lookFailed: (bridge) => bridge.fail('look.search', unreadable),
  lookGone: (bridge) => bridge.fail('look.conversation', unreadable),
  lookRunning: (bridge) => scenes.reloaded?.(bridge),
  hostileLook: hostile((bridge) => migrated(bridge)),
  hostileTested: hostile((bridge) => scenes.testFailed?.(bridge)),
  hostileMeasured: hostile((bridge) => scenes.measured?.(bridge)),
  done: (bridge) => {
    migrated(bridge)
    bridge.answer('migration.state', { kind: 'migrated', result: bridge.fixtures.result })
  },
  doneTuned: (bridge) => {
    scenes.done?.(bridge)
    scenes.measured?.(bridge)
  },
  nothingToDo: (bridge) => {
    migrated(bridge)
    bridge.answer('migration.state', { kind: 'migrated', result: bridge.fixtures.nothingToDo })
  },
}
