/** Plays one case in a world of its own and checks everything that must hold. */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, isAbsolute, join, relative } from 'node:path'
import Database from 'better-sqlite3'
import { expect } from 'vitest'
import type { EngineApi } from '../../../src-main/engine/index.js'
import type { MigrateRequest, MigrationResult } from '../../../src-main/engine/model/index.js'
import { engineOf, failureOf, snapshot } from '../engine.js'
import { isRefusal, type Case, type Moves, type Refusal, type Run } from './define.js'
import { CaseHome, newPath } from './home.js'
import * as invariants from './invariants.js'
import type { Source } from './oracle/find.js'
import { readDatabase } from './oracle/read.js'

type World = { home: CaseHome; engine: EngineApi; state: string; tmp: string; request: MigrateRequest; target: string }

/** Runs a case; rejects with what does not hold. */
export async function runCase(definition: Case): Promise<void> {
  // Real: the engine speaks of real paths.
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'hive-case-')))
  const world = makeWorld(root, definition)
  try {
    await definition.home(world.home)
    const { expect: expected } = definition
    if (isRefusal(expected)) await refused(world, expected)
    else await moves(world, expected, definition.quick?.from)
  } finally {
    await world.home.end()
    rmSync(root, { recursive: true, force: true })
  }
}

function makeWorld(root: string, { quick = {}, env = {}, platform = 'linux' }: Case): World {
  const [folder, tmp, state] = [join(root, 'home'), join(root, 'tmp'), join(root, 'state')]
  for (const each of [folder, tmp]) mkdirSync(each)
  const home = new CaseHome(folder)
  const below = (path?: string) => (path === undefined || isAbsolute(path) ? path : home.path(path))
  const place = (value: string) => value.replace('$HOME', folder).replace('$OUTSIDE', root)
  const variables = Object.fromEntries(Object.entries(env).map(([key, value]) => [key, place(value)]))
  const environment = { ...{ platform, home: folder, homeGiven: true }, env: variables, stateHome: state, tmpdir: tmp }
  const request: MigrateRequest = {
    ...{ type: 'upgrade', validation: 'standard', resume: false, ...quick },
    ...{ from: below(quick.from), to: below(quick.to), backupDir: below(quick.backupDir) },
  }
  const target = request.to ?? home.path(newPath)
  return { ...{ home, state, tmp, request, target }, engine: engineOf(environment) }
}

async function refused(world: World, expected: Refusal): Promise<void> {
  const { home, engine, state, tmp, request } = world
  const before = snapshot(home.folder)
  const failure = await failureOf(engine.migrate(request))
  expect(failure).toMatchObject({ code: expected.refused, exit: expected.exit })
  expect(failure.fix).toMatch(expected.fix ?? /\w/)
  expect(snapshot(home.folder)).toEqual(before)
  expect(snapshot(tmp)).toEqual({})
  for (const folder of ['backups', 'runs']) {
    if (existsSync(join(state, folder))) expect(snapshot(join(state, folder))).toEqual({})
  }
  await afterwards(world, expected)
}

async function moves(world: World, expected: Moves, from?: string): Promise<void> {
  const { home, engine, request, target } = world
  const sources = readSources(world, expected.sources ?? sourcesIn(world, from))
  const before = snapshot(home.folder)
  const result = await engine.migrate(request)
  const { status = 'migrated' } = expected
  expect(result.status).toBe(status)
  if (expected.shapes) expect([...result.source.shapes].sort()).toEqual([...expected.shapes].sort())
  const own = [target, join(dirname(target), 'config.toml')].map((path) => relative(home.folder, path))
  const after = snapshot(home.folder)
  invariants.expectUntouched(before, after, [...own, ...(expected.rewritten ?? [])])
  invariants.expectBalanced(result, sources)
  expectBooks(result, expected)
  if (status === 'migrated') {
    expect(result.verification).toMatchObject({ passed: true, mismatches: 0 })
    await look(world, result, expected, sources)
    expect(snapshot(home.folder), 'looking changes nothing').toEqual(after)
    expect(await engine.migrate(request), 'a second run').toMatchObject({ status: 'nothing-to-do' })
    expect(snapshot(home.folder), 'a second run changes nothing').toEqual(after)
    await takeBack(world, result, expected, before, sources)
    await afterwards(world, expected, from)
  } else {
    await look(world, result, { look: expected.look }, [])
  }
}

