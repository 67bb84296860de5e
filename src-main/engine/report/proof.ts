/** The proof: every check, every difference found, the hashes of what was read and saved, the times, the machine. */
import type { ReportData } from './data.js'
import { formatBytes, formatCount, formatDuration, formatInstant, formatNoun } from './format.js'
import { html, path, type Markup } from './html.js'
import { section, table } from './table.js'

/** Every check by name, what it looked at and how long it took. */
export function checks({ result }: ReportData): Markup | null {
  const { verification } = result
  if (verification.checks.length === 0) return null
  const rows = verification.checks.map((check) => [
    check.passed ? html`<span class="mark good">✓</span>` : html`<span class="mark bad">✗</span>`,
    check.name,
    check.layer,
    check.detail,
    formatDuration(check.ms),
  ])
  const failed = verification.checks.filter((check) => !check.passed).length
  const note = `Level ${verification.level}: ${formatNoun(verification.checks.length, 'check')}, ${failed === 0 ? 'all passed' : `${formatCount(failed)} failed`}. One side of every comparison reads the original tables, not what the copy made of them.`
  return section(
    'Checks',
    note,
    table(
      [
        { title: '' },
        { title: 'Check', look: 'name' },
        { title: 'Layer', look: 'soft' },
        { title: 'What it found', look: 'soft' },
        { title: 'Time', look: 'number' },
      ],
      rows,
    ),
  )
}

/** The first differences, if any; secrets are masked by the verification. */
export function mismatches({ result }: ReportData): Markup | null {
  const { mismatches: count, samples } = result.verification
  if (count === 0) return null
  const rows = samples.map((sample) => [sample.table, sample.key, sample.column, sample.source, sample.target])
  return section(
    'Differences',
    `${formatNoun(count, 'value')} did not arrive as it should. The first ${formatCount(samples.length)}:`,
    table(
      [
        { title: 'Table', look: 'name' },
        { title: 'Key', look: 'path' },
        { title: 'Column' },
        { title: 'Old value', look: 'path' },
        { title: 'New value', look: 'path' },
      ],
      rows,
    ),
  )
}

const actionWords: Record<ReportData['config'][number]['action'], string> = {
  move: 'moved',
  transform: 'moved in the new form',
  carry: 'kept word for word',
  'ask-again': 'to be entered again',
}

/** Where every configuration key went; never a value. */
export function configuration(data: ReportData): Markup | null {
  if (data.config.length === 0) return null
  const rows = data.config.map((key) => [
    path(key.from),
    path(key.to),
    key.reason ? `${actionWords[key.action]}: ${key.reason}` : actionWords[key.action],
  ])
  return section(
    'Configuration',
    'Names only: this report never shows a key or another secret.',
    table([{ title: 'Old key' }, { title: 'New place' }, { title: 'What happened', look: 'soft' }], rows),
  )
}

const backupWords: Record<ReportData['backupFiles'][number]['kind'], string> = {
  copied: 'byte for byte',
  absent: 'was not there: a rollback removes it again',
  'online-backup': 'exact in content, copied while in use',
}

/** SHA-256 of every source and of every file in the backup. */
export function hashes({ plan, backupFiles }: ReportData): Markup[] {
  const sources = plan.sources.map((source) => [source.path, source.shape, formatBytes(source.bytes), source.sha256])
  const files = backupFiles.map((file) => [
    file.path,
    backupWords[file.kind],
    file.kind === 'absent' ? '' : formatBytes(file.bytes),
    file.sha256,
  ])
  return [
    section(
      'What was read',
      'The old databases as they were at the start, with their SHA-256.',
      table(
        [
          { title: 'File', look: 'path' },
          { title: 'Shape' },
          { title: 'Size', look: 'number' },
          { title: 'SHA-256', look: 'path' },
        ],
        sources,
      ),
    ),
    ...(files.length === 0
      ? []
      : [
          section(
            'What the backup holds',
            'A rollback brings back exactly this.',
            table(
              [
                { title: 'File', look: 'path' },
                { title: 'How', look: 'soft' },
                { title: 'Size', look: 'number' },
                { title: 'SHA-256', look: 'path' },
              ],
              files,
            ),
          ),
        ]),
  ]
}

/** How long each phase took, as bars. */
export function timings({ result }: ReportData): Markup {
  const { timings: times } = result
  const phases: [string, number][] = [
    ['Backup', times.backupMs],
    ['Copy', times.copyMs],
    ['Indexes and search', times.indexMs],
    ['Verification', times.verifyMs],
    ['Putting in place', times.swapMs],
  ]
  const longest = Math.max(1, ...phases.map(([, ms]) => ms))
  const content = html`<table class="timings">
    <tbody>
      ${phases.map(
        ([name, ms]) =>
          html`<tr>
            <td class="name">${name}</td>
            <td class="meter"><i style="width:${((ms / longest) * 100).toFixed(1)}%"></i></td>
            <td class="number">${formatDuration(ms)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`
  return section(
    'Times',
    `${formatDuration(times.totalMs)} in all, at most ${formatBytes(result.peakRssBytes)} of memory.`,
    content,
  )
}

/** Which run, by which version, on which machine. */
export function particulars(data: ReportData): Markup {
  const { result, plan, environment } = data
  const lines: [string, string][] = [
    ['Run', result.runId],
    ['Reported', formatInstant(data.generatedAt)],
    ['Kind', `${plan.type}, validation ${plan.validation}`],
    ['From', plan.sources.map((source) => source.path).join(', ')],
    ['To', plan.target],
    ['Hive Migration Assistant', data.engineVersion],
    ['Machine', `${environment.platform} ${environment.arch}, Node ${environment.node}, SQLite ${environment.sqlite}`],
  ]
  const list = html`<dl>
    ${lines.map(
      ([term, text]) =>
        html`<dt>${term}</dt>
          <dd>${text}</dd>`,
    )}
  </dl>`
  const warnings = result.warnings.map((warning) => html`<p class="note">Note: ${warning}</p>`)
  return section('This run', 'The same facts, machine-readable, are in report.json beside this file.', [
    list,
    ...warnings,
  ])
}
