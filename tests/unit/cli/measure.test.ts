/** What test, benchmark and optimize say, and how they end. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { BenchmarkResult, LiveTestResult, OptimizeResult } from '../../../src-main/engine/model/index.js'
import { event, run } from './fakes.js'

const machine = {
  ...{ processor: 'A processor', cores: 2, memoryBytes: 8e9, system: 'Linux 6', fileSystem: 'ext4' },
  ...{ node: '24.0.0', sqlite: '3.54.1' },
}

function tested(change: Partial<LiveTestResult> = {}): LiveTestResult {
  return {
    passed: true,
    source: { path: '/h/.hive-ai/k.db', shape: 'S-B', bytes: 1e6, rows: 1200, conversations: 77 },
    tested: { bytes: 1e6, rows: 1200, conversations: 77 },
    scenarios: [
      {
        ...{ name: 'basic', title: 'The whole job', status: 'passed', ms: 900, summary: '1,200 rows, and back' },
        ...{ figures: { rows: 1200 }, checks: [{ name: 'It migrates', passed: true, detail: '' }] },
      },
    ],
    recommendations: ['Nothing stands in the way: `hive-migrate quick` migrates.'],
    untouched: true,
    machine,
    ms: 1000,
    ...change,
  }
}

const broken: LiveTestResult['scenarios'] = [
  {
    ...{ name: 'integrity', title: 'Values', status: 'failed', ms: 5, summary: '', figures: {} },
    checks: [{ name: 'A planted fault is found', passed: false, detail: 'one space more' }],
  },
  { name: 'memory', title: 'Memory', status: 'timed-out', ms: 5, summary: 'No time', figures: {}, checks: [] },
]

describe('test', () => {
  it('hands its options on and shows every scenario and recommendation', async () => {
    const ran = await run(['test', '--size', 'small', '--scenarios', 'basic', '--timeout', '3', '--yes'], {
      answers: { liveTest: async () => tested() },
    })
    const { calls, exit, stdout } = ran
    expect(exit).toBe(0)
    expect(calls).toEqual([
      {
        method: 'liveTest',
        request: { from: undefined, size: 'small', scenarios: ['basic'], timeoutMinutes: 3, profile: false },
      },
    ])
    expect(stdout).toContain('1 of 1 scenarios passed')
    expect(stdout).toContain('not touched')
    expect(stdout).toContain('1,200 rows, and back')
    expect(stdout).toContain('hive-migrate quick')
  })

  it('tells each step while it runs, though all of them are one phase', async () => {
    const step = (label: string, fraction: number) => event({ phase: 'measure', label, fraction })
    const events = [step('1 of 2: first', 0.1), step('1 of 2: first', 0.2), step('2 of 2: second', 0.5)]
    const { stderr } = await run(['test'], { answers: { liveTest: async () => tested() }, events })
    expect(stderr.match(/Measuring: /g)).toHaveLength(2)
    expect(stderr).toContain('50%  Measuring: 2 of 2: second')
  })

  it('ends with 5 when a scenario failed or was cut off, and says which and why', async () => {
    const answers = { liveTest: async () => tested({ passed: false, scenarios: broken }) }
    const ran = await run(['test'], { answers })
    expect(ran.exit).toBe(5)
    expect(ran.stdout).toContain('A planted fault is found')
    expect(ran.stderr).toContain('Failed: integrity. No time was left for: memory.')
    const json = await run(['test', '--json'], { answers })
    expect(json.exit).toBe(5)
    expect(JSON.parse(json.stdout)).toMatchObject({
      passed: false,
      scenarios: [{ name: 'integrity', status: 'failed' }, { name: 'memory' }],
      error: { code: 'HM-TEST-FAILED' },
    })
  })

  it('writes the trace beside, not into the document', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hive-trace-'))
    const before = process.cwd()
    process.chdir(folder)
    try {
      const trace = [{ name: 'copy', ph: 'X' as const, ts: 0, dur: 5, pid: 1, tid: 1 }]
      const phases = [{ phase: 'copy', ms: 5, peakBytes: 60e6 }]
      const scenarios = tested().scenarios.map((each) => ({ ...each, profile: phases }))
      const answers = { liveTest: async () => tested({ trace, scenarios }) }
      const json = JSON.parse((await run(['test', '--profile', '--json'], { answers })).stdout) as { trace: string }
      expect(JSON.parse(readFileSync(json.trace, 'utf8'))).toMatchObject({ traceEvents: trace })
      expect(readdirSync(folder)).toHaveLength(1)
      const shown = await run(['test', '--profile'], { answers })
      expect(shown.stdout).toContain('Phases of basic')
      expect(shown.stdout).toContain('60.0 MB')
    } finally {
      process.chdir(before)
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

const measured: BenchmarkResult = {
  machine,
  source: { kind: 'made-up', conversations: 1000, rows: 18_953, bytes: 9.6e6 },
  approaches: [
    {
      ...{
        name: 'migration',
        title: 'The whole safe migration',
        runs: 5,
        ms: 480,
        spreadMs: 20,
        rowsPerSecond: 39_000,
      },
      ...{ ratio: 1, share: 1, peakBytes: 90e6, cpuMs: 400, writtenBytes: 30e6 },
    },
    {
      ...{ name: 'row-by-row', title: 'Row by row', runs: 1, ms: 24_000, spreadMs: 0, rowsPerSecond: 790 },
      ...{ ratio: 50, share: 0.3, peakBytes: null, cpuMs: null, writtenBytes: null },
    },
  ],
  batchSizes: [{ rows: 1000, ms: 300, rowsPerSecond: 63_000 }],
  parallel: [
    { threads: 1, ms: 500, spreadMs: 5 },
    { threads: 2, ms: 480, spreadMs: 5 },
  ],
  cutShort: true,
  ms: 60_000,
}

describe('benchmark', () => {
  it('shows each way, what was extrapolated, and the sweeps; writes the JSON where asked to', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hive-benchmark-'))
    try {
      const output = join(folder, 'b.json')
      const args = ['benchmark', '--conversations', '1000', '--batch-sizes', '1000', '--parallel', '--output', output]
      const ran = await run(args, { answers: { benchmark: async () => measured } })
      expect(ran.exit).toBe(0)
      expect(ran.calls[0]?.request).toEqual({
        from: undefined,
        conversations: 1000,
        batchSizes: [1000],
        parallel: true,
      })
      for (const words of ['50x', '30 % of it measured', 'Rows per commit', 'Threads', 'The time limit was reached'])
        expect(ran.stdout).toContain(words)
      expect(existsSync(output)).toBe(true)
      expect(JSON.parse(readFileSync(output, 'utf8'))).toEqual(measured)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

const optimized: OptimizeResult = {
  machine,
  sample: { kind: 'copy', conversations: 77, rows: 1200, bytes: 1e6 },
  trials: [
    {
      ...{ setting: 'cacheKib', value: 65_536, before: 32_768, kept: false },
      ...{ ms: 400, spreadMs: 9, beforeMs: 401, beforeSpreadMs: 8 },
    },
  ],
  settings: { commitMs: 500, batchMs: 200, cacheKib: 32_768, secondThread: true },
  changed: [],
  ...{ beforeMs: 400, afterMs: 400, factor: { before: 40, after: 40, target: 25, reached: true } },
  database: null,
  cutShort: false,
  ms: 9000,
}

describe('optimize', () => {
  it('says plainly that nothing was gained', async () => {
    const ran = await run(['optimize', '--memory', '300', '--cores', '2', '--target', '25'], {
      answers: { optimize: async () => optimized },
    })
    expect(ran.calls[0]?.request).toEqual({
      ...{ from: undefined, target: 25, memoryMb: 300, cores: 2, maxPerformance: false },
    })
    expect(ran.exit).toBe(0)
    expect(ran.stdout).toContain('Nothing gained')
    expect(ran.stdout).toContain('no gain beyond chance')
  })

  it('says so where the data cannot be moved row by row', async () => {
    const ran = await run(['optimize'], { answers: { optimize: async () => ({ ...optimized, factor: null }) } })
    expect(ran.exit).toBe(0)
    expect(ran.stdout).toContain('row by row, this data cannot be moved')
  })

  it('says what changed, by how much, and what became of the database', async () => {
    const answers = {
      optimize: async (): Promise<OptimizeResult> => ({
        ...optimized,
        changed: [{ setting: 'secondThread', from: true, to: false }],
        afterMs: 200,
        factor: { before: 10, after: 20, target: 25, reached: false },
        database: {
          ...{ path: '/h/.hive/hive-ai.db', skipped: null, beforeBytes: 3e6, afterBytes: 2e6 },
          actions: [{ name: 'compaction', kept: true, beforeMs: 20, afterMs: 10 }],
          queries: [{ name: 'the search for a word', beforeMs: 20, afterMs: 10 }],
        },
      }),
    }
    const { stdout } = await run(['optimize'], { answers })
    for (const words of ['2.00 times', 'on → off', '25 wanted: not reached', 'compaction', 'the search for a word'])
      expect(stdout).toContain(words)
  })
})
