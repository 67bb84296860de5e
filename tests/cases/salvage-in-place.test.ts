/** A damaged database that lies where the new one goes: replaced by what is salvaged of it, and given back to the byte. */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { setFaultHook, type FaultPoint } from '../../src-main/engine/faults.js'
import { lostCells } from '../support/account-for.js'
import { failureOf, makeWorld, snapshot, type World } from '../support/engine.js'
import { privateCopy } from '../support/old-database.js'

let world: World
let pristine: string
beforeEach(async () => {
  world = await makeWorld({ conversations: 20, textBytes: 3000, walConversations: 2 })
  mkdirSync(dirname(world.target), { recursive: true })
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(world.source + suffix)) renameSync(world.source + suffix, world.target + suffix)
  }
  pristine = privateCopy(world.target, join(world.environment.tmpdir, 'pristine.db'))
})
afterEach(() => {
  setFaultHook(null)
  for (const suffix of ['', '-wal', '-shm']) rmSync(pristine + suffix, { force: true })
  world.remove()
})

/** Damages the database file, not what stands beside it. */
function damage(at: number, bytes: Buffer): void {
  const file = openSync(world.target, 'r+')
  writeSync(file, bytes, 0, bytes.length, at)
  closeSync(file)
}

/** The first page of rows of a table that no newer one in the `-wal` stands for. */
function leafOf(table: string): number {
  const copy = join(world.environment.tmpdir, 'leaf.db')
  writeFileSync(copy, readFileSync(world.target))
  const db = new Database(copy, { readonly: true })
  const sql = `SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path LIMIT 1 OFFSET 3`
  const page = db.prepare(sql).pluck().get(table) as number
  db.close()
  rmSync(copy)
  return page
}

const kinds: [string, () => void, boolean][] = [
  ['header', () => damage(0, Buffer.alloc(100)), true],
  ['pages', () => damage(4096 * (leafOf('stage_outputs') - 1), Buffer.alloc(4096)), false],
]

describe.each(kinds)('in its %s', (_, harm, isWhole) => {
  it('is refused with the offer to salvage; salvaged; and taken back byte for byte', async () => {
    harm()
    const before = snapshot(world.home)
    const failure = await failureOf(world.migrate())
    expect(failure).toMatchObject({ code: 'HM-SOURCE-CORRUPT', exit: 3 })
    expect(failure.fix).toContain('--salvage')
    expect(snapshot(world.home)).toEqual(before)
    const preview = await world.engine.preview({ salvage: true })
    expect(preview.issues.filter(({ severity }) => severity === 'error')).toEqual([])
    const result = await world.migrate({ salvage: true, validation: 'paranoid' })
    expect(result).toMatchObject({ status: 'migrated', totals: { same: true }, verification: { passed: true } })
    for (const suffix of ['-wal', '-journal', '-shm']) expect(existsSync(world.target + suffix)).toBe(false)
    if (isWhole) expect(lostCells(pristine, world.target)).toEqual([])
    else expect(result.unreadable!.some(({ table }) => table === 'stage_outputs')).toBe(true)
    expect(await world.migrate({ salvage: true })).toMatchObject({ status: 'nothing-to-do' })
    await world.engine.rollback({ backup: result.backup!.id })
    expect(snapshot(world.home)).toEqual(before)
  })

  const points: FaultPoint[] = [
    'journal:after-verified',
    'journal:after-swapping',
    'swap:before-side-removed',
    'swap:folded',
    'swap:before-rename',
    'swap:renamed',
    'journal:after-swapped',
  ]
  it.each(isWhole ? points : points.slice(3, 6))(
    'a death at %s: resumed, started again, or taken back',
    async (point) => {
      harm()
      const before = snapshot(world.home)
      const kill = async () => {
        setFaultHook({
          at: (place) => {
            if (place === point) throw new Error('dead')
          },
          before: () => undefined,
        })
        expect((await failureOf(world.migrate({ salvage: true }))).detail).toBe('dead')
        setFaultHook(null)
      }
      await kill()
      const { backup } = await world.migrate({ salvage: true, resume: point !== 'swap:folded' })
      expect(backup).not.toBeNull()
      await world.engine.rollback({ backup: backup!.id })
      expect(snapshot(world.home)).toEqual(before)
      await kill()
      const [unfinished] = (await world.engine.backups({}))
        .filter(({ id }) => id !== backup!.id && id > backup!.id)
        .sort((a, b) => (a.id < b.id ? 1 : -1))
      await world.engine.rollback({ backup: unfinished!.id })
      expect(snapshot(world.home)).toEqual(before)
    },
  )

  it('a rollback that dies while it puts everything back is finished by the next start', async () => {
    harm()
    const before = snapshot(world.home)
    for (const point of ['restore:staged', 'restore:removed', 'restore:whole', 'restore:file-renamed'] as const) {
      const { backup } = await world.migrate({ salvage: true })
      setFaultHook({
        at: (place) => {
          if (place === point) throw new Error('dead')
        },
        before: () => undefined,
      })
      expect((await failureOf(world.engine.rollback({ backup: backup!.id }))).detail).toBe('dead')
      setFaultHook(null)
      await world.engine.rollback({ backup: backup!.id })
      expect(snapshot(world.home)).toEqual(before)
    }
  })
})
