/** The top of the report: what a person wants to know first. What happened, where things are, how to go back. */
import type { StageOutcome } from '../model/index.js'
import type { ReportData } from './data.js'
import { html, marked, path, type HtmlValue, type Markup } from './html.js'
import type { Words } from './texts/index.js'

/** Brand line, headline, lead sentence, the failure if there is one, and the three places. */
export function summary(data: ReportData, words: Words): Markup {
  const { t, instant } = words
  const { result } = data
  const ended = result.status === 'migrated' || result.status === 'nothing-to-do'
  return html`<header>
    <div class="brand">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M12 2.5 20.2 7.25v9.5L12 21.5l-8.2-4.75v-9.5z" />
        <path class="cell" d="M12 8.2l3.3 1.9v3.8L12 15.8l-3.3-1.9v-3.8z" />
      </svg>
      <span>${t('page.brand', { when: instant(data.generatedAt) })}</span>
      <span class="status${ended ? null : ' bad'}">${t(`status.${result.status}`)}</span>
    </div>
    <h1>${headline(data, words)}</h1>
    <p class="lead">${lead(data, words)}</p>
    ${data.failure ? failureBox(data.failure, words) : null} ${places(data, words)}
  </header>`
}

function headline({ result, failure }: ReportData, words: Words): HtmlValue {
  const { t, parts, count } = words
  if (result.status === 'migrated') {
    const { rowsIdentical, rowsCompared } = result.verification
    const { repaired, quarantined } = result.totals
    const rest = [
      repaired > 0 ? t('headline.repaired', { n: repaired }) : '',
      quarantined > 0 ? t('headline.quarantined', { n: quarantined }) : '',
    ].join('')
    const said = parts('headline.identical', { identical: count(rowsIdentical), n: rowsCompared, rest })
    return marked(said, (text) => html`<span class="of">${text}</span>`)
  }
  if (result.status === 'nothing-to-do') return t('headline.nothing')
  return failure ? words.failure(failure).title : t('headline.unfinished')
}

function lead({ result, repairs }: ReportData, words: Words): string {
  const { t } = words
  const { totals, verification, stage } = result
  if (result.status === 'nothing-to-do') return t('lead.nothing')
  if (result.status !== 'migrated') return t('lead.notInPlace')
  const { carried, quarantined, left } = totals
  const cells = repairs.reduce((sum, repair) => sum + repair.count, 0)
  return [
    t(stage ? 'lead.comparedChosen' : 'lead.compared', { n: verification.valuesCompared }),
    ...(cells > 0 ? [t('lead.repaired', { n: cells })] : []),
    ...(carried > 0 ? [t('lead.carried', { n: carried })] : []),
    ...(quarantined > 0 ? [t('lead.quarantined', { n: quarantined })] : []),
    ...(left > 0 ? [t('lead.left', { n: left })] : []),
    ...(stage ? [waiting(stage, words, result.backup?.path)] : []),
    ...(carried + quarantined + left === 0 ? [t('lead.nothingLeft')] : []),
  ].join(' ')
}

/** What a fresh or staged migration left, and where it is until then. */
function waiting({ parts, conversations, undated }: StageOutcome, { t }: Words, backup?: string): string {
  const n = conversations?.left ?? 0
  if (n === 0) return t('lead.noneWaits')
  if (!parts.includes('conversations') && backup !== undefined) return t('lead.archived', { n, path: backup })
  return t(undated ? 'lead.waits' : 'lead.waitsUndated', { n })
}

function failureBox(failure: NonNullable<ReportData['failure']>, words: Words): Markup {
  const { detail, safe, fix, code } = words.failure(failure)
  return html`<div class="failure">
    <p>${detail}</p>
    <p><strong>${words.t('failure.safe')}</strong> ${safe}</p>
    <p><strong>${words.t('failure.fix')}</strong> ${fix}</p>
    <p><code>${code}</code></p>
  </div>`
}

function places({ result, plan }: ReportData, { t, parts, bytes }: Words): Markup {
  const migrated = result.status === 'migrated'
  const size = bytes(plan.sources.reduce((sum, source) => sum + source.bytes, 0))
  const replaced = migrated && result.source.files.includes(result.target.path)
  const oldNote = replaced ? t('places.oldReplaced') : t(migrated ? 'places.oldKeep' : 'places.oldUntouched', { size })
  const here = t('places.hereNote', { size: bytes(result.target.bytes) })
  const backup = migrated ? result.backup : null
  const key = backup?.verified ? 'places.backNoteVerified' : 'places.backNote'
  return html`<div class="places">
    ${migrated || result.status === 'nothing-to-do' ? place(t('places.here'), path(result.target.path), here) : null}
    ${place(t('places.old'), path(result.source.path), oldNote)}
    ${
      backup
        ? place(
            t('places.back'),
            html`<code class="command">hive-migrate rollback --backup ${backup.id}</code>`,
            marked(parts(key, { path: backup.path }), path),
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
