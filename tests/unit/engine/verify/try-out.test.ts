/** A copy of the new database is used as both programs would; the database itself stays as it is. */
import { copyFileSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { tryOut } from '../../../../src-main/engine/verify/extra-checks.js'
import type { VerificationCheck } from '../../../../src-main/engine/model/index.js'
import { functionalChecks } from '../../../../src-main/engine/verify/functional/try-out.js'
import { trials } from '../../../../src-main/engine/verify/functional/statements.js'
import { hiveNames } from '../../../../src-main/engine/target/schema/index.js'
import { openElsewhere } from '../../../support/other-program.js'
import { newTarget } from '../../../support/target-database.js'
import { openFilesBelow } from '../../../support/open-files.js'

let model: string
beforeAll(() => {
  model = join(mkdtempSync(join(tmpdir(), 'hive-model-')), 'model.db')
  newTarget(model).close()
})
afterAll(() => {
  rmSync(dirname(model), { recursive: true })
})

let root: string
let database: string
const scratch = () => join(root, 'trial.db')
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hive-trial-'))
  database = join(root, 'new.db')
  copyFileSync(model, database)
})
afterEach(() => {
  expect(openFilesBelow(root)).toEqual([])
  rmSync(root, { recursive: true })
})

const change = (sql: string) => {
  const db = new Database(database)
  db.exec(sql)
  db.close()
}
/** A trigger that counts as the new Hive's own, by its name: those of other programs are left out of the trial. */
const ownTrigger = `CREATE TRIGGER ${hiveNames[0]}`
const checks = (sides: string[] = []) => [...functionalChecks(database, scratch(), sides)]
const failed = () => checks().filter(({ passed }) => !passed)

it('everything that both programs do works in a new database, which does not change', () => {
  const before = readFileSync(database)
  for (const side of ['', '-wal', '-shm', '-journal']) writeFileSync(scratch() + side, 'left by a death')
  const started = performance.now()
  const all = checks()
  const elapsed = performance.now() - started
  expect(all.map(({ name }) => name)).toEqual([...trials.map(({ name }) => name), 'two connections'])
  for (const check of all) {
    const detail = check.name === 'two connections' ? 'a reader sees what is committed, and only that' : 'works'
    expect(check).toMatchObject({ layer: 'functional', passed: true, detail })
    expect(check.ms).toBeGreaterThanOrEqual(0)
  }
  expect(all.reduce((sum, { ms }) => sum + ms, 0)).toBeLessThanOrEqual(elapsed + all.length)
  expect(readFileSync(database).equals(before)).toBe(true)
  expect(readdirSync(root)).toEqual(['new.db'])
})

it('the copy goes also when nobody wants to see the rest', () => {
  for (const check of functionalChecks(database, scratch(), [])) {
    expect(check.passed).toBe(true)
    break
  }
  expect(readdirSync(root)).toEqual(['new.db'])
})

it('rows that are only in the -wal are there', async () => {
  const app = await openElsewhere(database, ['PRAGMA journal_mode = WAL', `INSERT INTO conversations (id, title) VALUES ('hm-second', 'mine')`]) // prettier-ignore
  await app.end('kill')
  expect(() => checks(['-wal'])).toThrow('UNIQUE')
  expect(existsSync(scratch())).toBe(false)
  expect(checks([]).every(({ passed }) => passed)).toBe(true)
})

describe('names what does not work', () => {
  it.each([
    [
      'a trigger that is missing',
      'DROP TRIGGER conversations_fts_update',
      'search follows an update',
      'answers undefined',
    ],
    ['another answer', `${ownTrigger} AFTER UPDATE ON knowledge_conversations WHEN new.final_answer = 'answer 2' BEGIN
        UPDATE knowledge_conversations SET final_answer = 'other' WHERE rowid = new.rowid; END`, 'the app saves question and answer, twice', 'answers other'], // prettier-ignore
    ['a table that is missing', 'DROP TABLE cost_analytics', 'the app counts usage and costs', 'no such table: main.cost_analytics'], // prettier-ignore
  ])('%s', (_, sql, name, detail) => {
    change(sql)
    expect(failed()).toContainEqual(expect.objectContaining({ name, passed: false, detail: expect.stringContaining(detail.replace('main.', '')) as string })) // prettier-ignore
  })

  it('a transaction that breaks in the middle is taken back, and what follows is tried all the same', () => {
    change(`${ownTrigger} BEFORE DELETE ON messages BEGIN SELECT RAISE(FAIL, 'not that'); END`)
    const all = checks()
    expect(all.filter(({ passed }) => !passed)).toMatchObject([{ name: 'a transaction that is rolled back leaves nothing', detail: 'not that' }]) // prettier-ignore
    expect(all.at(-1)).toMatchObject({ name: 'two connections', passed: true })
  })

  it('but what triggers of other programs do is no sign of it', () => {
    change(`CREATE TRIGGER theirs BEFORE INSERT ON conversations BEGIN SELECT RAISE(FAIL, 'not here'); END`)
    expect(failed()).toEqual([])
  })

  it('a writer that another one sees too early, or not at all', () => {
    change(`${ownTrigger} BEFORE INSERT ON conversations WHEN new.id = 'hm-second' BEGIN SELECT RAISE(IGNORE); END`)
    expect(failed()).toMatchObject([{ name: 'two connections', detail: '1, 1, 1 conversations seen' }])
  })
})

it('is done in a private folder beside the database, which goes again', async () => {
  const seen: VerificationCheck[] = []
  const folders = new Set<string>()
  const note = (check: VerificationCheck) => {
    seen.push(check)
    for (const name of readdirSync(root)) folders.add(name)
  }
  await tryOut(database, join(root, 'beside'), [], note, new AbortController().signal)
  expect(seen).toHaveLength(trials.length + 1)
  expect([...folders].filter((name) => name.startsWith('hive-migrate-trial-'))).toHaveLength(1)
  expect(readdirSync(root)).toEqual(['new.db'])
})
