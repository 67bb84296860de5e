import { HiveError } from '../errors.js'
import type {
  Environment,
  LookConversation,
  LookConversationRequest,
  LookMark,
  LookPair,
  LookSection,
  LookTextRequest,
} from '../model/index.js'
import { CellReader } from './cells.js'
import { withSides, type Open } from './open.js'
import { findConversation, tokenOf, type Found } from './rows.js'
import { planConversation, planOwnRow, type SectionPlan } from './sections.js'
import { limits } from './value.js'

/** Bytes of text that one answer holds; what comes after is shown by its beginning only. */
const mostShown = 2_000_000

/** From the worst to the best; what a whole is, is what its worst part is. */
const worst: LookMark[] = ['differs', 'only-old', 'set-aside', 'repaired', 'only-new', 'same', 'alone']

/** One conversation on both sides, value by value. Throws HM-USAGE when it is no longer there. */
export function lookConversation(environment: Environment, request: LookConversationRequest): LookConversation {
  return withSides(environment, request, (open) => {
    const { reader, found, plan, heldBy, database } = planOf(open, request)
    const sections = readSections(reader, plan.sections, limits.value, isAlone(open))
    const pairs = sections.flatMap((section) => section.pairs)
    const counts = Object.fromEntries(
      worst.map((mark) => [mark, pairs.filter((pair) => pair.mark === mark).length]),
    ) as LookConversation['counts']
    const text = (label: string, from = pairs) => textOf(from.find((pair) => pair.label === label))
    // Its own: a stage and a message have dates, too, and come before.
    const figures = sections.filter(({ kind }) => kind === 'figures').flatMap((section) => section.pairs)
    return {
      ...open.sides,
      ...{ databases: open.databases, heldBy, database },
      title: text('question') || text('title'),
      created: text('created_at', figures),
      mark: markOfConversation(open, found, sections),
      counts,
      sections,
      omitted: plan.omitted,
    }
  })
}

/** One pair with its texts whole, up to a bound (value.ts). Throws HM-USAGE when it is no longer there. */
export function lookText(environment: Environment, request: LookTextRequest): LookPair {
  return withSides(environment, request, (open) => {
    const { reader, plan } = planOf(open, request)
    const [section, index] = request.ref.split('.').map(Number)
    const pair = plan.sections[section ?? -1]?.pairs[index ?? -1]
    if (!pair) throw gone()
    return reader.read(pair, request.ref, limits.whole, isAlone(open))
  })
}

/** The mark of a conversation as a list shows it: of its own row, with question and answers. */
export function markOf(open: Open, reader: CellReader, found: Found): LookMark {
  const own = planOwnRow(open, reader, found)
  return markOfConversation(open, found, readSections(reader, [own], 1, isAlone(open)))
}

function planOf(open: Open, { id, database: wanted }: LookConversationRequest) {
  const heldBy = holders(open, id, wanted)
  const database = heldBy.find((index) => index === wanted) ?? heldBy[0] ?? null
  if (database !== null) open.turnTo(database)
  const reader = new CellReader(open.db)
  const found = findConversation(open, reader, database === null ? id : tokenIn(open, id, wanted, database))
  if (!found) throw gone()
  return { reader, found, plan: planConversation(open, reader, found), heldBy, database }
}

/** The number of a row says something only in its own database; in another one the conversation goes by its id. */
function tokenIn(open: Open, id: string, own: number | undefined, database: number): string {
  if (!id.startsWith('o') || database === (own ?? 0)) return id
  open.turnTo(own ?? 0)
  const there = findConversation(open, new CellReader(open.db), id)?.new
  open.turnTo(database)
  const token = there && open.new ? tokenOf(open.new, new CellReader(open.db), there) : ''
  return token === '' ? id : token
}

/** The old databases that have a conversation, by their numbers. */
export function holders(open: Open, id: string, own: number | undefined): number[] {
  const before = open.databases.findIndex((_, index) => index === (own ?? 0))
  return open.databases.flatMap(({ state }, index) => {
    if (state !== 'ready') return []
    const token = tokenIn(open, id, own, index)
    if (token.startsWith('o') && index !== before) return []
    return open.turnTo(index) !== null && findConversation(open, new CellReader(open.db), token)?.old ? [index] : []
  })
}

const isAlone = (open: Open): boolean => !open.old || !open.new

function readSections(reader: CellReader, plans: SectionPlan[], limit: number, alone: boolean): LookSection[] {
  let shown = 0
  return plans.flatMap(({ kind, title, pairs: planned }, at): LookSection[] => {
    const pairs = planned.flatMap((plan, index) => {
      const pair = reader.read(plan, `${at}.${index}`, shown > mostShown ? limits.list : limit, alone)
      shown += (pair.old?.excerpt.length ?? 0) + (pair.new?.excerpt.length ?? 0)
      return isNothing(pair) ? [] : [pair]
    })
    if (pairs.length === 0) return []
    const mark = worstOf(pairs.map((pair) => pair.mark))
    return [{ kind, title, mark, note: pairs.find((pair) => pair.mark === mark)?.note ?? '', pairs }]
  })
}

/** NULL here and NULL or nothing there: no value is shown, and none is missing. */
function isNothing({ old, new: now, mark }: LookPair): boolean {
  const empty = (value: LookPair['old']) => value === null || value.type === 'null'
  return empty(old) && empty(now) && mark !== 'set-aside'
}

/** What has a counterpart decides; what the new Hive has beside that takes nothing away. */
export function worstOf(marks: LookMark[]): LookMark {
  return worst.find((mark) => marks.includes(mark) && (mark !== 'only-new' || !marks.includes('same'))) ?? 'alone'
}

function markOfConversation(open: Open, found: Found, sections: LookSection[]): LookMark {
  // Another old database may be the one that can be read: then this one is of the new Hive alone.
  if (isAlone(open) && !(open.new && open.databases.some(({ state }) => state === 'ready'))) return 'alone'
  if (!found.old) return 'only-new'
  return worstOf(sections.map((section) => section.mark))
}

const textOf = (pair: LookPair | undefined): string => (pair?.new ?? pair?.old)?.excerpt.slice(0, 300) ?? ''

const gone = () => new HiveError('HM-USAGE', 'What was asked for is no longer there.', { fix: 'Search for it again.' })
