/** Turns results into the tables that are printed, and that stand between marks in docs/performance.md. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format } from 'prettier'
import { root } from '../lib/project.mjs'

/** @typedef {{ conversations: number, bytes: number, figures: Record<string, import('./measure.mjs').Figures> }} Size */
/** @typedef {Record<'ours' | 'a' | 'b', number | null>} Peaks */
/**
 * @typedef {object} Results
 * @property {string} measuredAt
 * @property {string} command
 * @property {import('../../src-main/engine/model/index.js').Machine} machine
 * @property {number} textBytes
 * @property {Size[]} sizes
 * @property {{ conversations: number, migration: Peaks, validation: Record<string, number>, batches: Peaks } | null} memory
 */

const titles = {
  ours: 'our whole safe migration',
  a: '(a) row by row, a commit each',
  b: '(b) pages by LIMIT/OFFSET',
  c: '(c) `sqlite3 .dump \\| sqlite3`',
  d: '(d) bare `INSERT ... SELECT`',
}
const count = (value) => Math.round(value).toLocaleString('en')
const seconds = (ms) => (ms >= 99_500 ? count(ms / 1000) : (ms / 1000).toPrecision(3))
const megabytes = (bytes) => (bytes === null ? '?' : count(bytes / 1e6))
const times = (ratio) => `${ratio >= 9.95 ? ratio.toFixed(0) : ratio.toFixed(ratio >= 2 ? 1 : 2)}x`
const name = (value) => (value >= 1000 ? count(value) : String(value))

/** @param {Results} results */
export function report(results) {
  const { machine, sizes } = results
  const first = sizes[0]
  return [
    `\`${results.command}\`, ${results.measuredAt.slice(0, 10)}: ${machine.processor}, ${machine.cores} cores, ` +
      `${(machine.memoryBytes / 2 ** 30).toFixed(0)} GB of memory, ${machine.system}, ${machine.fileSystem}, ` +
      `Node ${machine.node}, SQLite ${machine.sqlite}. Installs of the generator with ${count(results.textBytes)} bytes of ` +
      `text a conversation${first ? `: ${sizes.map(({ conversations, bytes }) => `${name(conversations)} conversations are ${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`).join(', ')}` : ''}.`,
    '',
    '### Ratios',
    '',
    'How many times the time of our whole safe migration the others take (above 1: we are faster). The engine’s own time,',
    'without the start of the processes; of (c) the whole, for it is nothing but two processes.',
    '',
    ...ratioTable(sizes),
    '',
    ...memoryLines(results.memory),
    '### Figures',
    '',
    'Medians. *Whole* is the time with the start of the processes, as a user waits for it. *Memory* is the peak of all',
    'processes together, shared pages counted once, in a run of its own: to look at it costs time. *Written* is what was',
    'handed to the disk.',
    ...sizes.flatMap(figureTable),
  ]
}

function ratioTable(sizes) {
  const others = ['a', 'b', 'c', 'd'].filter((kind) => sizes.some(({ figures }) => figures[kind]))
  const rows = sizes.map(({ conversations, figures }) => {
    const cells = others.map((kind) => {
      const other = figures[kind]
      if (!other) return 'no sqlite3 here'
      return `${times(other.ms / figures.ours.ms)}${other.share < 0.999 ? ' *' : ''}`
    })
    return [name(conversations), ...cells]
  })
  const starred = rows.some((row) => row.some((cell) => cell.endsWith('*')))
  return [
    ...table(['conversations', ...others.map((kind) => titles[kind])], rows),
    ...(starred ? ['', '\\* extrapolated from the part that was measured; the figures below say how much.'] : []),
  ]
}

function memoryLines(memory) {
  if (!memory) return []
  const rows = ['migration', 'validation', 'batches'].map((what) => {
    const peaks = memory[what]
    const against = (kind) => (peaks[kind] && peaks.ours ? times(peaks[kind] / peaks.ours) : '?')
    return [what, megabytes(peaks.ours), megabytes(peaks.a), megabytes(peaks.b), against('a'), against('b')]
  })
  return [
    `Memory at ${name(memory.conversations)} conversations, in MB, and how many times ours the others need. *Batches* is what`,
    'the work adds to a process at rest.',
    '',
    ...table(['', 'ours', '(a)', '(b)', '(a) / ours', '(b) / ours'], rows),
    '',
  ]
}

/** @param {Size} size */
function figureTable({ conversations, figures }) {
  const rows = Object.entries(figures).map(([kind, one]) => [
    titles[kind],
    seconds(one.ms),
    `± ${seconds(one.spreadMs)}`,
    seconds(one.wallMs),
    count(one.rowsPerSecond),
    megabytes(one.peakBytes),
    one.cpuMs === null ? '?' : seconds(one.cpuMs),
    megabytes(one.writtenBytes),
    String(one.runs),
    one.share < 0.999 ? `${(one.share * 100).toFixed(one.share < 0.1 ? 1 : 0)} % of it` : 'all',
  ])
  const heads = ['', 'seconds', '', 'whole', 'rows/s', 'memory MB', 'CPU s', 'written MB', 'runs', 'measured']
  const timings = figures.ours?.timings
  const phases = timings
    ? Object.entries(timings).map(([phase, ms]) => `${phase.replace(/Ms$/, '')} ${seconds(ms)}`)
    : []
  return [
    ...['', `#### ${name(conversations)} conversations`, ''],
    ...table(heads, rows),
    ...(phases.length > 0 ? ['', `Our phases, in seconds: ${phases.join(', ')}.`] : []),
  ]
}

export function table(heads, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`
  return [line(heads), line(heads.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(line)]
}

/** Puts the results between the marks of a section; the words around them are written by hand. */
export async function writeSection(section, lines) {
  const file = join(root, 'docs/performance.md')
  const page = readFileSync(file, 'utf8')
  const marks = [`<!-- ${section}: begin -->`, `<!-- ${section}: end -->`]
  const [begin, end] = marks.map((mark) => page.indexOf(mark))
  if (begin === undefined || end === undefined || begin < 0 || end < begin) {
    throw new Error(`docs/performance.md lacks its marks ${marks.join(', ')}`)
  }
  const text = page.slice(0, begin) + [marks[0], '', ...lines, ''].join('\n') + page.slice(end)
  writeFileSync(file, await format(text, { parser: 'markdown', printWidth: 120, proseWrap: 'preserve' }))
}
