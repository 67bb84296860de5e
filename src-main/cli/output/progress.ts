/** Progress on stderr: a live line on a terminal, a line per phase elsewhere, or NDJSON. */
import { formatBytes, formatCount, formatSecondsRange } from '../../engine/report/format.js'
import type { Pause, Phase, ProgressEvent } from '../../engine/model/index.js'
import { cleanText } from './clean.js'
import { wrap } from './layout.js'
import type { Paint } from './paint.js'

const phaseWords: Record<Phase, string> = {
  preflight: 'Checks',
  backup: 'Backup',
  copy: 'Copy',
  index: 'Indexes and search',
  verify: 'Verification',
  config: 'Configuration',
  swap: 'Putting in place',
  report: 'Report',
  restore: 'Restoring',
  measure: 'Measuring',
  done: 'Done',
}

/** Widths in characters; labels are padded, so that the bar stands still. */
const bar = { widest: 24, narrowest: 6, labels: 30 }

export type ProgressMode = 'live' | 'lines' | 'json' | 'silent'

export type ProgressDisplay = {
  show(event: ProgressEvent): void
  /** Says something while progress is shown, without breaking the live line. */
  note(text: string): void
  /** Says beside the progress that `p` pauses, as long as it does. */
  offerPause(on: boolean): void
  /** Takes the live line away until the next event. */
  clear(): void
  /** Clears the live line; nothing is shown after that. */
  end(): void
}

/** Shows progress in the given mode. `columns` is asked for each time: windows change size. */
export function createProgress(
  mode: ProgressMode,
  write: (text: string) => void,
  columns: () => number,
  paint: Paint,
): ProgressDisplay {
  let phase: Phase | null = null
  let label = ''
  let shown: ProgressEvent | null = null
  let ended = false
  let waiting: Pause['reason'] | undefined
  let keys = false
  const draw = (event: ProgressEvent) => write(`\r${colored(progressLine(event, columns() - 1, keys), paint)}\u001b[K`)
  const clear = () => {
    if (shown) write('\r\u001b[K')
    shown = null
  }
  /** A full disk is nothing that was asked for: it is said once, whole, above the live line. */
  const sayTurn = ({ paused }: ProgressEvent) => {
    if (waiting === paused?.reason) return
    const words =
      paused?.reason === 'disk' ? roomText(paused) : waiting === 'disk' ? 'There is room again: it goes on.' : ''
    if (words === '') return
    clear()
    write(`${wrap(words, 0, Math.min(100, columns())).join('\n')}\n`)
  }
  // What is measured is one phase, however long: there each step gets a line.
  const isNews = (event: ProgressEvent) => event.phase !== phase || (event.phase === 'measure' && event.label !== label)
  return {
    show: (event) => {
      if (ended || mode === 'silent') return
      if (mode === 'json') write(`${JSON.stringify(event)}\n`)
      else if (mode === 'live') {
        sayTurn(event)
        draw(event)
        shown = event
      } else {
        if (isNews(event) && event.phase !== 'done') write(`${phaseLine(event)}\n`)
        sayTurn(event)
        const { reason } = event.paused ?? {}
        const isWish = reason !== waiting && reason !== 'disk' && waiting !== 'disk'
        if (isWish) write(`${percent(event)}  ${reason ? 'Paused' : 'Going on'}\n`)
      }
      phase = event.phase
      label = event.label
      waiting = event.paused?.reason
    },
    note: (text) => {
      // Among NDJSON, words would be noise.
      if (mode === 'json' || mode === 'silent') return
      const line = shown
      clear()
      write(`${text}\n`)
      if (line) draw(line)
      shown = line
    },
    offerPause: (on) => {
      keys = on
    },
    clear,
    end: () => {
      clear()
      ended = true
    },
  }
}

/**
 * `Copying messages  ██████░░░░  43%  12,345 rows/s  5-8 s left  p pauses`, never wider than `width`: the hint gives way
 * first, then the bar. `keys` says whether `p` is heard.
 */
export function progressLine(event: ProgressEvent, width: number, keys = false): string {
  const label = cleanText(event.label) || phaseWords[event.phase]
  const known = isPaused(event)
    ? [percent(event), event.paused?.reason === 'disk' ? 'waiting for room' : 'paused']
    : [
        percent(event),
        ...(event.rowsPerSecond > 0 ? [`${formatCount(event.rowsPerSecond)} rows/s`] : []),
        ...(event.secondsLeft ? [`${formatSecondsRange(event.secondsLeft)} left`] : []),
      ]
  const hint = hintOf(event, keys)
  const hinted = hint === '' ? known.join('  ') : [...known, hint].join('  ')
  const needed = Math.max(label.length, bar.labels) + bar.narrowest + 4
  // Paused, the way on is worth more than the bar.
  const figures = needed + hinted.length <= width || isPaused(event) ? hinted : known.join('  ')
  const room = Math.min(bar.widest, width - Math.max(label.length, bar.labels) - figures.length - 4)
  if (room >= bar.narrowest) {
    const done = Math.round(event.fraction * room)
    return `${label.padEnd(bar.labels)}  ${'█'.repeat(done)}${'░'.repeat(room - done)}  ${figures}`
  }
  const narrow = `${label}  ${figures}`
  return narrow.length <= width ? narrow : narrow.slice(0, Math.max(0, width - 1)) + '…'
}

/** ` 43%  Copy: Copying messages`: one line per phase, for logs. */
export function phaseLine(event: ProgressEvent): string {
  const label = cleanText(event.label)
  const word = phaseWords[event.phase]
  return `${percent(event)}  ${label === '' || label === word ? word : `${word}: ${label}`}`
}

function hintOf({ paused, cancellable }: ProgressEvent, keys: boolean): string {
  if (paused?.reason === 'disk') return 'Ctrl-C stops'
  if (!keys) return ''
  return paused ? 'p goes on' : cancellable ? 'p pauses' : ''
}

/** What a run waits for on a full disk, and the two ways on. */
function roomText({ folder, bytesNeeded, bytesFree }: Extract<Pause, { reason: 'disk' }>): string {
  const [needed, free] = [formatBytes(bytesNeeded), formatBytes(bytesFree)]
  return `! The disk is full: ${needed} must be free in ${cleanText(folder)}, and ${free} are. Make room there, and it goes on by itself. Ctrl-C stops it instead; your old data is untouched either way.`
}

const isPaused = (event: ProgressEvent): boolean => event.paused !== undefined

function percent(event: ProgressEvent): string {
  // 100 % is said only when it is done.
  const value = event.phase === 'done' ? 100 : Math.min(99, Math.floor(event.fraction * 100))
  return `${value}%`.padStart(4)
}

function colored(line: string, paint: Paint): string {
  return line.replace(/█+/, (done) => paint.honey(done)).replace(/░+/, (rest) => paint.soft(rest))
}
