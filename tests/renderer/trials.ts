/** What the live test and the measurements answer: figures of a machine with two cores. */
import type {
  BenchmarkResult,
  LiveTestResult,
  Machine,
  OptimizeResult,
  ProgressEvent,
  ScenarioResult,
  TuningInfo,
} from '../../src-preload/contract.js'
import { progress, small, target } from './fixtures.js'

const machine: Machine = {
  processor: 'AMD EPYC 7B13',
  cores: 2,
  memoryBytes: 8_339_025_920,
  system: 'linux 6.1',
  fileSystem: 'ext4',
  node: '24.21.0',
  sqlite: '3.51.1',
}

const check = (name: string, passed = true, detail = '') => ({ name, passed, detail })

const scenarios: ScenarioResult[] = [
  {
    ...{ name: 'basic', title: 'The whole job, and back again', status: 'passed', ms: 2_212 },
    summary: '1,625 rows in 486 ms, and taken back',
    figures: { rows: 1_625, migrateMs: 486, rollbackMs: 212 },
    checks: [check('Every row arrived'), check('A second run has nothing to do'), check('Rolled back to the byte')],
  },
  {
    ...{ name: 'performance', title: 'How fast it is on this disk', status: 'passed', ms: 14_871 },
    summary: '9,812 rows/s (166 ms), 41.3 times as fast as row by row',
    figures: { rows: 1_625, migrateMs: 166, spreadMs: 12, rowsPerSecond: 9_812, rowByRowMs: 6_855 },
    checks: [check('It is faster than row by row')],
  },
  {
    ...{ name: 'integrity', title: 'Every value, and a planted fault', status: 'passed', ms: 3_140 },
    summary: '14,893 values compared, all the same; a planted fault was found',
    figures: { rowsCompared: 1_625, valuesCompared: 14_893, mismatches: 0 },
    checks: [check('Strict verification passes'), check('A planted fault is found')],
  },
  {
    ...{ name: 'large_files', title: 'One answer of 32 MB', status: 'passed', ms: 4_402 },
    summary: 'arrived whole in 1.9 s, at most 214 MB of memory',
    figures: { valueBytes: 33_554_432, migrateMs: 1_902, peakBytes: 214_000_000, limitBytes: 512_000_000 },
    checks: [check('The answer arrived to the byte'), check('Memory stays below its limit')],
  },
  {
    ...{ name: 'corruption', title: 'Damaged files are found', status: 'passed', ms: 5_017 },
    summary: '6 of 6 damages found, and nothing changed',
    figures: { damages: 6, found: 6 },
    checks: ['A torn page', 'A cut file', 'No header', 'A damaged index', 'A text file', 'A damaged backup'].map(
      (name) => check(name),
    ),
  },
  {
    ...{ name: 'partial', title: 'Killed in the middle, and resumed', status: 'passed', ms: 6_904 },
    summary: 'killed 4 times, resumed each time, complete',
    figures: { kills: 4, rows: 1_625 },
    checks: [check('Complete after every kill')],
  },
  {
    ...{ name: 'concurrent', title: 'The old Hive writes meanwhile; two at once', status: 'passed', ms: 4_120 },
    summary: '212 rows written meanwhile; a second run meanwhile: refused',
    figures: { checks: 2 },
    checks: [check('Nothing that was written is lost'), check('A second run is refused')],
  },
  {
    ...{ name: 'memory', title: 'Memory while it runs', status: 'passed', ms: 3_288 },
    summary: 'at most 168 MB, of 512 MB that are allowed',
    figures: { peakBytes: 168_000_000, limitBytes: 512_000_000, bytesPerRow: 1_204 },
    checks: [check('Memory stays below its limit')],
  },
]

export const tested: LiveTestResult = {
  passed: true,
  source: { path: small.path, shape: 'S-B', bytes: 5_142_528, rows: 1_625, conversations: 77 },
  tested: { bytes: 5_142_528, rows: 1_625, conversations: 77 },
  scenarios,
  recommendations: ['Nothing stands in the way: `hive-migrate quick` migrates.'],
  untouched: true,
  machine,
  ms: 43_954,
}

export const testFailed: LiveTestResult = {
  ...tested,
  passed: false,
  scenarios: scenarios.map((each): ScenarioResult => {
    if (each.name === 'memory') return { ...each, status: 'timed-out', ms: 0, summary: 'No time was left.', checks: [] }
    if (each.name === 'concurrent')
      return { ...each, status: 'skipped', ms: 3, summary: 'The copy has no table of conversations.', checks: [] }
    if (each.name !== 'performance') return each
    const why = check('It is faster than row by row', false, '1.2 times')
    return { ...each, status: 'failed', summary: '212 rows/s (7.7 s), 1.2 times as fast as row by row', checks: [why] }
  }),
  recommendations: [
    'Do not migrate yet: performance failed. Send us this output with --json; it holds no conversation.',
    'No time was left for memory: give more with --timeout, or less with --size.',
  ],
}

