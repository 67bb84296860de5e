import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HiveError } from '../errors.js'
import { makePrivateFolder } from '../files/private-folder.js'
import type { PrivateView } from '../files/private-view.js'
import type { Environment, LookAt, LookSide } from '../model/index.js'
import { planTables, type MappedTable } from '../plan/tables.js'
import { headerProblem, sourceError } from '../sources/inspect.js'
import { recognise } from '../sources/recognise.js'
import { columnNames, findTable, tablesOf, type Table } from '../sqlite/introspect.js'
import { attach, number, openReadonly, type Connection } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'
import { findPlaces, type Place } from './places.js'

/** A database that is open: the alias it is attached by, and what it holds. */
export type OpenSide = {
  alias: 'was' | 'now'
  tables: Table[]
  conversations: Table
  /** Of the old side: how its tables reach the new one's. */
  mapped: MappedTable[]
}

export type Open = {
  db: Connection
  runId: string | null
  old: OpenSide | null
  new: OpenSide | null
  sides: { old: LookSide; new: LookSide }
}

/**
 * Opens what there is to look at, in one connection that reads only private views and is closed before this returns. A
 * side that is damaged, locked or no Hive is left out and says why; where neither can be read, both say so.
 */
export function withSides<T>(environment: Environment, at: LookAt, work: (open: Open) => T): T {
  const places = findPlaces(environment, at)
  try {
    return opened(environment, places.runId, { was: places.old, now: places.new }, {}, work)
  } catch (error) {
    if (!isDamage(error)) throw error
    return withoutDamaged(environment, places, work, error)
  }
}

type Named = { was: Place | null; now: Place | null }
type Problems = { was?: string; now?: string }

/** Damage that shows only in the middle of reading does not say whose it is: each side is tried alone. */
function withoutDamaged<T>(
  environment: Environment,
  places: ReturnType<typeof findPlaces>,
  work: (open: Open) => T,
  first: unknown,
): T {
  const named: Named = { was: places.old, now: places.new }
  const why = `Damaged: ${messageOf(first)}`
  for (const damaged of ['was', 'now'] as const) {
    try {
      return opened(environment, places.runId, named, { [damaged]: why }, work)
    } catch (error) {
      if (!isDamage(error)) throw error
    }
  }
  return opened(environment, places.runId, named, { was: why, now: why }, work)
}

function opened<T>(
  environment: Environment,
  runId: string | null,
  places: Named,
  problems: Problems,
  work: (open: Open) => T,
): T {
  const views: PrivateView[] = []
  // What is attached is as read-only as the connection, and only a file can be: an empty one, so that neither side is main.
  const folder = makePrivateFolder(environment.tmpdir, 'view')
  try {
    writeFileSync(join(folder, 'empty.db'), '')
    const db = openReadonly(join(folder, 'empty.db'))
    try {
      const side = (alias: 'was' | 'now') => openSide(db, places[alias], alias, problems[alias], views)
      const [old, now] = [side('was'), side('now')]
      return work({ db, runId, old: old.open, new: now.open, sides: { old: old.side, new: now.side } })
    } finally {
      db.close()
    }
  } finally {
    for (const view of views) view.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

type Joined = { open: OpenSide | null; side: LookSide }

function openSide(
  db: Connection,
  place: Place | null,
  alias: 'was' | 'now',
  problem: string | undefined,
  views: PrivateView[],
): Joined {
  const side: LookSide = {
    ...{ state: 'absent', kind: place?.kind ?? 'database', path: place?.path ?? '', conversations: null, detail: '' },
  }
  if (!place) return { open: null, side }
  const refused = (detail: string): Joined => ({ open: null, side: { ...side, state: 'unreadable', detail } })
  if (problem !== undefined) return refused(problem)
  try {
    const view = place.view()
    if (!view) return refused('The backup does not hold this database.')
    views.push(view)
    const header = headerProblem(view.path)
    if (header) throw header
    attach(db, view.path, alias)
    const tables = tablesOf(db, alias)
    const conversations = findTable(tables, 'conversations')
    if (!conversations || !columnNames(conversations).has('id')) return refused('It has no table of conversations.')
    const recognition = alias === 'was' ? recognise(tables) : null
    const mapped = recognition ? planTables(recognition).filter((table) => table.kind === 'mapped') : []
    if (alias === 'was' && !mapped.some(({ target }) => target === 'conversations')) {
      return refused('Its conversations are not those of an old Hive.')
    }
    const rows = number(db, `SELECT count(*) FROM ${alias}.${quoteName(conversations.name)}`)
    return { open: { alias, tables, conversations, mapped }, side: { ...side, state: 'ready', conversations: rows } }
  } catch (error) {
    return refused(messageOf(sourceError(place.path, error)))
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function isDamage(error: unknown): boolean {
  const known = sourceError('', error)
  return known instanceof HiveError && known.code === 'HM-SOURCE-CORRUPT'
}
