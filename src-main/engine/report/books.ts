/** Where every row went: the books of every table, and what was repaired, set aside or carried on the way. */
import type { TableBooks } from '../model/index.js'
import type { ReportData } from './data.js'
import { formatNoun } from './format.js'
import { html, path, type HtmlValue, type Markup } from './html.js'
import { section, table, type Column } from './table.js'

const bookColumns: Column[] = [
  { title: 'Table', look: 'name' },
  { title: 'Read', look: 'number' },
  { title: 'Migrated', look: 'number' },
  { title: 'Repaired', look: 'number' },
  { title: 'Quarantined', look: 'number' },
  { title: 'Carried', look: 'number' },
  { title: 'Left', look: 'number' },
  { title: 'Balance', look: 'number' },
]

/** The proportion bar and the table of books, per source database. */
export function books({ result }: ReportData): Markup {
  const { tables, totals } = result
  const databases = [...new Set(tables.map((row) => row.database))]
  const content = databases.map((database) => {
    const rows = tables.filter((row) => row.database === database)
    return html`${databases.length > 1 ? html`<p class="note">${path(database)}</p>` : null}${table(
      bookColumns,
      rows.map((row) => [row.name, ...figures(row)]),
      databases.length > 1 ? undefined : ['All tables', ...figures(totals)],
    )}`
  })
  if (databases.length > 1) content.push(table(bookColumns, [], ['All databases', ...figures(totals)]))
  const note = html`For every table of the old Hive: rows read = migrated + quarantined + carried + left. Repaired rows
  are among the migrated ones. ${totals.same ? 'The books balance.' : html`<strong>The books do not balance.</strong>`}`
  return section('Where every row went', note, [proportions(totals), ...content])
}

/** What of a damaged database could not be read, where the user chose to go on without it. */
export function unreadable({ result }: ReportData): Markup | null {
  const lost = result.unreadable ?? []
  if (lost.length === 0) return null
  const rows = lost.map(({ table: name, rows: count, detail }) => [name, count ?? 'unknown', detail])
  return section(
    'What could not be read',
    'The old database is damaged. Its damaged bytes are in the backup; a backup of the old Hive may have these rows.',
    table(
      [
        { title: 'Table', look: 'name' },
        { title: 'Rows', look: 'number' },
        { title: 'What is known', look: 'soft' },
      ],
      rows,
    ),
  )
}

/** Values that were put into another form, by rule. */
export function repairs(data: ReportData): Markup | null {
  if (data.repairs.length === 0) return null
  const rows = data.repairs.map((repair) => [repair.table, repair.column, repair.rule, repair.count])
  const note = html`Each original value goes to the table <code>migration_repairs</code> of the new database.`
  return section(
    'Repaired values',
    note,
    table(
      [
        { title: 'Table', look: 'name' },
        { title: 'Column' },
        { title: 'Rule', look: 'soft' },
        { title: 'Values', look: 'number' },
      ],
      rows,
    ),
  )
}

/** Rows that broke a constraint, by reason. */
export function quarantine(data: ReportData): Markup | null {
  if (data.quarantine.length === 0) return null
  const rows = data.quarantine.map((entry) => [entry.table, entry.reason, entry.count])
  const note = html`They go, cell by cell, to the table <code>migration_quarantine</code> of the new database.`
  return section(
    'Quarantine',
    note,
    table(
      [
        { title: 'Table', look: 'name' },
        { title: 'Reason', look: 'soft' },
        { title: 'Rows', look: 'number' },
      ],
      rows,
    ),
  )
}

/** Tables and columns without a place in the new Hive. */
export function carried(data: ReportData): Markup | null {
  if (data.carried.length === 0) return null
  const rows = data.carried.map((entry) => [
    entry.column === null ? entry.table : `${entry.table}.${entry.column}`,
    entry.legacyTable,
    path(entry.source),
    entry.rows,
  ])
  const note = 'Tables and columns that the new Hive has no place for, kept word for word in tables of their own.'
  return section(
    'Carried over',
    note,
    table(
      [
        { title: 'Old name', look: 'name' },
        { title: 'Kept in' },
        { title: 'From', look: 'soft' },
        { title: 'Rows', look: 'number' },
      ],
      rows,
    ),
  )
}

function figures(sums: Omit<TableBooks, 'database' | 'name'>): HtmlValue[] {
  const balanced = sums.read === sums.migrated + sums.quarantined + sums.carried + sums.left
  const mark = balanced
    ? html`<span class="mark good" title="balanced">✓</span>`
    : html`<span class="mark bad">✗</span>`
  return [sums.read, sums.migrated, sums.repaired, sums.quarantined, sums.carried, sums.left, mark]
}

function proportions(totals: ReportData['result']['totals']): Markup | null {
  if (totals.read === 0) return null
  const parts = [
    { look: 'moved', rows: totals.migrated, word: 'migrated' },
    { look: 'kept', rows: totals.carried, word: 'carried over' },
    { look: 'set-aside', rows: totals.quarantined, word: 'in quarantine' },
    { look: 'left', rows: totals.left, word: 'left' },
  ].filter((part) => part.rows > 0)
  return html`<div class="bar" aria-hidden="true">
      ${parts.map((part) => html`<i class="${part.look}" style="flex-grow:${part.rows}"></i>`)}
    </div>
    <p class="legend">
      ${parts.map((part) => html`<span><i class="${part.look}"></i>${formatNoun(part.rows, 'row')} ${part.word}</span>`)}
    </p>`
}
