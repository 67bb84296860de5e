import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HiveError } from '../errors.js'
import { makePrivateFolder } from '../files/private-folder.js'
import type { PrivateView } from '../files/private-view.js'
import type { Environment, LookAt, LookDatabase, LookSide, LookUndone } from '../model/index.js'
import { sourceError } from '../sources/inspect.js'
import { detach, openReadonly, type Connection } from '../sqlite/open.js'
import { findPlaces, type Place, type Places } from './places.js'
import { openSide, type Joined, type OpenSide } from './side.js'

export type { OpenSide } from './side.js'

export type Open = {
  db: Connection
  runId: string | null
  undone: LookUndone | null
  /** The old database that is looked at now: one of several at a time; `turnTo` chooses which. */
  old: OpenSide | null
  new: OpenSide | null
  /** Every old database of the migration, in the order in which they win. */
  databases: LookDatabase[]
  sides: { old: LookSide; new: LookSide }
  /** Looks at another old database; answers its number, or null where it cannot be looked into. */
  turnTo(database: number): number | null
}

/**
 * Opens what there is to look at, in one connection that reads only private views and is closed before this returns. A
 * side that is damaged, locked or no Hive is left out and says why; where neither can be read, both say so.
 */
export function withSides<T>(environment: Environment, at: LookAt, work: (open: Open) => T): T {
  const places = findPlaces(environment, at)
  let problems: Problems = { olds: new Map() }
  for (;;) {
    const attempt = opened(environment, places, problems, work)
    if (attempt.ok) return attempt.value
    const { at: looked, error } = attempt
    const why = `Damaged: ${messageOf(error)}`
    // Damage that shows only in the middle of reading does not say whose it is: each side is left out in its turn.
    if (looked !== null && !problems.olds.has(looked)) problems.olds.set(looked, why)
    else if (problems.now === undefined) problems = { olds: new Map(), now: why }
    else throw error
  }
}

/** What is known to be damaged: old databases by their number, and the new one. */
type Problems = { olds: Map<number, string>; now?: string }

type Attempt<T> = { ok: true; value: T } | { ok: false; at: number | null; error: unknown }

function opened<T>(environment: Environment, places: Places, problems: Problems, work: (open: Open) => T): Attempt<T> {
  const views: PrivateView[] = []
  // What is attached is as read-only as the connection, and only a file can be: an empty one, so that neither side is main.
  const folder = makePrivateFolder(environment.tmpdir, 'view')
  let looked: number | null = null
  try {
    writeFileSync(join(folder, 'empty.db'), '')
    const db = openReadonly(join(folder, 'empty.db'))
    try {
      const join = (place: Place | null, alias: 'was' | 'now', problem: string | undefined) =>
        openSide({ db, place, alias, problem, views, tmpdir: environment.tmpdir })
      const now = join(places.new, 'now', problems.now)
      const shelf = new Shelf(db, (index) => join(places.olds[index] ?? null, 'was', problems.olds.get(index)))
      const open: Open = {
        ...{ db, runId: places.runId, undone: places.undone, old: null, new: now.open },
        ...{ databases: [], sides: { old: join(null, 'was', undefined).side, new: now.side } },
        turnTo: (index) => {
          looked = index
          const there = shelf.take(index)
          open.old = there?.open ?? null
          if (there?.open) open.sides.old = there.side
          return there?.open ? index : null
        },
      }
      lookAtEach(open, shelf, places.olds)
      return { ok: true, value: work(open) }
    } finally {
      db.close()
    }
  } catch (error) {
    if (!isDamage(error)) throw error
    return { ok: false, at: looked, error }
  } finally {
    for (const view of views) view.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Says of every old database what it is, and leaves the first that can be looked into open. */
function lookAtEach(open: Open, shelf: Shelf, places: Place[]): void {
  for (const [index, { name }] of places.entries()) {
    open.turnTo(index)
    const there = shelf.take(index)
    if (!there) continue
    const { side, without } = there
    const { conversations, detail } = side
    open.databases.push({ path: name, state: without ? 'without' : side.state, conversations, detail })
    // Alone, or as long as there is no other, it is the side, whatever its state.
    if (index === 0) open.sides.old = side
  }
  const first = open.databases.findIndex(({ state }) => state === 'ready')
  if (first >= 0) open.turnTo(first)
  else open.old = null
}

/** The old databases, of which one is attached at a time: SQLite takes ten, and an install may have twenty. */
class Shelf {
  readonly #db: Connection
  readonly #open: (index: number) => Joined
  readonly #known = new Map<number, Joined>()
  #attached: number | null = null

  constructor(db: Connection, open: (index: number) => Joined) {
    this.#db = db
    this.#open = open
  }

  take(index: number): Joined | null {
    const known = this.#known.get(index)
    if (known && (this.#attached === index || !known.open)) return known
    if (this.#attached !== null) detach(this.#db, 'was')
    this.#attached = null
    const there = known?.again() ?? this.#open(index)
    this.#known.set(index, there)
    if (there.open) this.#attached = index
    return there
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function isDamage(error: unknown): boolean {
  const known = sourceError('', error)
  return known instanceof HiveError && known.code === 'HM-SOURCE-CORRUPT'
}
