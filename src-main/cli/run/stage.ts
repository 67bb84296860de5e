import type { MigrationResult, StageChoice, StageOutcome } from '../../engine/model/index.js'
import { formatCount, formatNoun } from '../../engine/report/format.js'
import type { StageOptions } from '../options.js'

/** The choice of a stage as the engine takes it; undefined where nothing was chosen. */
export function stageChoice({ since, until, parts }: StageOptions): StageChoice | undefined {
  if ((since ?? until ?? parts) === undefined) return undefined
  return {
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(parts === undefined ? {} : { parts }),
  }
}

/** `settings and conversations, begun from 2024-01-01 00:00:00 on`. */
function stageText({ parts, since, until }: StageOutcome): string {
  const [from, to] = [since === null ? '' : `from ${since} on`, until === null ? '' : `before ${until}`]
  const dates = [from, to].filter((text) => text !== '')
  return `${parts.join(' and ')}${dates.length === 0 ? '' : `, begun ${dates.join(' and ')} (UTC)`}`
}

/** What a stage moves and what waits, as facts below each other. */
export function stageFacts(stage: StageOutcome): [string, string][] {
  const { conversations, undated } = stage
  if (!conversations) return [['Chosen', stageText(stage)]]
  const { chosen, there, left, undated: without } = conversations
  const waits = stage.parts.includes('conversations')
    ? [
        formatCount(left),
        ...(without > 0 ? [`${formatCount(without)} of them without a readable date`] : []),
        ...(undated || left === 0 ? [] : ['what has no date comes with the last stage']),
      ].join('; ')
    : `${formatCount(left)}, for a later run`
  return [
    ['Chosen', stageText(stage)],
    ['Conversations', `${formatCount(chosen)} now${there > 0 ? `, ${formatCount(there)} there already` : ''}`],
    ...(left > 0 ? ([['Left for later', waits]] as [string, string][]) : []),
  ]
}

/** The same of a migration that is done: the history of a fresh one is archived, and where. */
export function stageDone({ stage, backup }: MigrationResult): [string, string][] {
  if (!stage) return []
  const left = stage.conversations?.left ?? 0
  const archived = !stage.parts.includes('conversations') && left > 0 && backup
  const facts = stageFacts(stage)
  if (!archived) return facts
  return [...facts, ['History', `${formatNoun(left, 'conversation')}, archived whole in the backup at ${backup.path}`]]
}
