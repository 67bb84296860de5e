import { HiveError } from '../errors.js'
import type { MigrationPart, MigrationType, StageChoice } from '../model/index.js'
import type { TargetTable } from '../target/schema/index.js'

/** What a fresh or staged migration moves; decided before anything is written (docs/adr/0015). */
export type PlannedStage = {
  parts: MigrationPart[]
  /** UTC, as SQLite's datetime() writes a moment: `since` belongs to the stage, `until` does not. Null without a bound. */
  since: string | null
  until: string | null
  /** Whether an earlier stage brought what has no date. */
  undatedBefore: boolean
}

/** A stage as the new database's history remembers it, with the real paths of its sources. */
export type PastStage = Omit<PlannedStage, 'undatedBefore'> & { sources: string[] }

const allParts: MigrationPart[] = ['settings', 'conversations']

/**
 * What a request moves, or null for everything. `past` are the stages of before, null for one that moved everything.
 * Throws HM-USAGE for a choice that means nothing, and for one that belongs to another type.
 */
export function planStage(
  type: MigrationType | undefined,
  choice: StageChoice | undefined,
  sources: string[] = [],
  past: (PastStage | null)[] = [],
): PlannedStage | null {
  const given = (choice?.since ?? choice?.until ?? choice?.parts) !== undefined
  if (given && type !== 'staged') throw usage('Parts and dates are chosen with the migration type staged only.')
  if (type === 'fresh') return { parts: ['settings'], since: null, until: null, undatedBefore: false }
  if (type !== 'staged') return null
  const since = moment(choice?.since)
  const until = moment(choice?.until)
  if (since !== null && until !== null && since >= until) throw usage('The stage ends before it begins.')
  const parts = allParts.filter((part) => choice?.parts === undefined || choice.parts.includes(part))
  if (parts.length === 0 || choice?.parts?.some((part) => !allParts.includes(part))) {
    throw usage('A stage has the parts settings, conversations, or both.')
  }
  if (!parts.includes('conversations') && (since ?? until) !== null) {
    throw usage('Dates choose conversations, and this stage has none.')
  }
  const mine = past.filter((each) => each === null || each.sources.some((path) => sources.includes(path)))
  return { parts, since, until, undatedBefore: mine.some((each) => each === null || bringsUndated(each)) }
}

/** Whether a stage moves what has no date, or points to no conversation at all: the one without an end does. */
export function bringsUndated({ parts, until }: Pick<PlannedStage, 'parts' | 'until'>): boolean {
  return parts.includes('conversations') && until === null
}

/** Whether a stage that was done is the one that is asked for. */
export function isSameStage(past: PastStage, { parts, since, until }: PlannedStage): boolean {
  return past.parts.join() === parts.join() && past.since === since && past.until === until
}

/** Tables of the new Hive that the part `settings` fills; all others hold what was talked about. */
const settingsTables: readonly string[] = [
  ...([
    'users',
    'configurations',
    'settings',
    'consensus_settings',
    'user_settings',
    'licenses',
  ] satisfies TargetTable[]),
  ...(['consensus_profiles', 'consensus_profiles_v2'] satisfies TargetTable[]),
  ...(['openrouter_providers', 'openrouter_models', 'model_aliases'] satisfies TargetTable[]),
]

/** Whether every row that goes to a table is chosen, whatever its date; null where each row is to be looked at. */
export function choosesAll({ parts }: PlannedStage, target: string | null): boolean | null {
  // Rows of both parts belong to a user.
  if (target === 'users') return true
  if (target !== null && settingsTables.includes(target)) return parts.includes('settings')
  return parts.includes('conversations') ? null : false
}

/** An ISO 8601 date or moment in UTC as datetime() writes it. */
function moment(text: string | undefined): string | null {
  if (text === undefined) return null
  const [, day = '', time = '00:00', seconds = '00', zone = 'Z'] =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2}))?(Z|[+-]\d{2}:\d{2})?)?$/.exec(text) ?? []
  const date = new Date(`${day}T${time}:${seconds}${zone}`)
  // The 30th of February is nobody's date, and would become the 1st of March.
  const isDay = new Date(`${day}T00:00:00Z`)
  const isReal = !Number.isNaN(date.getTime()) && !Number.isNaN(isDay.getTime())
  if (!isReal || isDay.toISOString().slice(0, 10) !== day) {
    throw usage(`${text} is no date: write it like 2024-12-31 or 2024-12-31T18:00Z.`)
  }
  return date.toISOString().slice(0, 19).replace('T', ' ')
}

const usage = (detail: string) => new HiveError('HM-USAGE', detail)