async function look(world: World, result: MigrationResult, expected: Moves, sources: Source[]): Promise<void> {
  const { home, engine, target, tmp, request } = world
  if (!existsSync(target)) return
  if (sources.length > 0) {
    invariants.expectFound(sources, target, expected)
    invariants.expectBothHivesOpen(target, join(tmp, 'both-hives.db'))
  }
  const db = new Database(target, { readonly: true })
  try {
    if (sources.length > 0) invariants.expectSound(db)
    if (expected.repairs) expect(invariants.repairsIn(db)).toEqual(expected.repairs)
    const all: Run['all'] = (sql, ...values) =>
      db
        .prepare(sql)
        .raw()
        .all(...values) as unknown[][]
    await expected.look?.({
      ...{ result, home, engine, target, all },
      value: (sql, ...values) => all(sql, ...values)[0]?.[0],
      books: (table) => booksOf(result, table),
      migrate: (more) => engine.migrate({ ...request, ...more }),
    })
  } finally {
    db.close()
  }
}

function booksOf({ tables }: MigrationResult, table: string): MigrationResult['tables'][number] {
  const [, file = '', name = table] = /^(.*\.\w+):(.*)$/.exec(table) ?? []
  const found = tables.find((row) => row.name === name && row.database.endsWith(file))
  if (!found) throw new Error(`No books of ${table}; there are ${tables.map((row) => row.name).join(', ')}`)
  return found
}

function expectBooks(result: MigrationResult, { books = {}, quarantined, status }: Moves): void {
  for (const [table, figures] of Object.entries(books)) {
    expect(booksOf(result, table), `books of ${table}`).toMatchObject(figures)
  }
  if (status === 'nothing-to-do' || quarantined === 'any') return
  expect(result.totals.quarantined, 'rows set aside').toBe(quarantined ?? 0)
}

/** The rollback brings back exactly what was there. */
async function takeBack(
  world: World,
  result: MigrationResult,
  { rollback = 'exact' }: Moves,
  before: object,
  sources: Source[],
) {
  const { home, engine, tmp } = world
  if (!result.backup) throw new Error('A migration without a backup')
  await home.end()
  expect(await engine.rollback({ backup: result.backup.id })).toMatchObject({ verified: true })
  if (rollback === 'exact') expect(snapshot(home.folder), 'after the rollback').toEqual(before)
  for (const { realPath, tables } of sources)
    expect(readDatabase(copyOf(realPath, join(tmp, 'back.db')))).toEqual(tables)
}

async function afterwards(world: World, expected: Moves | Refusal, from?: string): Promise<void> {
  const { home, engine, request, target } = world
  await expected.afterwards?.({
    ...{ home, engine, migrate: (more) => engine.migrate({ ...request, ...more }) },
    check: (result) => {
      expect(result).toMatchObject({ status: 'migrated', totals: { same: true }, verification: { passed: true } })
      const known: Moves = isRefusal(expected) ? {} : expected
      invariants.expectFound(readSources(world, known.sources ?? sourcesIn(world, from)), target, known)
    },
  })
}

/** Every database of the home but what lies at the target; a source that is named is the only one. */
function sourcesIn({ home, target }: World, from?: string): string[] {
  if (from !== undefined && statSync(home.path(from)).isFile()) return [from]
  const inside = home.databases().filter((name) => from === undefined || from === '' || name.startsWith(`${from}/`))
  return inside.filter((name) => home.path(name) !== target)
}

function readSources({ home, tmp }: World, names: string[]): Source[] {
  return names.map((name, index) => {
    const realPath = realpathSync(home.path(name))
    return { name, realPath, tables: readDatabase(copyOf(realPath, join(tmp, `raw-${index}.db`))) }
  })
}

/** A private copy with its side files, which may be opened in place. */
function copyOf(path: string, to: string): string {
  for (const suffix of ['', '-wal', '-journal', '-shm']) rmSync(to + suffix, { force: true })
  for (const suffix of ['', '-wal', '-journal']) if (existsSync(path + suffix)) copyFileSync(path + suffix, to + suffix)
  return to
}
