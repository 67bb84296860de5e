/** How the wizard speaks with a person: one interface for terminals that draw and for those that do not. */
import { stripVTControlCharacters } from 'node:util'
import { wrap } from '../output/layout.js'
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
 * Lines no wider than `room`, where words allow it. What continues a line stands below its first word: behind a mark,
 * and further in where the line was a row of cells.
 */
export function fit(lines: string[], room: number): string[] {
  return lines.flatMap((line) => {
    if (stripVTControlCharacters(line).length <= room) return [line.trimEnd()]
    // A style may begin before the indentation.
    // eslint-disable-next-line no-control-regex
    const [start = '', style = '', spaces = ''] = /^((?:\u001b\[[0-9;]*m)*)( *)/.exec(line) ?? []
    const indent = spaces.length
    const text = style + line.slice(start.length).trimEnd()
    const further = /^[✓✗!·] | {2,}/.test(stripVTControlCharacters(text)) ? 2 : 0
    const [first = '', ...rest] = wrap(text.replaceAll(/ {2,}/g, ' '), Math.min(indent + further, 8), room)
    return [' '.repeat(indent) + first.trimStart(), ...rest].map((each) => each.trimEnd())
  })
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
