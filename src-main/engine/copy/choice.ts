import type { BuildSource } from './build.js'
import { textOf } from './derive.js'
import { keySql } from './select-rows.js'
import { timestampSql } from './timestamps.js'
import type { StageOutcome } from '../model/index.js'
import { bringsUndated, choosesAll, type PlannedStage } from '../plan/stage.js'
import type { MappedTable, PlannedTable } from '../plan/tables.js'
import { number, type Connection } from '../sqlite/open.js'
import { quoteName, quoteText } from '../sqlite/quote.js'

/** What becomes of a conversation in this stage: it is moved, is in the new Hive already, or waits for a later stage. */
const states = { chosen: 0, there: 1, left: 2 }

export type Choosing = {
  db: Connection
  stage: PlannedStage
  sources: BuildSource[]
  /** Attaches a source as `old`, with a rowid for each of its tables. */
  enter(source: BuildSource): void
}

/**
 * Says of every row of the old databases whether this stage moves it (docs/adr/0015), and notes it at the planned tables.
 * A conversation is chosen by its date; a row that belongs to conversations when one of them is chosen and none waits:
 * what points to one that waits would point nowhere. The same files give the same choice, after a crash too.
 */
export function chooseRowsOf(choosing: Choosing): StageOutcome {
  const { db, stage, sources } = choosing
  const olds = sources.filter(({ role }) => role === 'old')
  const byRows = stage.parts.includes('conversations')
  db.exec('DROP TABLE IF EXISTS temp.stage_conversations; DROP TABLE IF EXISTS temp.stage_owners')
  db.exec('CREATE TEMP TABLE stage_conversations (id PRIMARY KEY, moment TEXT, known, there, state) WITHOUT ROWID')
  db.exec('CREATE TEMP TABLE stage_owners (id PRIMARY KEY, owner) WITHOUT ROWID')
  for (const source of sources) {
    choosing.enter(source)
    gather(db, source)
  }
  db.exec(`UPDATE temp.stage_conversations SET state = CASE WHEN ${byRows ? isInside(stage) : '0'} THEN ${states.chosen}
    WHEN there THEN ${states.there} ELSE ${states.left} END`)
  for (const source of olds) {
    choosing.enter(source)
    for (const [name, places] of byName(source.tables)) chooseOf(choosing, source, name, places)
  }
  return outcomeOf(db, stage)
}

/** Every conversation with its date, of the first source that tells one; and whose a stage's output is. */
function gather(db: Connection, { role, tables }: BuildSource): void {
  const [known, there] = role === 'old' ? [1, 0] : [0, 1]
  for (const table of tables.filter(isMapped)) {
    const id = textOf(`(${keySql(table)})`)
    if (table.target === 'conversations' && !table.also) {
      const created = table.columns.find(({ to }) => to === 'created_at')
      const raw = created && role === 'old' ? `s.${quoteName(created.from)}` : 'NULL'
      db.exec(`INSERT INTO temp.stage_conversations (id, moment, known, there)
        SELECT ${id} AS whose, datetime(${timestampSql(raw)}), ${known}, ${there} FROM ${table.from} AS s NOT INDEXED
        WHERE whose IS NOT NULL ORDER BY s.${table.rowid}
        ON CONFLICT (id) DO UPDATE SET moment = coalesce(moment, excluded.moment),
          known = max(known, excluded.known), there = max(there, excluded.there)`)
    }
    const owner = table.columns.find(({ to }) => to === 'conversation_id')
    if (table.target === 'stage_outputs' && owner && role === 'old') {
      db.exec(`INSERT OR IGNORE INTO temp.stage_owners (id, owner)
        SELECT ${id} AS whose, ${textOf(`s.${quoteName(owner.from)}`)} FROM ${table.from} AS s NOT INDEXED
        WHERE whose IS NOT NULL ${table.rows === '' ? '' : `AND ${table.rows}`}`)
    }
  }
}

/** A condition that a gathered conversation belongs to the stage. */
function isInside(stage: PlannedStage): string {
  const from = stage.since === null ? '1' : `moment >= ${quoteText(stage.since)}`
  const to = stage.until === null ? '1' : `moment < ${quoteText(stage.until)}`
  return `CASE WHEN moment IS NULL THEN ${bringsUndated(stage) ? 1 : 0} ELSE ${from} AND ${to} END`
}

