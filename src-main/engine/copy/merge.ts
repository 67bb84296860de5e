import type { Build } from './build.js'
import { rangeStatement, type Range } from './batches.js'
import { addToCheckpoint, readCheckpoint, writeCheckpoint } from './checkpoints.js'
import { legacyColumns, makeLegacy } from './legacy.js'
import type { Adder } from './map-table.js'
import { changedSql, madeKeyRule, ruleOf } from './repairs.js'
import { fromRows, hasTextKey, keySql, selectedColumns } from './select-rows.js'
import type { MappedTable } from '../plan/tables.js'
import { quoteName, quoteText } from '../sqlite/quote.js'
import { columnsOf, uniqueColumnOf } from '../target/schema/index.js'
import { highNumber } from '../target/schema/numbers.js'

/** The rule under which a number is recorded that was taken, or that the same row has elsewhere. */
export const newNumberRule = 'new number'
/** The rule under which a value is recorded that another database of the same install had. */
export const filledRule = 'filled from another database'

/** The step that keeps how far the rows go that were in the new Hive before (`keepHighest`). */
export const keptStep = (target: string) => `kept:${target}`

/** Where the new Hive had nothing, no row is one of its own: not one with a negative number either. */
const lowestRowid = -(2n ** 63n)

const incoming = 'temp.incoming'

/**
 * Adds rows beside those that are there already. A row of the same key is the same row: what is there wins, a value that
 * it lacks is filled, and a row that says something else is carried whole beside it. Rows of the new Hive itself are never
 * touched. Rows that go by a number alone are the same when everything else is; a number that is taken becomes a new one.
 * Everything is recorded, so that each value is found.
 */
export function mergeInto(build: Build, table: MappedTable): Adder {
  const { db } = build
  const columns = selectedColumns(table)
  const names = columns.map(({ to }) => quoteName(to)).join(', ')
  const target = `main.${table.target}`
  prepareIncoming(build, table)
  const read = rangeStatement(
    db,
    `s.${table.rowid}`,
    (range) => `INSERT INTO ${incoming} (hm_rid, ${names})
      SELECT s.${table.rowid}, ${columns.map(({ sql }) => sql).join(', ')} ${fromRows(table, range)} ORDER BY s.${table.rowid}`,
  )
  const match = db.prepare(`INSERT OR IGNORE INTO temp.matched (rid, mrow) ${matchSql(build, table)}`)
  const same = sameAs(table)
  const high = readCheckpoint(build, keptStep(table.target)).lastKey ?? lowestRowid
  const before = highestBefore(build, table)
  const isNumber = isNumbered(table)
  const conflicts = `SELECT m.rid FROM temp.matched AS m JOIN ${incoming} AS i ON i.hm_rid = m.rid
    JOIN ${target} AS t ON t.rowid = m.mrow WHERE NOT (${same})`
  const kept = '(m.mrow <= @high)'
  const insert = db.prepare(
    `INSERT INTO ${target} (${names}) SELECT ${names} FROM ${incoming}
     WHERE hm_rid NOT IN (SELECT rid FROM temp.matched) ORDER BY hm_rid`,
  )
  const count = (sql: string) => db.prepare(sql).pluck()
  const countLeft = count(
    `SELECT count(*) FROM temp.matched AS m WHERE ${kept} AND m.rid NOT IN (SELECT rid FROM temp.conflicts)`,
  )
  const countKeptConflicts = count(
    `SELECT count(*) FROM temp.conflicts AS c JOIN temp.matched AS m ON m.rid = c.rid WHERE ${kept}`,
  )
  const countMatched = count('SELECT count(*) FROM temp.matched')
  const hasNumber = isNumber && columns.some(({ to }) => to === primaryOf(table))
  const renumber = hasNumber ? renumbering(build, table, before) : () => undefined
  const fill = isNumber ? () => undefined : filling(build, table, high)
  const record = recording(build, table)
  const carry = carrying(build, table)

  const add = (range: Range): number => {
    db.exec(`DELETE FROM ${incoming}; DELETE FROM temp.matched; DELETE FROM temp.conflicts`)
    const { statement, parameters } = read(range)
    statement.run(parameters)
    match.run({ before })
    fill()
    db.prepare(`INSERT INTO temp.conflicts (rid) ${conflicts}`).run()
    renumber()
    const inserted = insert.run().changes
    const left = Number(countLeft.get({ high }))
    const kept = Number(countKeptConflicts.get({ high }))
    record({ high })
    if (!table.also) carry()
    addToCheckpoint(build, `${build.prefix}left:${table.place}`, left)
    addToCheckpoint(build, `${build.prefix}beside:${table.place}`, kept)
    return inserted + Number(countMatched.get()) - left - kept
  }
  return { add, settle: () => undefined }
}

/**
 * The highest rowid when the rows of this place began to be added, in this attempt or an earlier one. Rows that go by a
 * number are only compared with those: two of one database that say the same are two.
 */
