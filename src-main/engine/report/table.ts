import { formatCount } from './format.js'
import { html, path, type HtmlValue, type Markup } from './html.js'

/** A column: its heading, and how a cell looks. `number` is right-aligned with tabular figures, grey when it is 0. */
export type Column = { title: string; look?: 'number' | 'name' | 'soft' | 'path' }

/** A table with a heading row, cells by column, and an optional row of sums. Markup cells are taken as they are. */
export function table(columns: Column[], rows: HtmlValue[][], sums?: HtmlValue[]): Markup {
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col" class="${column.look === 'number' ? 'number' : ''}">${column.title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => tableRow(columns, row))}
      </tbody>
      ${
        sums
          ? html`<tfoot>
              ${tableRow(columns, sums)}
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

function tableRow(columns: Column[], row: HtmlValue[]): Markup {
  return html`<tr>
    ${columns.map(({ look }, index) => cell(row[index], look))}
  </tr>`
}

function cell(value: HtmlValue, look: Column['look']): Markup {
  if (look === 'number' && typeof value === 'number') {
    return html`<td class="number${value === 0 ? ' zero' : null}">${formatCount(value)}</td>`
  }
  if (look === 'path' && typeof value === 'string') return html`<td>${path(value)}</td>`
  return html`<td class="${look ?? ''}">${value}</td>`
}
