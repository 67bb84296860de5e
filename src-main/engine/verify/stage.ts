import type { MigrationPart, VerificationCheck } from '../model/index.js'
import { columnNames, findTable, tablesOf, type Table } from '../sqlite/introspect.js'
import { attach, detach, number, type Connection } from '../sqlite/open.js'
import { quoteName, quoteText } from '../sqlite/quote.js'
import { legacyKey, ofSource, openLedger, storedKey, type Ledger } from './account.js'
import { placesOf } from './expectations/index.js'
import { expectedTimestamp } from './expectations/knowledge.js'
import { madeExpectations } from './expectations/made.js'
import type { TableExpectation } from './expectations/expectation.js'
import type { RawTable } from './ranges.js'
import { rawTable } from './raw.js'
import { asText, cell } from './same.js'

/**
 * What a fresh or staged migration had to move, said a second time and apart from `plan/` and `copy/choice.ts`: rows that
 * it had to leave are not looked for, and nothing explains one that is there nevertheless.
 */
export type StageToVerify = {
  parts: MigrationPart[]
  /** Moments as datetime() writes them; the first belongs to the stage, the second does not. One for each stage. */
  ranges: { since: string | null; until: string | null }[]
  undatedBefore: boolean
  /** Every old database of the run, in the order in which they win: one may tell the date of a conversation of another. */
  files: string[]
  /** The new Hive may be in use: every conversation that it has counts as having been there. */
  live: boolean
}

/** What was asked for, as the independent comparison is told it. */
export function askedOf(stage: StageToVerify): { settings: boolean; conversations: boolean; undated: boolean } {
  const { parts } = stage
  return {
    settings: parts.includes('settings'),
    conversations: parts.includes('conversations'),
    undated: takesUndated(stage),
  }
}

/** Tables of the settings; `users` belongs to both parts. */
const ofSettings = [
  ...['configurations', 'settings', 'consensus_settings', 'user_settings', 'licenses', 'consensus_profiles'],
  ...['consensus_profiles_v2', 'openrouter_providers', 'openrouter_models', 'model_aliases'],
]

const takesUndated = ({ parts, ranges }: StageToVerify) =>
  parts.includes('conversations') && ranges.some(({ until }) => until === null)

/**
 * Makes the temp tables that `belongs` looks up: `going` (conversations that are to be moved), `present` (that were there
 * before), `known` (that an old database has) and `output_of`. Nothing may be attached as `old`.
 */
export function prepareStage(db: Connection, stage: StageToVerify): void {
  for (const name of ['known', 'present', 'going', 'output_of']) {
    db.exec(`DROP TABLE IF EXISTS temp.${name}`)
    db.exec(`CREATE TEMP TABLE ${name} (id PRIMARY KEY, says) WITHOUT ROWID`)
  }
  const kept = number(db, `SELECT max(last_key) FROM main.migration_checkpoints WHERE step = 'kept:conversations'`)
  const before = stage.live ? '1' : `rowid <= ${kept}`
  db.exec(`INSERT INTO temp.present (id) SELECT id FROM main.conversations WHERE id IS NOT NULL AND ${before}`)
  for (const file of stage.files) {
    attach(db, file, 'old')
    try {
      readFile(db)
    } finally {
      detach(db, 'old')
    }
  }
  const inOne = stage.ranges.map(({ since, until }) => {
    const after = since === null ? '1' : `says >= ${quoteText(since)}`
    return `(${after} AND ${until === null ? '1' : `says < ${quoteText(until)}`})`
  })
  const dated = inOne.length === 0 ? '0' : inOne.join(' OR ')
  if (!stage.parts.includes('conversations')) return
  db.exec(`INSERT INTO temp.going (id) SELECT id FROM temp.known
    WHERE (says IS NOT NULL AND (${dated})) OR (says IS NULL AND ${takesUndated(stage) ? 1 : 0})`)
}

function readFile(db: Connection): void {
  const ledger = openLedger(db, null)
  for (const table of tablesOf(db, 'old')) {
    for (const place of placesOf(table, ledger.tables, 'old').filter(({ also }) => !also)) {
      if (!['conversations', 'stage_outputs'].includes(place.target)) continue
      const raw = rawTable(db, table)
      const key = storedKey(ledger, table, raw.rowid, place)
      // The key as it arrived: a row without an id of its own was given one, and has a date all the same.
      const rows = `FROM ${raw.from} AS s NOT INDEXED WHERE ${place.rows ?? '1'} AND (${key}) IS NOT NULL`
      const from = (to: string) => nameOf(table, place.pairs.find((pair) => pair[1] === to)?.[0])
      if (place.target === 'stage_outputs') {
        const owner = from('conversation_id')
        if (owner === null) continue
        db.exec(
          `INSERT OR IGNORE INTO temp.output_of (id, says) SELECT ${key} AS id, ${asText(cell('s', owner))} ${rows}`,
        )
        continue
      }
      const created = from('created_at')
      const says = created === null ? 'NULL' : `datetime(${expectedTimestamp(cell('s', created))})`
      // The first database that tells a date is believed.
      db.exec(`INSERT INTO temp.known (id, says) SELECT ${key} AS id, ${says} ${rows} ORDER BY s.${raw.rowid}
        ON CONFLICT (id) DO UPDATE SET says = ifnull(says, excluded.says)`)
    }
  }
}