/** The live test after so many scenarios. */
export const testing = (ended: number): ProgressEvent => {
  const next = scenarios[ended]
  return progress('measure', (ended + 0.5) / 9, {
    ...{ runId: 'test', label: `${ended + 1} of 8: ${next?.title ?? ''}`, rowsDone: 0, rowsTotal: 0 },
    ...{ rowsPerSecond: 0, bytesDone: 0, bytesTotal: 0, secondsLeft: null, elapsedMs: 21_400 },
    ended: scenarios.slice(0, ended),
  })
}

export const measuring = (label: string, fraction: number): ProgressEvent => ({ ...testing(0), label, fraction })

type Figures = [runs: number, ms: number, spreadMs: number, ratio: number, share: number]

const approach = (
  name: BenchmarkResult['approaches'][number]['name'],
  title: string,
  [runs, ms, spreadMs, ratio, share]: Figures,
): BenchmarkResult['approaches'][number] => ({
  ...{ name, title, runs, ms, spreadMs, ratio, share },
  ...{ rowsPerSecond: 21_104 / (ms / 1000), peakBytes: 168_000_000, cpuMs: ms * 0.8, writtenBytes: 71_000_000 },
})

export const benchmarked: BenchmarkResult = {
  machine,
  source: { kind: 'copy', conversations: 1_000, rows: 21_104, bytes: 31_248_384 },
  approaches: [
    approach('migration', 'The whole safe migration', [5, 1_284, 41, 1, 1]),
    approach('row-by-row', 'Row by row, a commit each', [1, 92_410, 0, 72, 0.09]),
    approach('pages', 'Pages by LIMIT and OFFSET', [5, 3_980, 122, 3.1, 1]),
    approach('dump', 'sqlite3 .dump | sqlite3', [5, 1_902, 64, 1.5, 1]),
    approach('bare', 'Bare INSERT ... SELECT', [5, 398, 18, 0.31, 1]),
  ],
  batchSizes: [
    { rows: 100, ms: 2_204, rowsPerSecond: 9_575 },
    { rows: 1_000, ms: 611, rowsPerSecond: 34_540 },
    { rows: 10_000, ms: 402, rowsPerSecond: 52_497 },
    { rows: 50_000, ms: 388, rowsPerSecond: 54_391 },
  ],
  parallel: [],
  cutShort: false,
  ms: 48_120,
}

const trial = (
  setting: string,
  value: number | boolean,
  before: number | boolean,
  [ms, beforeMs, kept]: [number, number, boolean],
): OptimizeResult['trials'][number] => ({
  ...{ setting, value, before, ms, spreadMs: 22, beforeMs, beforeSpreadMs: 31, kept },
})

export const optimized: OptimizeResult = {
  machine,
  sample: { kind: 'copy', conversations: 77, rows: 1_625, bytes: 5_142_528 },
  trials: [
    trial('commitMs', 3_000, 1_000, [1_120, 1_284, true]),
    trial('cacheKib', 65_536, 32_768, [1_109, 1_120, false]),
    trial('secondThread', false, true, [1_402, 1_120, false]),
    trial('batchMs', 400, 200, [1_131, 1_120, false]),
  ],
  settings: { commitMs: 3_000, batchMs: 200, cacheKib: 32_768, secondThread: true },
  changed: [{ setting: 'commitMs', from: 1_000, to: 3_000 }],
  beforeMs: 1_284,
  afterMs: 1_120,
  factor: { before: 72, after: 82, target: 25, reached: true },
  database: {
    path: target,
    skipped: null,
    actions: [
      { name: 'statistics', kept: true, beforeMs: 8.4, afterMs: 3.1 },
      { name: 'search', kept: false, beforeMs: 3.1, afterMs: 3.1 },
      { name: 'compaction', kept: false, beforeMs: 3.1, afterMs: 3 },
    ],
    queries: [
      { name: 'recent conversations', beforeMs: 2.1, afterMs: 0.7 },
      { name: 'one conversation', beforeMs: 0.4, afterMs: 0.4 },
      { name: 'search', beforeMs: 5.2, afterMs: 1.6 },
      { name: 'usage of a day', beforeMs: 0.7, afterMs: 0.4 },
    ],
    beforeBytes: 6_291_456,
    afterBytes: 6_299_648,
  },
  cutShort: false,
  ms: 74_310,
}

export const nothingGained: OptimizeResult = {
  ...optimized,
  trials: optimized.trials.map((each) => ({ ...each, beforeMs: 1_110, ms: 1_108, kept: false })),
  settings: { ...optimized.settings, commitMs: 1_000 },
  changed: [],
  ...{ beforeMs: 1_110, afterMs: 1_110 },
  factor: { before: 72, after: 72, target: 25, reached: true },
  database: null,
}

export const databaseSkipped: OptimizeResult = {
  ...nothingGained,
  database: {
    ...{ path: target, skipped: 'hive (process 4711) has it open.', actions: [], queries: [] },
    ...{ beforeBytes: 6_291_456, afterBytes: 6_291_456 },
  },
}

export const standardTuning: TuningInfo = { tuned: false, foundAt: null, beforeMs: null, afterMs: null, changed: [] }

export const tuned: TuningInfo = {
  ...{ tuned: true, foundAt: '2026-11-22T16:20:00.000Z', beforeMs: 1_284, afterMs: 1_120 },
  changed: [{ setting: 'commitMs', from: 1_000, to: 3_000 }],
}