const isMapped = (table: PlannedTable): table is MappedTable => table.kind === 'mapped'

/** The places of each raw table: what becomes of a row is the same in all of them. */
function byName(tables: PlannedTable[]): Map<string, PlannedTable[]> {
  const places = new Map<string, PlannedTable[]>()
  for (const table of tables) places.set(table.name, [...(places.get(table.name) ?? []), table])
  return places
}

function chooseOf({ db, stage }: Choosing, { prefix }: BuildSource, name: string, places: PlannedTable[]): void {
  const [first] = places
  if (!first) return
  // Old profiles have no place of their own; what is made of them does.
  const target = isMapped(first) ? first.target : (first.made?.[0]?.target ?? null)
  const all = choosesAll(stage, target)
  if (all === true) return
  const count = (where: string) => number(db, `SELECT count(*) FROM ${first.from} AS s NOT INDEXED ${where}`)
  const note = (chosen: string, left: number) => {
    for (const place of places) Object.assign(place, { chosen, left })
  }
  if (all === false) {
    note('0', count(''))
    return
  }
  const left = quoteName(`left_${prefix}${name}`)
  db.exec(`DROP TABLE IF EXISTS temp.${left}`)
  db.exec(`CREATE TEMP TABLE ${left} (rid INTEGER PRIMARY KEY)`)
  const written = db
    .prepare(
      `INSERT INTO temp.${left} SELECT s.${first.rowid} FROM ${first.from} AS s NOT INDEXED
       WHERE NOT (${isChosen(stage, places)})`,
    )
    .run().changes
  note(written === 0 ? '' : `s.${first.rowid} NOT IN (SELECT rid FROM temp.${left})`, written)
}

/** A condition on `s`, never NULL. */
function isChosen(stage: PlannedStage, places: PlannedTable[]): string {
  const undated = bringsUndated(stage)
  // What no database has a conversation for stands for one without a date.
  const unknown = undated ? states.chosen : stage.undatedBefore ? states.there : states.left
  const found = conversationsOf(places).map((id) => {
    return `CASE WHEN (${id}) IS NOT NULL THEN
      coalesce((SELECT c.state FROM temp.stage_conversations AS c WHERE c.id = (${id})), ${unknown}) END`
  })
  if (found.length === 0) return undated ? '1' : '0'
  const [none, never] = [-1, states.left + 1]
  const worst = `max(${none}, ${found.map((state) => `coalesce(${state}, ${none})`).join(', ')})`
  const best = `min(${never}, ${found.map((state) => `coalesce(${state}, ${never})`).join(', ')})`
  return `CASE ${best} WHEN ${never} THEN ${undated ? 1 : 0} ELSE ${best} = ${states.chosen} AND ${worst} < ${states.left} END`
}

/** The conversations that a row belongs to or points to, as SQL over `s` that is NULL where it names none. */
function conversationsOf(places: PlannedTable[]): string[] {
  const mapped = places.filter(isMapped)
  const own = mapped.find(({ target }) => target === 'conversations')
  if (own) return [textOf(`(${keySql(own)})`)]
  const names = (places[0]?.table.columns ?? []).map(({ name }) => ({
    from: name,
    to: mapped.flatMap(({ columns }) => columns.filter(({ from }) => from === name).map(({ to }) => to)),
  }))
  const named = (wanted: RegExp) =>
    names
      .filter(({ from, to }) => [from, ...to].some((each) => wanted.test(each)))
      .map(({ from }) => textOf(`s.${quoteName(from)}`))
  return [
    ...named(/(^|_)conversation_id$/i),
    ...named(/^stage_output_id$/i).map((id) => `(SELECT o.owner FROM temp.stage_owners AS o WHERE o.id = ${id})`),
  ]
}

function outcomeOf(db: Connection, stage: PlannedStage): StageOutcome {
  const count = (where: string) => number(db, `SELECT count(*) FROM temp.stage_conversations WHERE known AND ${where}`)
  const { parts, since, until } = stage
  return {
    ...{ parts, since, until, undated: bringsUndated(stage) },
    conversations: {
      chosen: count(`state = ${states.chosen}`),
      there: count(`state = ${states.there}`),
      left: count(`state = ${states.left}`),
      undated: count(`state = ${states.left} AND moment IS NULL`),
    },
  }
}
