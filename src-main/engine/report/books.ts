/** Where every row went: the books of every table, and what was repaired, set aside or carried on the way. */
import type { TableBooks } from '../model/index.js'
import type { ReportData } from './data.js'
import { html, path, type HtmlValue, type Markup } from './html.js'
import { section, table, withCode, type Column } from './table.js'
import type { Words } from './texts/index.js'

const bookColumns: Column[] = [
  { title: 'table', look: 'name' },
  { title: 'read', look: 'number' },
  { title: 'migrated', look: 'number' },
  { title: 'repaired', look: 'number' },
  { title: 'quarantined', look: 'number' },
  { title: 'carried', look: 'number' },
  { title: 'left', look: 'number' },
  { title: 'balance', look: 'number' },
]

/** The proportion bar and the table of books, per source database. */
export function books({ result }: ReportData, words: Words): Markup {
  const { t } = words
  const { tables, totals } = result
  const databases = [...new Set(tables.map((row) => row.database))]
  const content = databases.map((database) => {
    const rows = tables.filter((row) => row.database === database)
    return html`${databases.length > 1 ? html`<p class="note">${path(database)}</p>` : null}${table(
      words,
      bookColumns,
      rows.map((row) => [row.name, ...figures(row, words)]),
      databases.length > 1 ? undefined : [t('books.allTables'), ...figures(totals, words)],
    )}`
  })
  if (databases.length > 1)
    content.push(table(words, bookColumns, [], [t('books.allDatabases'), ...figures(totals, words)]))
  const balance = totals.same ? t('books.balance') : html`<strong>${t('books.unbalanced')}</strong>`
  const note = html`${t('books.note')} ${balance}`
  return section(t('books.title'), note, [proportions(totals, words), ...content])
}

/** What of a damaged database could not be read, where the user chose to go on without it. */
export function unreadable({ result }: ReportData, words: Words): Markup | null {
  const { t, said } = words
  const lost = result.unreadable ?? []
  if (lost.length === 0) return null
  const rows = lost.map(({ table: name, rows: count, detail }) => [
    name,
    count ?? t('unreadable.unknown'),
    said(detail),
  ])
  const columns: Column[] = [
    { title: 'table', look: 'name' },
    { title: 'rows', look: 'number' },
    { title: 'known', look: 'soft' },
  ]
  return section(t('unreadable.title'), t('unreadable.note'), table(words, columns, rows))
}

/** Values that were put into another form, by rule. */
export function repairs(data: ReportData, words: Words): Markup | null {
  if (data.repairs.length === 0) return null
  const rows = data.repairs.map((repair) => [
    repair.table,
    repair.column,
    words.named('rules', repair.rule),
    repair.count,
  ])
  const columns: Column[] = [
    { title: 'table', look: 'name' },
    { title: 'column' },
    { title: 'rule', look: 'soft' },
    { title: 'values', look: 'number' },
  ]
  return section(words.t('repairs.title'), withCode(words, 'repairs.note'), table(words, columns, rows))
}

/** Rows that broke a constraint, by reason. */
export function quarantine(data: ReportData, words: Words): Markup | null {
  if (data.quarantine.length === 0) return null
  const rows = data.quarantine.map((entry) => [entry.table, words.said(entry.reason), entry.count])
  const columns: Column[] = [
    { title: 'table', look: 'name' },
    { title: 'reason', look: 'soft' },
    { title: 'rows', look: 'number' },
  ]
  return section(words.t('quarantine.title'), withCode(words, 'quarantine.note'), table(words, columns, rows))
}

/** Tables and columns without a place in the new Hive. */
export function carried(data: ReportData, words: Words): Markup | null {
  if (data.carried.length === 0) return null
  const rows = data.carried.map((entry) => [
    entry.column === null ? entry.table : `${entry.table}.${entry.column}`,
    entry.legacyTable,
    path(entry.source),
    entry.rows,
  ])
  const columns: Column[] = [
    { title: 'oldName', look: 'name' },
    { title: 'keptIn' },
    { title: 'from', look: 'soft' },
    { title: 'rows', look: 'number' },
  ]
  return section(words.t('carried.title'), words.t('carried.note'), table(words, columns, rows))
}

function figures(sums: Omit<TableBooks, 'database' | 'name'>, { t }: Words): HtmlValue[] {
  const balanced = sums.read === sums.migrated + sums.quarantined + sums.carried + sums.left
  const mark = balanced
    ? html`<span class="mark good" title="${t('books.balanced')}">✓</span>`
    : html`<span class="mark bad">✗</span>`
  return [sums.read, sums.migrated, sums.repaired, sums.quarantined, sums.carried, sums.left, mark]
}

function proportions(totals: ReportData['result']['totals'], { t }: Words): Markup | null {
  if (totals.read === 0) return null
  const parts = [
    { look: 'moved', rows: totals.migrated, key: 'books.migrated' },
    { look: 'kept', rows: totals.carried, key: 'books.carried' },
    { look: 'set-aside', rows: totals.quarantined, key: 'books.quarantined' },
    { look: 'left', rows: totals.left, key: 'books.left' },
  ] as const
  const shown = parts.filter((part) => part.rows > 0)
  return html`<div class="bar" aria-hidden="true">
      ${shown.map((part) => html`<i class="${part.look}" style="flex-grow:${part.rows}"></i>`)}
    </div>
    <p class="legend">
      ${shown.map((part) => html`<span><i class="${part.look}"></i>${t(part.key, { n: part.rows })}</span>`)}
    </p>`
}