function highestBefore(build: Build, table: MappedTable): bigint {
  const step = `${build.prefix}before:${table.place}`
  const known = readCheckpoint(build, step)
  if (known.done) return known.lastKey ?? 0n
  const lastKey = build.db.prepare(`SELECT coalesce(max(rowid), 0) FROM main.${table.target}`).pluck().get() as bigint
  build.work.do(() => {
    writeCheckpoint(build, step, { lastKey, rows: 0, done: true })
  })
  return lastKey
}

/** Whether rows of the table go by a number that means nothing outside their database. */
function isNumbered(table: MappedTable): boolean {
  const column = columnsOf(table.target).find(({ key }) => key > 0)
  return column?.type.toUpperCase() === 'INTEGER'
}

/** Temp tables with the target's own types: what is compared there is what would be stored. */
function prepareIncoming(build: Build, table: MappedTable): void {
  const columns = columnsOf(table.target).map(({ name, type }) => `${quoteName(name)} ${type}`)
  build.db.exec(`DROP TABLE IF EXISTS ${incoming}`)
  build.db.exec(`CREATE TEMP TABLE incoming (hm_rid INTEGER PRIMARY KEY, ${columns.join(', ')})`)
  build.db.exec('CREATE TEMP TABLE IF NOT EXISTS matched (rid INTEGER PRIMARY KEY, mrow INTEGER)')
  build.db.exec('CREATE TEMP TABLE IF NOT EXISTS conflicts (rid INTEGER PRIMARY KEY)')
}

/** Which rows are there already: by their key, by what is unique about them, or by everything they say. */
function matchSql(build: Build, table: MappedTable): string {
  const by = isNumbered(table) ? uniqueColumnOf(table.target) : table.key.to
  const has = by !== null && table.columns.some(({ to }) => to === by)
  const join = `SELECT i.hm_rid, min(t.rowid) FROM ${incoming} AS i CROSS JOIN main.${table.target} AS t ON`
  if (has)
    return `${join} t.${quoteName(by)} = i.${quoteName(by)} COLLATE BINARY WHERE @before = @before GROUP BY i.hm_rid`
  // An index finds the rows of one conversation; the other columns then tell them apart.
  const indexed = leadingColumns(build, table).find((name) => said(table).includes(name))
  const first = indexed === undefined ? '' : `t.${quoteName(indexed)} IS i.${quoteName(indexed)} AND `
  return `${join} ${first}${sameAs(table)} WHERE t.rowid <= @before GROUP BY i.hm_rid`
}

/** Columns that an index of the target begins with. */
function leadingColumns(build: Build, table: MappedTable): string[] {
  return build.db
    .prepare(
      `SELECT c.name FROM pragma_index_list(?, 'main') AS i, pragma_index_info(i.name, 'main') AS c
       WHERE c.seqno = 0 AND i.partial = 0 AND c.name IS NOT NULL ORDER BY i.seq`,
    )
    .pluck()
    .all(table.target) as string[]
}

/** The target columns that the source speaks of, the number aside. */
function said(table: MappedTable): string[] {
  return table.columns.map(({ to }) => to).filter((to) => !(isNumbered(table) && to === primaryOf(table)))
}

function primaryOf(table: MappedTable): string {
  return columnsOf(table.target).find(({ key }) => key > 0)?.name ?? ''
}

function sameAs(table: MappedTable): string {
  const pairs = said(table).map((name) => {
    const [theirs, ours] = [`t.${quoteName(name)}`, `i.${quoteName(name)}`]
    return `(typeof(${theirs}) = typeof(${ours}) AND +${theirs} IS +${ours} COLLATE BINARY)`
  })
  return pairs.length === 0 ? '1' : pairs.join(' AND ')
}

/** Gives a free number to rows whose own is taken; numbers of before are not given out again. */
function renumbering(build: Build, table: MappedTable, before: bigint): () => void {
  const { db } = build
  const id = quoteName(primaryOf(table))
  const taken = `hm_rid NOT IN (SELECT rid FROM temp.matched) AND (${id} IS NULL OR ${id} <= @before
    OR ${id} >= ${highNumber} OR ${id} IN (SELECT t.rowid FROM main.${table.target} AS t))`
  const find = db.prepare(`SELECT hm_rid FROM ${incoming} WHERE ${taken} ORDER BY hm_rid`).pluck()
  const highest = db
    .prepare(
      `SELECT max(coalesce((SELECT max(rowid) FROM main.${table.target} WHERE rowid < ${highNumber}), 0),
         coalesce((SELECT max(${id}) FROM ${incoming} WHERE ${id} < ${highNumber}), 0),
         CASE WHEN @before < ${highNumber} THEN @before ELSE 0 END)`,
    )
    .pluck()
  const set = db.prepare(`UPDATE ${incoming} SET ${id} = ? WHERE hm_rid = ?`)
  return () => {
    const rows = find.all({ before }) as bigint[]
    if (rows.length === 0) return
    let next = highest.get({ before }) as bigint
    for (const rid of rows) set.run(++next, rid)
  }
}

