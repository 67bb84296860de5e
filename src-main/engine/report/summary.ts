/** The top of the report: what a person wants to know first. What happened, where things are, how to go back. */
import type { StageOutcome } from '../model/index.js'
import type { ReportData } from './data.js'
import { formatBytes, formatCount, formatInstant, formatNoun, formatRest } from './format.js'
import { html, path, type HtmlValue, type Markup } from './html.js'

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
    return html`${formatCount(rowsIdentical)} <span class="of">of</span> ${formatNoun(rowsCompared, 'row')}
      identical<span class="of">${formatRest(result.totals)}</span>`
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
    `Every row ${result.stage ? 'that was chosen' : 'of the old Hive'} was read, copied and compared again with the original, value by value: ${formatNoun(verification.valuesCompared, 'value')}.`,
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
  if (result.stage) parts.push(waiting(result.stage, result.backup?.path))
  if (totals.carried + totals.quarantined + totals.left === 0) parts.push('Nothing was left behind.')
  return parts.join(' ')
}

/** What a fresh or staged migration left, and where it is until then. */
function waiting({ parts, conversations, undated }: StageOutcome, backup?: string): string {
  const left = conversations?.left ?? 0
  if (left === 0) return 'No conversation waits for a later run.'
  const wait = `${formatNoun(left, 'conversation')} ${left === 1 ? 'waits' : 'wait'} for a later run`
  if (!parts.includes('conversations') && backup !== undefined) {
    return `${wait}; the whole history is archived in the backup at ${backup}.`
  }
  return `${wait}, with everything that points to ${left === 1 ? 'it' : 'them'}${undated ? '' : ' and what has no date'}.`
}

function failureBox(failure: NonNullable<ReportData['failure']>): Markup {
  return html`<div class="failure">
    <p>${failure.detail}</p>
    <p><strong>What is safe.</strong> ${failure.safe}</p>
    <p><strong>What to do.</strong> ${failure.fix}</p>
    <p><code>${failure.code}</code></p>
  </div>`
}

function places({ result, plan }: ReportData): Markup {
  const migrated = result.status === 'migrated'
  const bytes = formatBytes(plan.sources.reduce((sum, source) => sum + source.bytes, 0))
  const replaced = migrated && result.source.files.includes(result.target.path)
  const oldWords = replaced
    ? 'Replaced by the new database; what was there is in the backup.'
    : `${bytes}, not touched.${migrated ? ' Keep it or remove it when you like.' : ''}`
  const backup = migrated ? result.backup : null
  return html`<div class="places">
    ${migrated || result.status === 'nothing-to-do' ? place('Your data is here now', path(result.target.path), `${formatBytes(result.target.bytes)}, the new Hive’s database.`) : null}
    ${place('Your old data', path(result.source.path), oldWords)}
    ${
      backup
        ? place(
            'How to go back',
            html`<code class="command">hive-migrate rollback --backup ${backup.id}</code>`,
            html`Or one click on the Backups page of the app. The ${backup.verified ? 'verified backup' : 'backup'} is
            in ${path(backup.path)}`,
          )
        : null
    }
  </div>`
}

function place(title: string, what: Markup, words: HtmlValue): Markup {
  return html`<div class="place">
    <h3>${title}</h3>
    ${what}
    <p>${words}</p>
  </div>`
}

function isAre(count: number): string {
  return count === 1 ? 'is' : 'are'
}
