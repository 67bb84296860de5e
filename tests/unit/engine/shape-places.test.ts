/** Every shape of facts 1.7: what its file is called, and that the copy and the verification, written apart, agree. */
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { planTables, type MappedTable } from '../../../src-main/engine/plan/tables.js'
import { recognise } from '../../../src-main/engine/sources/recognise.js'
import { tablesOf, type Table } from '../../../src-main/engine/sqlite/introspect.js'
import { createTablesSql } from '../../../src-main/engine/target/schema/index.js'
import { placesOf } from '../../../src-main/engine/verify/expectations/index.js'
import { madeOf } from '../../../src-main/engine/verify/made.js'
import { unified } from '../../support/case/shapes/s-a.js'
import { knowledge } from '../../support/case/shapes/s-b.js'
import { unifiedConversations } from '../../support/case/shapes/s-c.js'
import { titled } from '../../support/case/shapes/s-d.js'
import { clustered } from '../../support/case/shapes/s-e.js'
import { messagesAsJson } from '../../support/case/shapes/s-f.js'
import { rustCore } from '../../support/case/shapes/s-g.js'
import { hybrid } from '../../support/case/shapes/s-h.js'
import { afterMigrations } from '../../support/case/shapes/s-i.js'
import { desktopDatabase, profilesOfSix, simpleDatabase, workingDatabase } from '../../support/case/shapes/s-j.js'
import { newApp } from '../../support/case/shapes/s-k.js'

/** A shape, its SQL, and what a file of it is called; null for one that is no old Hive's. */
const shapes: [string, string[], string[] | null][] = [
  ['S-A', unified(), ['S-A']],
  ['S-B', knowledge(), ['S-B']],
  ['S-B′', knowledge({ topics: 'confidence' }), ['S-B']],
  ['S-C', unifiedConversations(), ['S-C']],
  ['S-D', titled(), ['S-D']],
  ['S-E', clustered(), ['S-E']],
  ['S-F', messagesAsJson(), ['S-F']],
  ['S-G', rustCore(), ['S-G']],
  ['S-H', hybrid(), ['S-H']],
  ['S-I', afterMigrations(), ['S-I']],
  ['S-J working', workingDatabase(), ['S-A']],
  ['S-J simple', simpleDatabase(), ['S-J']],
  ['S-J desktop', desktopDatabase(), ['S-J']],
  ['S-J profiles', [...unified({ count: 1 }), ...profilesOfSix()], ['S-A']],
  ['S-K', newApp(), null],
  ['S-K in the file of an S-D', [...titled(), 'CREATE TABLE user_sessions (session_id TEXT PRIMARY KEY)'], ['S-D']],
]

it.each(shapes)('%s', (_, sql, names) => {
  const tables = tablesIn(sql)
  const recognition = recognise(tables)
  expect(recognition?.shapes ?? null).toEqual(names)
  if (!recognition) return
  const planned = planTables(recognition)
  const target = tablesIn(createTablesSql)
  for (const table of tables) {
    const mapped = planned.filter((each): each is MappedTable => each.kind === 'mapped' && each.name === table.name)
    expect(expectedPlaces(table, target), table.name).toEqual(mapped.map(placeOf).sort())
    const made = recognition.made.filter((each) => each.table === table).map(({ rows }) => rows.target)
    expect(madeOf(table).map((each) => each.target)).toEqual(made)
  }
})

const own = tablesIn(createTablesSql).filter(({ name }) => !/^(migration_|legacy_)/.test(name))

it.each(own.map(({ name, columns }) => [name, columns] as const))(
  'the new Hive’s %s is known by the same columns on both sides',
  (name, columns) => {
    const target = tablesIn(createTablesSql)
    const names = columns.map((column) => column.name)
    const halves = [names.filter((_, index) => index % 2 === 0), names.slice(0, 2), names.slice(0, 3)]
    const lists = [names, ...halves, ...names.map((left) => names.filter((each) => each !== left))]
    const isKey = new Set(columns.filter(({ keyPosition }) => keyPosition > 0).map((column) => column.name))
    const taken = lists.map((list) => {
      if (!list.some((each) => isKey.has(each))) return false
      const keyed = list.map((each) => (isKey.has(each) && isKey.size === 1 ? `${each} PRIMARY KEY` : each))
      const tables = tablesIn([`CREATE TABLE ${name} (${keyed.join(', ')})`, 'CREATE TABLE usage_stats (day)'])
      const planned = planTables(recognise(tables)!).filter((each) => each.name === name)
      const places = planned.filter((each) => each.kind === 'mapped').map(placeOf)
      const table = tables.find((each) => each.name === name)!
      expect(expectedPlaces(table, target), list.join()).toEqual(places.sort())
      return places.length > 0
    })
    // Whole it is the new Hive's, unless its key is of several columns; a thin one of two columns mostly is not.
    expect(taken[0]).toBe(isKey.size === 1)
  },
)

function tablesIn(sql: string[]): Table[] {
  const db = new Database(':memory:')
  try {
    db.pragma('foreign_keys = OFF')
    for (const each of sql) db.exec(each)
    return tablesOf(db, 'main')
  } finally {
    db.close()
  }
}

const placeOf = ({ target, key, columns, also }: MappedTable) =>
  said(
    target,
    key,
    columns.map(({ from, to }) => [from, to]),
    also,
  )

function expectedPlaces(table: Table, target: Table[]): string[] {
  const names = new Set(table.columns.map(({ name }) => name))
  return placesOf(table, target, 'old')
    .map((place) => {
      const taken = new Set<string>()
      const pairs = place.pairs.filter(([from, to]) => names.has(from) && !taken.has(to) && taken.add(to))
      return said(place.target, place.key, pairs, place.also === true)
    })
    .sort()
}

const said = (target: string, key: { from: string; to: string }, pairs: string[][], also: boolean) =>
  [target, also ? 'also' : '', `${key.from}=${key.to}`, ...pairs.map((pair) => pair.join('>')).sort()].join(' ')
