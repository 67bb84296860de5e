/** The top of the report: what a person wants to know first. What happened, where things are, how to go back. */
import type { ReportData } from './data.js'
import { formatBytes, formatCount, formatInstant, formatNoun } from './format.js'
import { html, type Markup } from './html.js'

const statusWords: Record<ReportData['result']['status'], string> = {
  migrated: 'Migrated and verified',
  'nothing-to-do': 'Nothing to do',
  failed: 'Stopped, nothing changed',
  cancelled: 'Cancelled, nothing changed',
  interrupted: 'Interrupted, can go on',
}

/** Brand line, headline, lead sentence, the failure if there is one, and the three places. */
export function summary(data: ReportData): Markup {
  const { result } = data
  const ended = result.status === 'migrated' || result.status === 'nothing-to-do'
  return html`<header>
    <div class="brand">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M12 2.5 20.2 7.25v9.5L12 21.5l-8.2-4.75v-9.5z" />
        <path class="cell" d="M12 8.2l3.3 1.9v3.8L12 15.8l-3.3-1.9v-3.8z" />
      </svg>
      <span>Hive Migration Assistant · Report of ${formatInstant(data.generatedAt)}</span>
      <span class="status${ended ? null : ' bad'}">${statusWords[result.status]}</span>
    </div>
    <h1>${headline(data)}</h1>
    <p class="lead">${lead(data)}</p>
    ${data.failure ? failureBox(data.failure) : null} ${places(data)}
  </header>`
}

function headline({ result, failure }: ReportData): Markup {
  if (result.status === 'migrated') {
    const { rowsIdentical, rowsCompared } = result.verification
    return html`${formatCount(rowsIdentical)} <span class="of">of</span> ${formatNoun(rowsCompared, 'row')} identical`
  }
  if (result.status === 'nothing-to-do') return html`Everything was already in the new Hive`
  return html`${failure?.title ?? 'The migration did not finish'}`
}

function lead({ result, repairs }: ReportData): string {
  const { totals, verification } = result
  if (result.status === 'nothing-to-do')
    return 'The old data holds nothing that the new database does not have. Nothing was changed.'
  if (result.status !== 'migrated') {
    return 'The new database was not put in place. Your old data is exactly as it was.'
  }
  const parts = [
    `Every row of the old Hive was read, copied and compared again with the original, value by value: ${formatNoun(verification.valuesCompared, 'value')}.`,
  ]
  const cells = repairs.reduce((sum, repair) => sum + repair.count, 0)
  if (cells > 0)
    parts.push(`${formatNoun(cells, 'value')} had to be put into another form, each with a record of what it was.`)
  if (totals.carried > 0)
    parts.push(
      `${formatNoun(totals.carried, 'row')} without a place in the new Hive ${isAre(totals.carried)} kept word for word beside it.`,
    )
  if (totals.quarantined > 0)
    parts.push(
      `${formatNoun(totals.quarantined, 'row')} broke a rule of the new Hive and ${isAre(totals.quarantined)} kept in quarantine, with the reason.`,
    )
  if (totals.left > 0) parts.push(`${formatNoun(totals.left, 'row')} ${isAre(totals.left)} not part of this run.`)
  if (totals.carried + totals.quarantined + totals.left === 0) parts.push('Nothing was left behind.')
  return parts.join(' ')
}

function failureBox(failure: NonNullable<ReportData['failure']>): Markup {
  return html`<div class="failure">
    <h3>${failure.title}</h3>
    <p>${failure.detail}</p>
    <p><strong>What is safe.</strong> ${failure.safe}</p>
    <p><strong>What to do.</strong> ${failure.fix}</p>
    <p><code>${failure.code}</code></p>
  </div>`
}

function places({ result, plan }: ReportData): Markup {
  const bytes = plan.sources.reduce((sum, source) => sum + source.bytes, 0)
  const samePlace = result.source.files.includes(result.target.path)
  return html`<div class="places">
    ${
      result.status === 'migrated' || result.status === 'nothing-to-do'
        ? html`<div class="place">
            <h3>Your data is here now</h3>
            <span class="path">${result.target.path}</span>
            <p>${formatBytes(result.target.bytes)}, the new Hive’s database</p>
          </div>`
        : null
    }
    <div class="place">
      <h3>Your old data</h3>
      <span class="path">${result.source.path}</span>
      <p>
        ${samePlace && result.status === 'migrated' ? 'Replaced by the new database; the old one is in the backup.' : `${formatBytes(bytes)}, not touched: you can keep it or remove it when you like.`}
      </p>
    </div>
    ${
      result.backup && result.status === 'migrated'
        ? html`<div class="place">
            <h3>How to go back</h3>
            <code class="command">hive-migrate rollback --backup ${result.backup.id}</code>
            <p>
              Or one click on the Backups page of the app. The backup
              ${result.backup.verified ? 'was verified' : 'is'}${result.backup.verified ? ' and is' : null} here:
              <span class="path">${result.backup.path}</span>
            </p>
          </div>`
        : null
    }
  </div>`
}

function isAre(count: number): string {
  return count === 1 ? 'is' : 'are'
}
