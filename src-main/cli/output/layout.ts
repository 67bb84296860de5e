/** Plain text in columns and paragraphs. Colour is added around finished cells, never measured. */
import { stripVTControlCharacters } from 'node:util'

export type TextColumn = { title: string; align?: 'right' }

/** Rows in aligned columns, two spaces between them, each line indented. Headings go through `heading`. */
export function textTable(
  columns: TextColumn[],
  rows: string[][],
  heading: (text: string) => string,
  indent = 2,
): string[] {
  const widths = columns.map(({ title }, index) =>
    Math.max(width(title), ...rows.map((row) => width(row[index] ?? ''))),
  )
  const line = (cells: string[], style: (text: string) => string) =>
    (
      ' '.repeat(indent) +
      columns
        .map(({ align }, index) => {
          const cell = cells[index] ?? ''
          const gap = ' '.repeat((widths[index] ?? 0) - width(cell))
          return align === 'right' ? gap + style(cell) : style(cell) + gap
        })
        .join('  ')
    ).trimEnd()
  const titles = columns.map(({ title }) => title)
  const head = titles.some((title) => title !== '') ? [line(titles, (text) => (text === '' ? '' : heading(text)))] : []
  return [...head, ...rows.map((row) => line(row, (text) => text))]
}

/** Terms and what they mean, in two columns. */
export function textFacts(facts: [string, string][], term: (text: string) => string, indent = 2): string[] {
  return textTable(
    [{ title: '' }, { title: '' }],
    facts.map(([name, value]) => [term(name), value]),
    (text) => text,
    indent,
  )
}

/** Breaks a paragraph into lines of at most `limit` characters; a longer word (a path) keeps a line of its own. */
export function wrap(text: string, indent: number, limit: number): string[] {
  const lines: string[] = []
  let current = ''
  for (const word of text.split(' ')) {
    if (current !== '' && indent + width(current) + 1 + width(word) > limit) {
      lines.push(current)
      current = word
    } else current = current === '' ? word : `${current} ${word}`
  }
  return [...lines, current].map((line) => ' '.repeat(indent) + line)
}

function width(text: string): number {
  return Array.from(stripVTControlCharacters(text)).length
}
