import type { ConfigAction, Preview, PreviewRequest } from '../../engine/model/index.js'
import { formatBytes, formatCount, formatNoun, formatSecondsRange } from '../../engine/report/format.js'
import type { PreviewOptions } from '../options.js'
import { clean } from '../output/clean.js'
import { textFacts, textTable } from '../output/layout.js'
import { nextCommand } from '../output/next.js'
import { issueLines, targetText } from '../output/words.js'
import type { Outcome, Session } from '../session.js'
import { stageChoice, stageFacts } from './stage.js'

type Parts = Pick<PreviewOptions, 'database' | 'config' | 'timing'>

/** What becomes of a setting. */
export const actionWords: Record<ConfigAction, string> = {
  move: 'moved',
  transform: 'moved in the new form',
  carry: 'kept word for word',
  'ask-again': 'to be entered again',
}

/** `preview`: what a migration will do. */
export async function runPreview(session: Session, options: PreviewOptions): Promise<Outcome> {
  const { path, migrationType: type } = options
  const stage = stageChoice(options)
  const outcome = await askPreview(session, { from: path, type, ...(stage ? { stage } : {}) }, options)
  const more = [
    ...(type === 'upgrade' ? [] : ['--migration-type', type]),
    ...(options.since === undefined ? [] : ['--since', options.since]),
    ...(options.until === undefined ? [] : ['--until', options.until]),
    ...(options.parts === undefined ? [] : ['--parts', options.parts.join(',')]),
  ]
  const next = nextCommand(session, ['quick', ...more], path, '--from')
  return { ...outcome, lines: [...outcome.lines, '', `${session.paint.soft('Next')}  ${next}`] }
}

/** The engine's preview of any migration, for `preview`, `quick --dry-run` and the question of `quick`. */
export async function askPreview(session: Session, request: PreviewRequest, parts: Parts): Promise<Outcome> {
  const preview = await session.call('preview', request)
  const all = !parts.database && !parts.config && !parts.timing
  const shown = all ? { database: true, config: true, timing: true } : parts
  return { document: preview, lines: previewLines(clean(preview), session, shown) }
}

/** The plan; the data is clean already. */
export function previewLines(
  preview: Preview,
  { paint, columns }: Pick<Session, 'paint' | 'columns'>,
  parts: Parts,
): string[] {
  const { source, target, estimate } = preview
  const timing: [string, string][] = [
    ['Time', formatSecondsRange(estimate.seconds)],
    ['Disk', `${formatBytes(estimate.diskBytes)} needed, backup included`],
  ]
  return [
    paint.bold('What will happen'),
    ...textFacts(
      [
        ['From', `${source.path}  ${paint.soft(formatBytes(source.bytes))}`],
        ['To', `${target.path}  ${paint.soft(targetText(target.kind))}`],
        ...(preview.stage ? stageFacts(preview.stage) : []),
        ...(parts.timing ? timing : []),
        ...(preview.config.length > 0 && !parts.config
          ? ([['Settings', configText(preview)]] as [string, string][])
          : []),
      ],
      paint.soft,
    ),
    ...(parts.database ? tableLines(preview, paint) : []),
    ...(parts.config ? configLines(preview, paint) : []),
    ...(preview.issues.length > 0 ? ['', ...issueLines(preview.issues, paint, columns)] : []),
  ]
}

function tableLines({ tables }: Preview, paint: Session['paint']): string[] {
  const full = tables.filter((table) => table.rows > 0)
  // Of a stage, how many rows are chosen and how many wait.
  const counted = full.some(({ left }) => left !== undefined)
  const waits = ({ rows, left = 0 }: Preview['tables'][number]) =>
    counted ? [formatCount(rows - left), formatCount(left)] : []
  const rows = full.map((table) => [table.name, formatCount(table.rows), ...waits(table), table.target])
  const figures = ['Rows', ...(counted ? ['Chosen', 'Left'] : [])]
  const [heading = '', ...lines] = textTable(
    [{ title: 'Table' }, ...figures.map((title) => ({ title, align: 'right' as const })), { title: 'Goes to' }],
    rows,
    paint.soft,
  )
  const empty = tables.length - full.length
  return [
    '',
    heading,
    ...lines.flatMap((line, index) => [
      line,
      ...(full[index]?.changes ?? []).map((change) => paint.soft(`      ${change}`)),
    ]),
    ...(empty > 0 ? [`  ${paint.soft(`and ${formatNoun(empty, 'empty table')}`)}`] : []),
  ]
}

/** Settings by file: the file is said once, the keys below it. */
function configLines({ config }: Preview, paint: Session['paint']): string[] {
  const files = new Set(config.map((key) => splitKey(key.from).file))
  return [...files].flatMap((file) => {
    const keys = config.filter((key) => splitKey(key.from).file === file)
    return [
      '',
      ...textTable(
        [{ title: `Setting of ${file}` }, { title: 'Goes to' }, { title: '' }],
        keys.map((key) => [splitKey(key.from).pointer, key.to, paint.soft(actionWords[key.action])]),
        paint.soft,
      ).flatMap((line, index) => {
        const reason = keys[index - 1]?.reason
        return reason ? [line, paint.soft(`      ${reason}`)] : [line]
      }),
    ]
  })
}

/** `20: 17 moved, 3 kept word for word`. */
function configText({ config }: Preview): string {
  const actions = new Set(config.map((key) => key.action))
  const parts = [...actions].map(
    (action) => `${formatCount(config.filter((key) => key.action === action).length)} ${actionWords[action]}`,
  )
  return `${formatCount(config.length)}: ${parts.join(', ')}`
}

/** A key is `<file>:<json pointer>`, and a file may itself hold colons (a Windows drive does). */
export function splitKey(from: string): { file: string; pointer: string } {
  const colon = from.lastIndexOf(':/')
  return colon < 2
    ? { file: 'the configuration', pointer: from }
    : { file: from.slice(0, colon), pointer: from.slice(colon + 1) }
}