function nameOf(table: Table, name: string | undefined): string | null {
  return table.columns.find((column) => column.name.toLowerCase() === name)?.name ?? null
}

/** A condition, never NULL, that the raw row `s` had to be moved; null where every row had to. */
export function belongs(stage: StageToVerify, ledger: Ledger, table: Table, places: TableExpectation[], rowid: string) {
  const target = places[0]?.target ?? madeFrom(table) ?? ''
  if (target === 'users') return null
  if (ofSettings.includes(target)) return stage.parts.includes('settings') ? null : '0'
  if (!stage.parts.includes('conversations')) return '0'
  const undated = takesUndated(stage)
  const ids = namedBy(ledger, table, places, rowid)
  if (ids.length === 0) return undated ? '1' : '0'
  const isIn = (name: string, id: string) => `EXISTS (SELECT 1 FROM temp.${name} AS x WHERE x.id = (${id}))`
  const goes = ids.map(
    (id) => `${isIn('going', id)} OR (${id}) IS NOT NULL AND ${undated ? 1 : 0} AND NOT ${isIn('known', id)}`,
  )
  const waits = ids.map((id) => {
    const unknownWaits = undated || stage.undatedBefore ? '0' : `NOT ${isIn('known', id)}`
    return `(${id}) IS NOT NULL AND NOT ${isIn('going', id)} AND NOT ${isIn('present', id)}
      AND (${isIn('known', id)} OR ${unknownWaits})`
  })
  const namesNone = `coalesce(${ids.map((id) => `(${id})`).join(', ')}, NULL) IS NULL`
  return `(NOT (${waits.join(' OR ')}) AND (${goes.join(' OR ')} OR (${namesNone} AND ${undated ? 1 : 0})))`
}

/** What is made of the rows of a table without a place: old profiles are settings. */
function madeFrom(table: Table): string | undefined {
  const names = columnNames(table)
  return madeExpectations.find(
    (each) => each.table === table.name.toLowerCase() && each.signature.every((column) => names.has(column)),
  )?.target
}

/** The conversations that a raw row is of or points to. */
function namedBy(ledger: Ledger, table: Table, places: TableExpectation[], rowid: string): string[] {
  const own = places.find((place) => place.target === 'conversations')
  if (own) return [storedKey(ledger, table, rowid, own)]
  const called = (column: string) => [
    column.toLowerCase(),
    ...places.flatMap(({ pairs }) => pairs.filter(([from]) => from === column.toLowerCase()).map(([, to]) => to)),
  ]
  return table.columns.flatMap(({ name }) => {
    const names = called(name)
    const id = asText(cell('s', name))
    if (names.some((each) => each === 'conversation_id' || each.endsWith('_conversation_id'))) return [id]
    return names.includes('stage_output_id') ? [`(SELECT x.says FROM temp.output_of AS x WHERE x.id = (${id}))`] : []
  })
}

/** Rows that this migration carried over, and that are none of those that it had to move. */
export function carriedTooMuch(ledger: Ledger, table: Table, raw: RawTable, moved: string): number {
  const { db } = ledger
  const run = db.prepare('SELECT run_id FROM main.migration_history ORDER BY id DESC LIMIT 1').pluck().get()
  const legacies = db
    .prepare(
      `SELECT DISTINCT legacy_table FROM main.migration_carried
       WHERE run_id = ? AND table_name = ? ${ofSource(ledger, 'migration_carried')}`,
    )
    .pluck()
    .all(run, table.name) as string[]
  const counts = legacies.map((legacy) =>
    number(
      db,
      `SELECT count(*) FROM main.${quoteName(legacy)} AS l WHERE NOT EXISTS (
         SELECT 1 FROM ${raw.from} AS s WHERE s.${raw.rowid} = l.${legacyKey(ledger, legacy)} AND ${moved})`,
    ),
  )
  return counts.reduce((sum, count) => sum + count, 0)
}

/** Settings that wait are not there: none came beside those that the new Hive had. */
export function settingsWait(db: Connection, stage: StageToVerify): VerificationCheck | null {
  if (stage.live || stage.parts.includes('settings')) return null
  const started = performance.now()
  const tables = tablesOf(db, 'main')
  const wrong = ofSettings.filter((name) => {
    const kept = number(
      db,
      `SELECT max(last_key) FROM main.migration_checkpoints WHERE step = ${quoteText(`kept:${name}`)}`,
    )
    return findTable(tables, name) && number(db, `SELECT count(*) FROM main.${name} WHERE rowid > ${kept}`) > 0
  })
  const detail = wrong.length === 0 ? 'no setting came with this stage' : `settings came to ${wrong.join(', ')}`
  const ms = Math.round(performance.now() - started)
  return { layer: 'data', name: 'settings wait', passed: wrong.length === 0, detail, ms }
}
