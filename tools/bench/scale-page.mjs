/** The section of docs/performance.md about large installs. */
import { table } from './page.mjs'

/** @typedef {Awaited<ReturnType<typeof import('./scale-runs.mjs').measureRun>>} Run */
/** @typedef {Awaited<ReturnType<typeof import('./scale-runs.mjs').measureLook>>} Look */
/**
 * @typedef {object} Scale
 * @property {string} measuredAt
 * @property {string} command
 * @property {import('../../src-main/engine/model/index.js').Machine} machine
 * @property {(Run & Look & { gigabytes: number, bytes: number })[]} runs
 * @property {{ bytes: number, cutMs: number, resumeMs: number } | null} cut
 */

const seconds = (ms) => (ms / 1000).toFixed(ms < 9950 ? 2 : 1)
const megabytes = (bytes) => (bytes === null ? '?' : Math.round(bytes / 1e6).toLocaleString('en'))
const gigabytes = (bytes) => (bytes / 1e9).toFixed(bytes < 1e9 ? 2 : 1)

/** @param {Scale} scale */
export function scaleReport(scale) {
  const { machine, runs, cut } = scale
  return [
    `\`${scale.command}\`, ${scale.measuredAt.slice(0, 10)}: ${machine.processor}, ${machine.cores} cores, ${machine.fileSystem}, ` +
      `Node ${machine.node}, SQLite ${machine.sqlite}.`,
    '',
    ...table(
      [
        'source GB',
        'rows',
        'seconds',
        'times the time before',
        'MB/s',
        'peak MB',
        'peak after the first tenth',
        'new database GB',
      ],
      runs.map((run, index) => {
        const before = runs[index - 1]
        const grown = before ? (run.ms / before.ms / (run.bytes / before.bytes)) * 10 : null
        return [
          gigabytes(run.bytes),
          run.rows.toLocaleString('en'),
          seconds(run.ms),
          grown === null ? '' : `${grown.toFixed(1)} for ten times the data`,
          (run.bytes / 1e6 / (run.ms / 1000)).toFixed(0),
          megabytes(run.peakBytes),
          megabytes(run.memory.restPeak),
          gigabytes(run.targetBytes),
        ]
      }),
    ),
    '',
    'Phases, in seconds:',
    '',
    ...phases(runs),
    '',
    'What a user sees:',
    '',
    ...table(
      ['source GB', '`analyze`, whole, seconds', 'counts', 'first progress, seconds after the command'],
      runs.map((run) => [
        gigabytes(run.bytes),
        seconds(run.analyzeMs),
        run.approximate ? 'estimated' : 'exact',
        seconds(run.firstEventMs),
      ]),
    ),
    '',
    ...(cut
      ? [
          `Cut off (\`kill -9\` of all processes) at 90 % of ${gigabytes(cut.bytes)} GB, after ${seconds(cut.cutMs)} s: ` +
            `\`quick --resume\` was done after another ${seconds(cut.resumeMs)} s, verification of every value included.`,
          '',
        ]
      : []),
    ...memory(runs.at(-1)),
    ...model(runs),
  ]
}

/** @param {Scale['runs']} runs */
function phases(runs) {
  const names = Object.keys(runs[0]?.timings ?? {}).filter((name) => name !== 'totalMs')
  const rows = runs.map((run) => [
    gigabytes(run.bytes),
    run.preflightMs === null ? '?' : seconds(run.preflightMs),
    ...names.map((name) => seconds(run.timings[name])),
  ])
  return table(['source GB', 'checks', ...names.map((name) => name.replace(/Ms$/, ''))], rows)
}

/** @param {Scale['runs'][number] | undefined} run */
function memory(run) {
  if (!run) return []
  const { ninths } = run.memory
  const seen = ninths.filter((bytes) => bytes > 0)
  const [least, most] = [Math.min(...seen), Math.max(...seen)]
  return [
    `Memory over the run of ${gigabytes(run.bytes)} GB, the peak of each tenth of its time in MB: ` +
      `${megabytes(run.memory.firstTenthPeak)}, ${ninths.map(megabytes).join(', ')}. From the second tenth on the peaks lie ` +
      `between ${megabytes(least)} and ${megabytes(most)} MB.`,
    '',
  ]
}

/** 100 GB by what each phase costs for a byte in the largest run. @param {Scale['runs']} runs */
function model(runs) {
  const run = runs.at(-1)
  if (!run) return []
  const factor = 100e9 / run.bytes
  const parts = { checks: run.preflightMs ?? 0, ...run.timings }
  const rows = Object.entries(parts)
    .filter(([name]) => name !== 'totalMs')
    .map(([name, ms]) => [name.replace(/Ms$/, ''), `${((ms * factor) / 60_000).toFixed(1)}`])
  return [
    `**100 GB, as a model.** Every phase is a pass over the data (or a sort of keys, which SQLite does in runs of bounded size), ` +
      `so that from ${gigabytes(run.bytes)} GB measured here, in minutes:`,
    '',
    ...table(
      ['phase', 'minutes at 100 GB'],
      [...rows, ['**together**', `**${((run.ms * factor) / 60_000).toFixed(0)}**`]],
    ),
    '',
    `It needs ${((run.targetBytes + run.bytes * 2) * (factor / 1e9)).toFixed(0)} GB of disk for backup and new database. ` +
      'Beyond the size of the memory the page cache no longer holds what is read twice, and the disk decides.',
  ]
}
