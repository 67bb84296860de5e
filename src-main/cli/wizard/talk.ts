/** How the wizard speaks with a person: one interface for terminals that draw and for those that do not. */
import { widthOf, wrap } from '../output/layout.js'
import type { OutputStream, World } from '../world.js'

export type Choice<T> = { value: T; label: string }

/** Every question rejects with `Left` when the person leaves: Ctrl-C, Esc, the end of the input. */
export type Talk = {
  open(title: string): void
  /** The heading of a step: a line of its own, with its place among the others. */
  step(name: string): void
  /** Lines, wrapped where they are wider than the terminal. */
  say(lines: string[]): void
  /** The first choice is what Enter alone means. */
  choose<T>(question: string, choices: Choice<T>[]): Promise<T>
  /** `usual` is what Enter alone means. */
  confirm(question: string, usual: boolean): Promise<boolean>
  /** A line of text; `usual` is what Enter alone means. */
  type(question: string, usual?: string): Promise<string>
  end(line: string): void
  close(): void
}

/** The person left the wizard at a question. */
export class Left extends Error {}

/** What the two kinds of terminal are made from. */
export type TalkSetting = {
  world: World
  output: OutputStream
  /** Aborted by a signal: a question ends. */
  signal: AbortSignal
  /** Takes the live line away. */
  prepare: () => void
}

/**
 * Lines no wider than `room`, where words allow it. What continues a line stands below its first word: behind a mark or a
 * short term. A row of cells is broken between them, with its cells where they were as far as they fit.
 */
export function fit(lines: string[], room: number): string[] {
  return lines.flatMap((line) => (widthOf(line) <= room ? [line.trimEnd()] : broken(line, room)))
}

function broken(line: string, room: number): string[] {
  // A style may begin before the indentation.
  // eslint-disable-next-line no-control-regex
  const [start = '', style = '', spaces = ''] = /^((?:\u001b\[[0-9;]*m)*)( *)/.exec(line) ?? []
  const [first = '', ...rest] = cellsOf(style + line.slice(start.length).trimEnd())
  const beside = spaces.length + widthOf(first) + (rest[0]?.length ?? 0)
  const isTerm = rest.length > 0 && beside <= Math.min(24, room / 2)
  const inward = Math.min(spaces.length + (rest.length > 0 ? 2 : 0), 8)
  const hang = isTerm ? beside : inward
  const [top = '', ...more] = wrap(first, hang, room)
  const done = [spaces + top.trimStart(), ...more]
  let current = done.pop() ?? ''
  for (let at = 0; at < rest.length; at += 2) {
    const [gap = '', cell = ''] = rest.slice(at, at + 2)
    if (widthOf(current) + gap.length + widthOf(cell) <= room) {
      current += gap + cell
      continue
    }
    // A long path fits only where it begins further left.
    const isLong = hang > inward && Math.max(...cell.split(' ').map(widthOf)) > room - hang
    const [head = '', ...others] = wrap(cell, isLong ? inward : hang, room)
    if (isTerm && at === 0 && !isLong) current += gap + head.trimStart()
    else {
      done.push(current)
      current = head
    }
    for (const next of others) {
      done.push(current)
      current = next
    }
  }
  return [...done, current].map((each) => each.trimEnd())
}

/** Cells and the gaps between them, in turn; a mark is a cell of its own. */
function cellsOf(text: string): string[] {
  // eslint-disable-next-line no-control-regex
  const marked = /^((?:\u001b\[[0-9;]*m)*[✓✗!·](?:\u001b\[[0-9;]*m)*)( )(?! )(.*)$/.exec(text)
  return marked ? [...marked.slice(1, 3), ...(marked[3] ?? '').split(/( {2,})/)] : text.split(/( {2,})/)
}

/** Holds back blank lines at an end: what comes next may bring its own. */
export function createSpacing(): { lines(lines: string[]): string[]; owe(): void; forget(): void } {
  let owed = false
  return {
    lines: (lines) => {
      const last = lines.findLastIndex((line) => line !== '')
      const shown = [...(owed && last >= 0 && lines[0] !== '' ? [''] : []), ...lines.slice(0, last + 1)]
      owed = last + 1 < lines.length || (owed && last < 0)
      return shown
    },
    owe: () => {
      owed = true
    },
    forget: () => {
      owed = false
    },
  }
}
