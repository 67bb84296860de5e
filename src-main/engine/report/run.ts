/** The run itself: how long its phases took, and which run it was, on which machine. */
import type { ReportData } from './data.js'
import { html, type Markup } from './html.js'
import { section } from './table.js'
import type { Words } from './texts/index.js'

/** How long each phase took, as bars. */
export function timings({ result }: ReportData, { t, duration, bytes }: Words): Markup {
  const { timings: times } = result
  const phases = [
    ['times.backup', times.backupMs],
    ['times.copy', times.copyMs],
    ['times.index', times.indexMs],
    ['times.verify', times.verifyMs],
    ['times.swap', times.swapMs],
  ] as const
  const longest = Math.max(1, ...phases.map(([, ms]) => ms))
  const content = html`<table class="timings">
    <tbody>
      ${phases.map(
        ([key, ms]) =>
          html`<tr>
            <td class="name">${t(key)}</td>
            <td class="meter"><i style="width:${((ms / longest) * 100).toFixed(1)}%"></i></td>
            <td class="number">${duration(ms)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`
  const note = t('times.note', { time: duration(times.totalMs), size: bytes(result.peakRssBytes) })
  return section(t('times.title'), note, content)
}

/** Which run, by which version, on which machine. */
export function particulars(data: ReportData, { t, named, said, instant }: Words): Markup {
  const { result, plan, environment } = data
  const type = named('type', plan.type)
  const level = named('level', plan.validation)
  const lines: [string, string][] = [
    [t('run.id'), result.runId],
    [t('run.reported'), instant(data.generatedAt)],
    [t('run.kind'), t('run.kindIs', { type, level })],
    [t('run.from'), plan.sources.map((source) => source.path).join(', ')],
    [t('run.to'), plan.target],
    [t('run.assistant'), data.engineVersion],
    [
      t('run.machine'),
      `${environment.platform} ${environment.arch}, Node ${environment.node}, SQLite ${environment.sqlite}`,
    ],
  ]
  const list = html`<dl>
    ${lines.map(
      ([term, text]) =>
        html`<dt>${term}</dt>
          <dd>${text}</dd>`,
    )}
  </dl>`
  const warnings = result.warnings.map(
    (warning) => html`<p class="note">${t('run.warning', { text: said(warning) })}</p>`,
  )
  return section(t('run.title'), t('run.note'), [list, ...warnings])
}
