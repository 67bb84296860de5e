/** What `npm run bench` and `npm run scale` make of their figures. */
import { describe, expect, test } from 'vitest'
import { report, table } from '../../tools/bench/page.mjs'
import { scaleReport } from '../../tools/bench/scale-page.mjs'

const machine = {
  ...{ processor: 'A processor', cores: 2, memoryBytes: 8 * 2 ** 30, system: 'Linux 6', fileSystem: 'ext4' },
  ...{ node: '24.0.0', sqlite: '3.54.1' },
}
const figures = (ms: number, share = 1) => {
  return {
    ...{ runs: 5, share, ms, wallMs: ms + 80, spreadMs: 1, rowsPerSecond: 1000, cpuMs: 10, writtenBytes: 5e6 },
    ...{ peakBytes: 60e6, peakResidentBytes: 90e6 },
  }
}
const results = {
  measuredAt: '2026-01-02T03:04:05.000Z',
  command: 'npm run bench',
  machine,
  textBytes: 5000,
  sizes: [
    { conversations: 1000, bytes: 9.6e6, figures: { ours: figures(500), a: figures(25_000, 0.25), b: figures(250) } },
  ],
  memory: {
    conversations: 1000,
    migration: { ours: 100e6, a: 50e6, b: 200e6 },
    validation: { ours: 80e6, a: 80e6, b: 160e6 },
    batches: { ours: 10e6, a: null, b: 30e6 },
  },
}

describe('the page of npm run bench', () => {
  const page = report(results).join('\n')

  test('puts the ratios first, against our own time', () => {
    expect(page.indexOf('### Ratios')).toBeLessThan(page.indexOf('### Figures'))
    expect(page).toContain('| 1,000 | 50x * | 0.50x |')
  })

  test('says what was extrapolated, and of how much', () => {
    expect(page).toContain('extrapolated from the part that was measured')
    expect(page).toContain('25 % of it')
    const sizes = results.sizes.map((size) => ({ ...size, figures: { ours: figures(500), a: figures(25_000) } }))
    const whole = report({ ...results, sizes })
    expect(whole.join('\n')).not.toContain('extrapolated')
  })

  test('compares memory, and leaves open what is not known', () => {
    expect(page).toContain('| migration | 100 | 50 | 200 | 0.50x | 2.0x |')
    expect(page).toContain('| batches | 10 | ? | 30 | ? | 3.0x |')
  })

  test('describes the machine without a path', () => {
    expect(page).toContain('A processor, 2 cores, 8 GB of memory, Linux 6, ext4')
    expect(page).not.toMatch(/\/(home|work|tmp|root)\b/)
  })
})

test('a table has its first column left, figures right', () => {
  expect(table(['a', 'b'], [['1', '2']])).toEqual(['| a | b |', '| --- | ---: |', '| 1 | 2 |'])
})

test('the page of npm run scale says how time grows, and what 100 GB would take', () => {
  const run = (gigabytes: number, ms: number) => {
    return {
      ...{ gigabytes, bytes: gigabytes * 1e9, ms, wallMs: ms, rows: 1, targetBytes: gigabytes * 1.3e9, cpuMs: 1 },
      ...{ writtenBytes: 1, peakBytes: 200e6, peakResidentBytes: 200e6, largestValueBytes: 1, preflightMs: ms / 10 },
      ...{ timings: { copyMs: ms / 2, totalMs: ms }, analyzeMs: 500, approximate: true, firstEventMs: 400 },
      memory: { firstTenthPeak: 50e6, restPeak: 200e6, ninths: [190e6, 200e6, 195e6], curve: [] },
    }
  }
  const { measuredAt } = results
  const cut = { bytes: 1e9, cutMs: 9000, resumeMs: 4000 }
  const page = scaleReport({
    measuredAt,
    command: 'npm run scale',
    machine,
    runs: [run(0.1, 1000), run(1, 10_500)],
    cut,
  })
  const text = page.join('\n')
  expect(text).toContain('10.5 for ten times the data')
  expect(text).toContain('between 190 and 200 MB')
  expect(text).toContain('done after another 4.00 s')
  // 10.5 s a GB are 17.5 minutes for 100.
  expect(text).toContain('| **together** | **18** |')
})
