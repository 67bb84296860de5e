/** A damaged source: refused, and with `salvage` everything that can be read arrives, and what cannot is said. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { engineOf, failureOf, makeWorld, snapshot, type World } from '../support/engine.js'

let world: World
beforeEach(async () => {
  world = await makeWorld({ conversations: 40, textBytes: 3000 })
})
afterEach(() => {
  world.remove()
})

/** The leaf pages of a table in order, by SQLite's own statistics. */
function leaves(path: string, table: string): number[] {
  const db = new Database(path, { readonly: true })
  const sql = `SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path`
  const pages = db.prepare(sql).pluck().all(table) as number[]
  db.close()
  return pages
}

function zeroPage(path: string, page: number): void {
  const bytes = readFileSync(path)
  bytes.fill(0, 4096 * (page - 1), 4096 * page)
  writeFileSync(path, bytes)
}

function all(path: string, sql: string): unknown[] {
  const db = new Database(path, { readonly: true })
  try {
    return db.prepare(sql).raw().all()
  } finally {
    db.close()
  }
}

describe('a page in the middle of stage_outputs is gone', () => {
  let pristine: string
  beforeEach(() => {
    pristine = join(world.environment.tmpdir, 'pristine.db')
    copyFileSync(world.source, pristine)
    const pages = leaves(world.source, 'stage_outputs')
    zeroPage(world.source, pages[Math.floor(pages.length / 2)]!)
  })

  it('what can be read moves in stages, too', async () => {
    const [middle] = all(pristine, 'SELECT datetime(created_at) FROM conversations WHERE created_at IS NOT NULL ORDER BY 1 LIMIT 1 OFFSET 20').flat() as string[] // prettier-ignore
    const stage = { type: 'staged', salvage: true } as const
    const first = await world.migrate({ ...stage, stage: { until: middle! } })
    expect(first).toMatchObject({ status: 'migrated', totals: { same: true }, verification: { passed: true } })
    const there = () => all(world.target, 'SELECT count(*) FROM stage_outputs')[0]
    const [some] = there() as number[]
    const second = await world.migrate({ ...stage, stage: { since: middle! } })
    expect(second).toMatchObject({ status: 'migrated', totals: { same: true }, verification: { passed: true } })
    const other = await makeWorld({ conversations: 40, textBytes: 3000 })
    copyFileSync(world.source, other.source)
    await other.migrate({ salvage: true })
    const whole = 'SELECT id, full_output FROM stage_outputs ORDER BY id'
    expect(all(world.target, whole)).toEqual(all(other.target, whole))
    expect(some).toBeLessThan((there() as number[])[0]!)
    other.remove()
  })

  it('is refused with the offer to salvage, and nothing changes', async () => {
    const before = snapshot(world.home)
    const failure = await failureOf(world.migrate())
    expect(failure).toMatchObject({ code: 'HM-SOURCE-CORRUPT', exit: 3 })
    expect(failure.fix).toContain('--salvage')
    expect(snapshot(world.home)).toEqual(before)
  })

  it('is salvaged: the rest arrives as it was, the books say what is missing, the source stays', async () => {
    const before = snapshot(world.home)
    const preview = await world.engine.preview({ salvage: true })
    const result = await world.migrate({ salvage: true })
    expect(result).toMatchObject({ status: 'migrated', totals: { same: true }, verification: { passed: true } })
    const [lost] = result.unreadable!
    expect(result.unreadable).toHaveLength(1)
    expect(lost).toMatchObject({ table: 'stage_outputs' })
    expect(lost!.rows).toBeGreaterThan(0)
    expect(result.warnings.join()).toContain('could not be read')
    expect(readFileSync(result.report!.html, 'utf8')).toContain('What could not be read')
    expect(snapshot(world.home)).toMatchObject(before)

    const old = all(pristine, 'SELECT id, full_output FROM stage_outputs ORDER BY rowid') as [string, string][]
    const now = all(world.target, 'SELECT id, full_output FROM stage_outputs') as [string, string][]
    expect(now).toHaveLength(old.length - lost!.rows!)
    const known = new Map(old)
    for (const [id, output] of now) expect(known.get(id)).toBe(output)
    const conversations = 'SELECT id, question, final_answer FROM conversations ORDER BY id'
    expect(all(world.target, conversations)).toEqual(all(pristine, conversations))

    const stages = preview.tables.find(({ name }) => name === 'stage_outputs')
    expect(stages?.rows).toBe(now.length)
    expect(preview.issues).toContainEqual(expect.objectContaining({ severity: 'warning', code: 'HM-SOURCE-CORRUPT' }))
    expect(await world.migrate({ salvage: true })).toMatchObject({ status: 'nothing-to-do' })
  })

  it('is taken back byte for byte', async () => {
    const before = snapshot(world.home)
    const { backup } = await world.migrate({ salvage: true, validation: 'paranoid' })
    await world.engine.rollback({ backup: backup!.id })
    expect(snapshot(world.home)).toEqual(before)
  })
})

it('a sound database is migrated as always, also when salvage is asked for', async () => {
  const result = await world.migrate({ salvage: true })
  expect(result).toMatchObject({ status: 'migrated', unreadable: [], warnings: [] })
})

it('a file of which nothing but the header is left says so', async () => {
  const bytes = readFileSync(world.source)
  bytes.fill(0x5a, 100)
  writeFileSync(world.source, bytes)
  const before = snapshot(world.home)
  expect(await failureOf(engineOf(world.environment).preview({ salvage: true }))).toMatchObject({ exit: 3 })
  expect(await failureOf(world.migrate({ salvage: true }))).toMatchObject({ exit: 3 })
  expect(snapshot(world.home)).toEqual(before)
  expect(snapshot(world.environment.tmpdir)).toEqual({})
})

it('a flipped bit in the -wal, behind which SQLite reads nothing, is said by analyze and by the result', async () => {
  const wal = await makeWorld({ conversations: 6, walConversations: 3 })
  try {
    const path = `${wal.source}-wal`
    const bytes = readFileSync(path)
    bytes[32 + 24 + 2000]! ^= 1
    writeFileSync(path, bytes)
    const before = snapshot(wal.home)
    const { installs } = await wal.engine.analyze({})
    expect(installs[0]?.issues).toContainEqual(expect.objectContaining({ code: 'HM-SOURCE-WAL', severity: 'warning' }))
    const result = await wal.migrate()
    expect(result).toMatchObject({ status: 'migrated', totals: { same: true } })
    expect(result.warnings.join()).toContain(`${path} is damaged`)
    expect(snapshot(wal.home)).toMatchObject(before)
  } finally {
    wal.remove()
  }
})
