import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { makePrivateFolder } from '../files/private-folder.js'
import type { PrivateView } from '../files/private-view.js'
import type { LookSide } from '../model/index.js'
import { planTables, type MappedTable } from '../plan/tables.js'
import { headerProblem, sourceError } from '../sources/inspect.js'
import { recognise, recogniseApp } from '../sources/recognise.js'
import { utf8Twin, wideEncoding } from '../sources/utf8-twin.js'
import { columnNames, findTable, tablesOf, type Table } from '../sqlite/introspect.js'
import { attach, detach, number, type Connection } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'
import type { Place } from './places.js'

/** A database that is open: the alias it is attached by, and what it holds. */
export type OpenSide = {
  alias: 'was' | 'now'
  /** Of the old side: how the new database's own record names it. */
  origin: string
  tables: Table[]
  conversations: Table
  /** Of the old side: how its tables reach the new one's. */
  mapped: MappedTable[]
}

/** What came of a place; `without`: it is sound and holds no conversations. `again` attaches it once more after it was detached. */
export type Joined = { open: OpenSide | null; side: LookSide; without: boolean; again: () => Joined }

export type Joining = {
  db: Connection
  place: Place | null
  alias: 'was' | 'now'
  /** Why it is not to be opened at all. */
  problem: string | undefined
  /** Every view that is opened, for the caller to close. */
  views: PrivateView[]
  tmpdir: string
}

/** Attaches a database by a view of it; what cannot be looked into says why, and stays out. */
export function openSide({ db, place, alias, problem, views, tmpdir }: Joining): Joined {
  const side: LookSide = {
    ...{ state: 'absent', kind: place?.kind ?? 'database', path: place?.path ?? '', conversations: null, detail: '' },
  }
  const out = (shown: LookSide, without = false): Joined => {
    return { open: null, side: shown, without, again: () => out(shown, without) }
  }
  if (!place) return out(side)
  const refused = (detail: string, without = false) => out({ ...side, state: 'unreadable', detail }, without)
  if (problem !== undefined) return refused(problem)
  let attached = false
  try {
    const view = place.view()
    if (!view) return refused('The backup does not hold this database.')
    views.push(view)
    const header = headerProblem(view.path)
    if (header) throw header
    const path = inUtf8(view.path, place.name, tmpdir, views)
    attach(db, path, alias)
    attached = true
    const known = look(db, alias, place)
    if (typeof known === 'string') {
      detach(db, alias)
      return refused(known, true)
    }
    const { conversations } = known
    const rows = number(db, `SELECT count(*) FROM ${alias}.${quoteName(conversations.name)}`)
    const joined: Joined = {
      open: known,
      side: { ...side, state: 'ready', conversations: rows },
      without: false,
      again: () => {
        attach(db, path, alias)
        return joined
      },
    }
    return joined
  } catch (error) {
    if (attached) detach(db, alias)
    const known = sourceError(place.path, error)
    return refused(known instanceof Error ? known.message : String(known))
  }
}

/** What a database holds; words where it holds no conversations. */
function look(db: Connection, alias: 'was' | 'now', { origin }: Place): OpenSide | string {
  const tables = tablesOf(db, alias)
  const conversations = findTable(tables, 'conversations')
  if (!conversations || !columnNames(conversations).has('id')) return 'It has no table of conversations.'
  if (alias === 'now') return { alias, origin, tables, conversations, mapped: [] }
  const recognition = recognise(tables) ?? recogniseApp(tables)
  const mapped = recognition ? planTables(recognition).filter((table) => table.kind === 'mapped') : []
  if (!mapped.some(({ target }) => target === 'conversations')) return 'Its conversations are not those of an old Hive.'
  return { alias, origin, tables, conversations, mapped }
}

/** The file itself, or the twin of one in UTF-16, which SQLite cannot attach beside ours. */
function inUtf8(path: string, named: string, tmpdir: string, views: PrivateView[]): string {
  const encoding = wideEncoding(path)
  if (encoding === null) return path
  const folder = makePrivateFolder(tmpdir, 'view')
  views.push({ path: folder, close: () => rmSync(folder, { recursive: true, force: true }) })
  return utf8Twin(path, encoding, join(folder, 'utf8.db'), named).path
}
