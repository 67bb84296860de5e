import type { Build } from './build.js'
import { rangeStatement, type Range } from './batches.js'
import { addToCheckpoint, readCheckpoint, writeCheckpoint } from './checkpoints.js'
import { keptStep } from './keep.js'
import type { Adder } from './map-table.js'
import { filling } from './merge/fill.js'
import { incoming, isNumbered, prepareIncoming, primaryOf } from './merge/incoming.js'
import { matchSql, sameAs } from './merge/match.js'
import { carrying, recording } from './merge/record.js'
import { renumbering } from './merge/renumber.js'
import { givingWay } from './merge/stand-ins.js'
import { fromRows, selectedColumns } from './select-rows.js'
import type { MappedTable } from '../plan/tables.js'
import { quoteName } from '../sqlite/quote.js'

/** Where the new Hive had nothing, no row is one of its own: not one with a negative number either. */
const lowestRowid = -(2n ** 63n)

/**
 * Adds rows beside those that are there already. A row of the same key is the same row: what is there wins, a value that
 * it lacks is filled, and a row that says something else is carried whole beside it. Rows of the new Hive itself are never
 * touched; what was only made up for a row gives way to it. Rows that go by a number alone are the same when everything
 * else is; a number that is taken becomes a new one. Everything is recorded, so that each value is found.
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
  const giveWay = givingWay(build, table)
  const fill = isNumber ? () => undefined : filling(build, table, high)
  const record = recording(build, table)
  const carry = carrying(build, table)

  const add = (range: Range): number => {
    db.exec(`DELETE FROM ${incoming}; DELETE FROM temp.matched; DELETE FROM temp.conflicts`)
    const { statement, parameters } = read(range)
    statement.run(parameters)
    match.run({ before })
    giveWay()
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
 * The highest rowid when the rows of this place began to be added, in this attempt or an earlier one. Rows are only
 * compared with those of before.
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
