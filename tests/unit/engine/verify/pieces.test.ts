/** Pieces of a verification: each is taken once, whoever takes it, and none after it was told to stop. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { endTurns, newTurns, takePieces, type PieceResult } from '../../../../src-main/engine/verify/pieces.js'
import { makeDatabase } from '../../../support/small-database.js'
import { newTarget } from '../../../support/target-database.js'

let root: string
let db: Database.Database
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hive-pieces-'))
  const old = join(root, 'old.db')
  makeDatabase(
    old,
    'CREATE TABLE a (n); INSERT INTO a VALUES (1); CREATE TABLE b (k PRIMARY KEY) WITHOUT ROWID; CREATE TABLE c (n)',
  )
  db = newTarget().defaultSafeIntegers(true)
  db.prepare('ATTACH ? AS old').run(old)
})
afterEach(() => {
  db.close()
  rmSync(root, { recursive: true })
})

const take = (turns = newTurns(), signal = new AbortController().signal, onCheck = () => undefined) =>
  takePieces(
    { db, level: 'standard', source: null, live: false, role: 'old', structure: true, signal, onRows: () => undefined },
    turns,
    onCheck,
  )
const indexes = (results: PieceResult[]) => results.map(({ index }) => index).sort((a, b) => a - b)

it('every piece is taken once, also by two who share the turns', async () => {
  const all = indexes(await take())
  expect(all).toEqual(all.map((_, index) => index))
  expect(all.length).toBeGreaterThan(5)
  const turns = newTurns()
  const [one, other] = await Promise.all([take(turns), take(turns)])
  expect(indexes([...one, ...other])).toEqual(all)
})

it('none is taken after the end', async () => {
  const turns = newTurns()
  endTurns(turns)
  expect(await take(turns)).toEqual([])
})

it('none is looked at once it is to stop', async () => {
  let looked = 0
  const stopped = take(newTurns(), AbortSignal.abort(), () => {
    looked++
  })
  await expect(stopped).rejects.toThrow('abort')
  expect(looked).toBe(0)
})
