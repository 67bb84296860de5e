import type { TargetInspection } from '../target/inspect.js'
import type { StageToVerify } from './stage.js'

/**
 * What the stages of before moved of one source, all together, as the new database remembers them; null where one of them
 * moved everything. A source that no stage names is a copy of one (a backup's, say): then every stage counts.
 */
export function pastStages({ history }: TargetInspection, source: string): StageToVerify | null {
  const staged = history.flatMap(({ stage }) => (stage ? [stage] : []))
  const named = staged.filter(({ sources }) => sources.includes(source))
  const stages = named.length > 0 ? named : staged
  const whole = history.some((past) => past.stage === null && (past.source === source || named.length === 0))
  if (whole || stages.length === 0) return null
  const ranges = stages.filter(({ parts }) => parts.includes('conversations'))
  return {
    parts: (['settings', 'conversations'] as const).filter((part) => stages.some(({ parts }) => parts.includes(part))),
    ranges: ranges.map(({ since, until }) => ({ since, until })),
    undatedBefore: false,
    files: [source],
    live: true,
  }
}
