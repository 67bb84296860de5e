import { html, marked, name, path, type HtmlValue, type Markup } from './html.js'
import type { en } from './texts/en.js'
import type { Words } from './texts/index.js'

/**
 * A column: its heading (none for a sign), and how a cell looks. `number` is right-aligned with tabular figures, grey when
 * it is 0.
 */
export type Column = { title?: keyof (typeof en)['column']; look?: 'number' | 'name' | 'soft' | 'path' }

/** A table with a heading row, cells by column, and an optional row of sums. Markup cells are taken as they are. */
export function table(words: Words, columns: Column[], rows: HtmlValue[][], sums?: HtmlValue[]): Markup {
  const heading = ({ title, look }: Column) =>
    html`<th scope="col" class="${look === 'number' ? 'number' : ''}">${title ? words.t(`column.${title}`) : ''}</th>`
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${columns.map(heading)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => tableRow(words, columns, row))}
      </tbody>
      ${
        sums
          ? html`<tfoot>
              ${tableRow(words, columns, sums)}
            </tfoot>`
          : null
      }
    </table>
  </div>`
}

/** A titled part of the report with one sentence that says what it is. */
export function section(title: string, note: HtmlValue, content: HtmlValue): Markup {
  return html`<section>
    <h2>${title}</h2>
    <p class="note">${note}</p>
    ${content}
  </section>`
}

/** A sentence with the name of a table of the new database in it. */
export const withCode = (words: Words, key: Parameters<Words['parts']>[0]): HtmlValue =>
  marked(words.parts(key), (text) => html`<code>${text}</code>`)

function tableRow(words: Words, columns: Column[], row: HtmlValue[]): Markup {
  return html`<tr>
    ${columns.map(({ look }, index) => cell(words, row[index], look))}
  </tr>`
}

function cell(words: Words, value: HtmlValue, look: Column['look']): Markup {
  if (look === 'number' && typeof value === 'number') {
    return html`<td class="number${value === 0 ? ' zero' : null}">${words.count(value)}</td>`
  }
  if (look === 'path' && typeof value === 'string') return html`<td>${path(value)}</td>`
  if (look === 'name' && typeof value === 'string') return html`<td class="name">${name(value)}</td>`
  return html`<td class="${look ?? ''}">${value}</td>`
}
