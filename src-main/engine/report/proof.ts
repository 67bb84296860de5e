/** The proof: every check, every difference found, where every setting went, the hashes of what was read and saved. */
import type { ReportData } from './data.js'
import { html, path, type Markup } from './html.js'
import { section, table, type Column } from './table.js'
import type { Words } from './texts/index.js'

/** Every check by name, what it looked at and how long it took. */
export function checks({ result }: ReportData, words: Words): Markup | null {
  const { t, said, named, duration } = words
  const { verification } = result
  const n = verification.checks.length
  if (n === 0) return null
  const rows = verification.checks.map((check) => [
    check.passed ? html`<span class="mark good">✓</span>` : html`<span class="mark bad">✗</span>`,
    said(check.name),
    named('layer', check.layer),
    said(check.detail),
    duration(check.ms),
  ])
  const failed = verification.checks.filter((check) => !check.passed).length
  const level = named('level', verification.level)
  const sum =
    failed === 0 ? t('checks.passed', { n, level }) : t('checks.failed', { n, level, failed: words.count(failed) })
  const columns: Column[] = [
    {},
    { title: 'check', look: 'name' },
    { title: 'layer', look: 'soft' },
    { title: 'found', look: 'soft' },
    { title: 'time', look: 'number' },
  ]
  return section(t('checks.title'), `${sum} ${t('checks.sides')}`, table(words, columns, rows))
}

/** The first differences, if any; secrets are masked by the verification. */
export function mismatches({ result }: ReportData, words: Words): Markup | null {
  const { t } = words
  const { mismatches: n, samples } = result.verification
  if (n === 0) return null
  const rows = samples.map((sample) => [sample.table, sample.key, sample.column, sample.source, sample.target])
  const columns: Column[] = [
    { title: 'table', look: 'name' },
    { title: 'key', look: 'path' },
    { title: 'column' },
    { title: 'oldValue', look: 'path' },
    { title: 'newValue', look: 'path' },
  ]
  const note = `${t('differences.arrived', { n })} ${t('differences.first', { n: samples.length })}`
  return section(t('differences.title'), note, table(words, columns, rows))
}

/** Where every configuration key went; never a value. */
export function configuration(data: ReportData, words: Words): Markup | null {
  const { t, said } = words
  if (data.config.length === 0) return null
  const rows = data.config.map(({ from, to, action, reason }) => {
    const what = t(`config.${action}`)
    return [path(from), path(to), reason ? t('config.because', { what, why: said(reason) }) : what]
  })
  const columns: Column[] = [{ title: 'oldKey' }, { title: 'newPlace' }, { title: 'happened', look: 'soft' }]
  return section(t('config.title'), t('config.note'), table(words, columns, rows))
}

/** SHA-256 of every source and of every file in the backup. */
export function hashes({ plan, backupFiles }: ReportData, words: Words): Markup[] {
  const { t, bytes } = words
  const sources = plan.sources.map((source) => [source.path, source.shape, bytes(source.bytes), source.sha256])
  const sourceColumns: Column[] = [
    { title: 'file', look: 'path' },
    { title: 'shape' },
    { title: 'size', look: 'number' },
    { title: 'hash', look: 'path' },
  ]
  const read = section(t('sources.title'), t('sources.note'), table(words, sourceColumns, sources))
  if (backupFiles.length === 0) return [read]
  const files = backupFiles.map((file) => [
    file.path,
    t(`backup.${file.kind}`),
    file.kind === 'absent' ? '' : bytes(file.bytes),
    file.sha256,
  ])
  const fileColumns: Column[] = [
    { title: 'file', look: 'path' },
    { title: 'how', look: 'soft' },
    { title: 'size', look: 'number' },
    { title: 'hash', look: 'path' },
  ]
  return [read, section(t('backup.title'), t('backup.note'), table(words, fileColumns, files))]
}
