/** Plain text in columns and paragraphs. Colour is added around finished cells, never measured. */
import { stripVTControlCharacters } from 'node:util'

export type TextColumn = { title: string; align?: 'right' }

/** Characters that a cell keeps when its table is too wide. */
const narrowest = 12

/**
 * Rows in aligned columns, two spaces between them, each line indented. Headings go through `heading`. In a table wider
 * than `limit` the texts of the first column are cut.
 */
export function textTable(
  columns: TextColumn[],
  rows: string[][],
  heading: (text: string) => string,
  indent = 2,
  limit = Infinity,
): string[] {
  const widths = columns.map(({ title }, index) =>
    Math.max(widthOf(title), ...rows.map((row) => widthOf(row[index] ?? ''))),
  )
  const excess = indent + widths.reduce((sum, each) => sum + each + 2, -2) - limit
  const [first = 0] = widths
  if (excess > 0) widths[0] = Math.min(first, Math.max(narrowest, first - excess))
  const line = (cells: string[], style: (text: string) => string) =>
    (
      ' '.repeat(indent) +
      columns
        .map(({ align }, index) => {
          const cell = cut(cells[index] ?? '', widths[index] ?? 0)
          const gap = ' '.repeat(Math.max(0, (widths[index] ?? 0) - widthOf(cell)))
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
    if (current !== '' && indent + widthOf(current) + 1 + widthOf(word) > limit) {
      lines.push(current)
      current = word
    } else current = current === '' ? word : `${current} ${word}`
  }
  return [...lines, current].map((line) => ' '.repeat(indent) + line)
}

/** A text of at most so many characters; one that is styled is short enough. */
function cut(text: string, most: number): string {
  const characters = Array.from(text)
  return widthOf(text) <= most || widthOf(text) < characters.length
    ? text
    : `${characters.slice(0, most - 1).join('')}…`
}

/** Characters that a text takes on a terminal. */
export function widthOf(text: string): number {
  return Array.from(stripVTControlCharacters(text)).length
}
