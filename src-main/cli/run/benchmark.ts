import type { Approach, BenchmarkResult } from '../../engine/model/index.js'
import { formatBytes, formatCount, formatDuration } from '../../engine/report/format.js'
import type { BenchmarkOptions } from '../options.js'
import { clean } from '../output/clean.js'
import { textTable } from '../output/layout.js'
import type { Paint } from '../output/paint.js'
import type { Outcome, Session } from '../session.js'

/** `benchmark`: how fast this computer migrates, beside other ways. */
export async function runBenchmark(session: Session, options: BenchmarkOptions): Promise<Outcome> {
  const { from, conversations, batchSizes, parallel } = options
  const result = await session.call('benchmark', { from, conversations, batchSizes, parallel })
  return { document: result, lines: benchmarkLines(clean(result), session.paint) }
}

const right = (title: string) => ({ title, align: 'right' as const })

function benchmarkLines(result: BenchmarkResult, paint: Paint): string[] {
  const { source, machine, approaches } = result
  const data = `${formatCount(source.conversations)} conversations, ${formatCount(source.rows)} rows, ${formatBytes(source.bytes)}`
  const heads = [...['Time', '', 'Times ours', 'Rows/s', 'Memory', 'Written'].map(right), { title: '' }]
  return [
    paint.bold(`A whole migration: ${formatDuration(approaches[0]?.ms ?? 0)}`),
    paint.soft(`${source.kind === 'copy' ? 'A private copy of your install' : 'Made-up data'}: ${data}`),
    paint.soft(`${machine.processor}, ${formatCount(machine.cores)} cores, ${machine.fileSystem}, ${machine.system}`),
    '',
    ...textTable(
      [{ title: '' }, ...heads],
      approaches.map((each) => approachCells(each, paint)),
      paint.soft,
    ),
    '',
    paint.soft('  The migration makes a verified backup and compares every value; the others check nothing.'),
    ...batchLines(result, paint),
    ...threadLines(result, paint),
    ...(result.cutShort
      ? ['', `  ${paint.warn('!')} The time limit was reached: some figures are of fewer runs.`]
      : []),
  ]
}

function approachCells(each: Approach, paint: Paint): string[] {
  const bytes = (value: number | null) => (value === null ? '' : formatBytes(value))
  return [
    each.title,
    formatDuration(each.ms),
    paint.soft(each.runs > 1 ? `± ${formatDuration(each.spreadMs)}` : 'once'),
    each.name === 'migration' ? '' : `${each.ratio.toFixed(each.ratio < 10 ? 1 : 0)}x`,
    formatCount(each.rowsPerSecond),
    bytes(each.peakBytes),
    bytes(each.writtenBytes),
    each.share < 0.999 ? paint.soft(`${Math.max(1, Math.round(each.share * 100))} % of it measured`) : '',
  ]
}

function batchLines({ batchSizes }: BenchmarkResult, paint: Paint): string[] {
  if (batchSizes.length === 0) return []
  const rows = batchSizes.map(({ rows: size, ms, rowsPerSecond }) => [
    formatCount(size),
    formatDuration(ms),
    formatCount(rowsPerSecond),
  ])
  return ['', ...textTable([right('Rows per commit'), right('Time'), right('Rows/s')], rows, paint.soft)]
}

function threadLines({ parallel }: BenchmarkResult, paint: Paint): string[] {
  if (parallel.length === 0) return []
  const rows = parallel.map(({ threads, ms, spreadMs }) => [
    formatCount(threads),
    formatDuration(ms),
    paint.soft(`± ${formatDuration(spreadMs)}`),
  ])
  return ['', ...textTable([right('Threads'), right('Migration'), right('')], rows, paint.soft)]
}