/** Fills what the row that is there does not say, and records it for the table it came from. */
function filling(build: Build, table: MappedTable, high: bigint): () => void {
  const { db } = build
  const target = `main.${table.target}`
  const key = quoteName(table.key.to)
  const statements = selectedColumns(table)
    .filter(({ to }) => to !== table.key.to)
    .map(({ to }) => {
      const column = quoteName(to)
      const open = `FROM temp.matched AS m JOIN ${incoming} AS i ON i.hm_rid = m.rid JOIN ${target} AS t ON t.rowid = m.mrow
        WHERE m.mrow > @high AND t.${column} IS NULL AND i.${column} IS NOT NULL`
      const records = earlierColumns(build, table, to).map(({ source, name, from }) =>
        db.prepare(
          `INSERT INTO main.migration_repairs (run_id, source, table_name, row_key, column_name, rule, before, after)
           SELECT ${quoteText(build.runId)}, ${quoteText(source)}, ${quoteText(name)}, t.${key}, ${quoteText(from)},
             '${filledRule}', NULL, i.${column} ${open}`,
        ),
      )
      const update = db.prepare(
        `UPDATE ${target} SET ${column} = (SELECT i.${column} FROM temp.matched AS m JOIN ${incoming} AS i ON i.hm_rid = m.rid
           WHERE m.mrow = ${table.target}.rowid)
         WHERE rowid IN (SELECT t.rowid ${open})`,
      )
      return { records, update }
    })
  return () => {
    for (const { records, update } of statements) {
      for (const record of records) record.run({ high })
      update.run({ high })
    }
  }
}

/** The raw columns of earlier sources that a target column came from. */
function earlierColumns(build: Build, table: MappedTable, to: string) {
  const earlier = build.sources.slice(
    0,
    build.sources.findIndex(({ path }) => path === build.source),
  )
  return earlier.flatMap(({ path, role, tables }) =>
    tables.flatMap((each) => {
      if (role === 'kept' || each.kind !== 'mapped' || each.target !== table.target) return []
      return each.columns
        .filter((column) => column.to === to)
        .map(({ from }) => ({ source: path, name: each.name, from }))
    }),
  )
}

/** Records what did not arrive as it was, of rows that are new or say the same as one that is there. */
function recording(build: Build, table: MappedTable): (parameters: { high: bigint }) => void {
  if (table.also) return () => undefined
  const { db } = build
  const rowKey = hasTextKey(table) ? keySql(table) : `s.${quoteName(table.key.from)}`
  const statements = table.columns.map((column) => {
    const [before, after] = [`s.${quoteName(column.from)}`, `i.${quoteName(column.to)}`]
    const isNumber = isNumbered(table) && column.to === primaryOf(table)
    const rule = isNumber
      ? newNumberRule
      : column.to === table.key.to && hasTextKey(table)
        ? `CASE WHEN ${before} IS NULL THEN '${madeKeyRule}' ELSE ${quoteText(ruleOf(column))} END`
        : quoteText(ruleOf(column))
    const value = isNumber ? `coalesce(m.mrow, ${after})` : after
    return db.prepare(
      `INSERT INTO main.migration_repairs (run_id, source, table_name, row_key, column_name, rule, before, after)
       SELECT ${quoteText(build.runId)}, ${quoteText(build.source)}, ${quoteText(table.name)}, ${rowKey},
         ${quoteText(column.from)}, ${isNumber ? quoteText(rule) : rule}, ${before}, ${value}
       FROM ${incoming} AS i JOIN ${table.from} AS s ON s.${table.rowid} = i.hm_rid
       LEFT JOIN temp.matched AS m ON m.rid = i.hm_rid
       WHERE i.hm_rid NOT IN (SELECT rid FROM temp.conflicts) ${isNumber ? '' : 'AND (m.mrow IS NULL OR m.mrow > @high)'}
         AND ${changedSql(table, column, before, value)}
         ${isNumber ? 'AND @high = @high' : ''}`,
    )
  })
  return (parameters) => {
    for (const statement of statements) statement.run(parameters)
  }
}

/** Carries whole rows that say something else than the row that is there. */
function carrying(build: Build, table: MappedTable): () => void {
  const { db } = build
  const conflicts = db.prepare('SELECT EXISTS (SELECT 1 FROM temp.conflicts)').pluck()
  return () => {
    if (conflicts.get() === 0n) return
    const columns = table.table.columns.map(({ name }) => name)
    const key = makeLegacy(db, table.legacyRows, columns)
    const { names, values } = legacyColumns(columns)
    db.prepare(
      `INSERT OR IGNORE INTO main.${quoteName(table.legacyRows)} (${quoteName(key)}, ${names})
       SELECT s.${table.rowid}, ${values} FROM ${table.from} AS s
       WHERE s.${table.rowid} IN (SELECT rid FROM temp.conflicts)`,
    ).run()
  }
}
