/** The questions of the old database, asked of both: which are asked, and what counts as the same answer. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { VerificationCheck } from '../../../../src-main/engine/model/index.js'
import { regressionChecks } from '../../../../src-main/engine/verify/regression/ask.js'

let root: string
let db: Database.Database
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hive-questions-'))
  db = new Database(':memory:').defaultSafeIntegers(true)
  db.exec(`CREATE TABLE migration_repairs (table_name, row_key, column_name);
    CREATE TABLE migration_quarantine (table_name, row_key, column_name, value);
    CREATE TABLE messages (id, role, conversation_id, content);
    CREATE TABLE conversation_usage (conversation_id, timestamp)`)
  db.prepare('ATTACH ? AS old').run(join(root, 'old.db'))
})
afterEach(() => {
  db.close()
  rmSync(root, { recursive: true })
})

/** The same table with the same rows on both sides. */
function both(sql: (schema: string) => string): void {
  for (const schema of ['main', 'old']) db.exec(sql(schema))
}
const ask = () => [...regressionChecks(db)]
const find = (checks: VerificationCheck[], name: string) => checks.find((check) => check.name === name)
const agreed = 'how well the stages agreed'
const metrics = (schema: string) => `CREATE TABLE ${schema}.consensus_metrics (id, final_confidence, stage_agreement);
  INSERT INTO ${schema}.consensus_metrics VALUES (1, 0.5, 0.25), (2, -1.5, -1000.5)`

describe('the same answer', () => {
  beforeEach(() => {
    both(metrics)
  })
  const answer = () => find(ask(), agreed)

  it('is said, with what it took on either side', () => {
    const started = performance.now()
    const checks = ask()
    const elapsed = performance.now() - started
    expect(checks.map(({ name }) => name)).toEqual([agreed, 'the same questions, old and new'])
    expect(checks[0]).toMatchObject({ layer: 'regression', passed: true, detail: '1 row of answer, the same' })
    expect(checks[1]).toMatchObject({ layer: 'performance', passed: true })
    expect(checks[1]?.detail).toMatch(/^1 questions: \d+ ms in the old database, \d+ ms in the new one$/)
    for (const { ms } of checks) {
      expect(ms).toBeGreaterThanOrEqual(0)
      expect(ms).toBeLessThanOrEqual(elapsed + 1)
    }
    const [, then, now] = /: (\d+) ms.*, (\d+) ms/.exec(checks[1]?.detail ?? '') ?? []
    expect(Number(then) + Number(now)).toBeLessThanOrEqual(elapsed + 2)
  })

  it.each([
    [
      'sums that differ in their last bits',
      `UPDATE consensus_metrics SET stage_agreement = -1000.5000000001 WHERE id = 2`,
    ],
    [
      'small numbers that differ in their last bits',
      `UPDATE consensus_metrics SET final_confidence = 0.5000000005 WHERE id = 1`,
    ],
  ])('%s are the same', (_, sql) => {
    db.exec(sql)
    expect(answer()?.passed).toBe(true)
  })

  it.each([
    ['a sum', `UPDATE consensus_metrics SET stage_agreement = -1000.50001 WHERE id = 2`, 'row 1: -1000.25 (real) became -1000.25001 (real)'],
    ['a small number', `UPDATE consensus_metrics SET final_confidence = 0.500000002 WHERE id = 1`, 'row 1: 0.5 (real) became 0.500000002 (real)'],
    ['a type', `UPDATE consensus_metrics SET final_confidence = '0.5' WHERE id = 1`, 'row 1: 0.5 (real) became "0.5"'],
    ['a number of rows', `DELETE FROM consensus_metrics WHERE id = 2`, 'row 1: 2 (integer) became 1 (integer)'],
  ])('%s that differs is said', (_, sql, detail) => {
    db.exec(sql)
    expect(answer()).toMatchObject({ passed: false, detail })
  }) // prettier-ignore

  it('leaves out what was repaired, set aside or has no id', () => {
    db.exec(`INSERT INTO old.consensus_metrics VALUES (3, 9, 9), (4, 9, 9), (NULL, 9, 9);
      INSERT INTO main.consensus_metrics VALUES (3, 7, 7);
      INSERT INTO migration_repairs VALUES ('consensus_metrics', 3, 'final_confidence'), ('other', 1, 'x');
      INSERT INTO migration_quarantine VALUES ('consensus_metrics', 4, 'id', 4), ('other', 1, 'x', 1)`)
    expect(answer()?.passed).toBe(true)
  })

  it('leaves out rows of the new one that the old one does not know', () => {
    db.exec(`INSERT INTO main.consensus_metrics VALUES (9, 9, 9)`)
    expect(answer()?.passed).toBe(true)
  })
})

describe('rows', () => {
  const conversations = (
    schema: string,
  ) => `CREATE TABLE ${schema}.conversations (id, question, final_answer, source_of_truth,
      profile_id COLLATE NOCASE, created_at, last_updated);
    INSERT INTO ${schema}.conversations VALUES ('a', 'how', 'x', 's', x'00ff', '2025-01-01', '2025-01-01'),
      ('b', 'why', 'y', 's', 'P', '2025-01-02', '2025-01-02'), ('c', 'why', 'y', 's', 'p', '2025-01-02', '2025-01-02')`
  beforeEach(() => {
    both(conversations)
  })
  const profiles = () => find(ask(), 'conversations per profile')

  it('are compared one by one, bytes as bytes, and by every letter’s case', () => {
    expect(profiles()).toMatchObject({ passed: true, detail: '3 rows of answer, the same' })
  })

  it.each([
    ['other bytes', `UPDATE conversations SET profile_id = x'00fe' WHERE id = 'a'`, /^row 3: BLOB of 2 bytes became BLOB of 2 bytes$/],
    ['a text of the same bytes', `UPDATE conversations SET profile_id = CAST(x'5a' AS TEXT) WHERE id = 'a'`, /^row \\d/],
    ['fewer groups', `UPDATE conversations SET profile_id = 'P' WHERE id = 'c'`, /^the old one answers 3 rows, the new one 2$/],
  ])('%s are seen', (_, sql, detail) => {
    db.exec(sql)
    const found = profiles()
    expect(found?.passed).toBe(false)
    expect(found?.detail).toMatch(new RegExp(detail.source.replace('\\\\', '\\')))
  }) // prettier-ignore
})

describe('the tokens of each conversation', () => {
  beforeEach(() => {
    both(
      (schema) => `CREATE TABLE ${schema}.conversations (id, total_tokens_output, created_at, question, final_answer,
        source_of_truth, profile_id, last_updated);
      INSERT INTO ${schema}.conversations (id, total_tokens_output) VALUES ('a', 5), ('b', 7);
      CREATE TABLE ${schema}.stage_outputs (id, conversation_id, tokens_used, stage_name, character_count, word_count, provider,
        model, processing_time_ms, full_output, stage_number, temperature, created_at);
      INSERT INTO ${schema}.stage_outputs (id, conversation_id, tokens_used) VALUES (1, 'a', 5), (2, 'b', 3), (3, 'b', 4)`,
    )
    db.exec(`UPDATE conversations SET total_tokens_output = 6 WHERE id = 'a'`)
  })
  const tokens = () => find(ask(), 'the tokens of each conversation')?.passed

  it('are another number in the new one', () => {
    expect(tokens()).toBe(false)
    db.exec(`UPDATE conversations SET total_tokens_output = 5 WHERE id = 'a'`)
    expect(tokens()).toBe(true)
  })

  it.each([
    ['in quarantine', `INSERT INTO migration_quarantine VALUES ('stage_outputs', 9, 'conversation_id', 'a')`],
    ['repaired', `INSERT INTO migration_repairs VALUES ('Stage_Outputs', 1, 'created_at')`],
  ])('are not asked where one of its outputs is %s', (_, sql) => {
    db.exec(sql)
    expect(tokens()).toBe(true)
  })

  it.each([
    [
      'another table’s row in quarantine',
      `INSERT INTO migration_quarantine VALUES ('other', 9, 'conversation_id', 'a')`,
    ],
    ['another column in quarantine', `INSERT INTO migration_quarantine VALUES ('stage_outputs', 9, 'id', 'a')`],
    [
      'an output of nobody in quarantine',
      `INSERT INTO migration_quarantine VALUES ('stage_outputs', 9, 'conversation_id', NULL)`,
    ],
    ['another table’s repair', `INSERT INTO migration_repairs VALUES ('other', 1, 'created_at')`],
  ])('are asked all the same for %s', (_, sql) => {
    db.exec(sql)
    expect(tokens()).toBe(false)
  })
})

describe('a question', () => {
  it('is not asked where the old database lacks its table', () => {
    db.exec(metrics('main'))
    expect(ask().map(({ name, detail }) => `${name}: ${detail}`)).toEqual(['the same questions, old and new: 0 questions: 0 ms in the old database, 0 ms in the new one']) // prettier-ignore
  })

  it.each([
    'CREATE TABLE %.consensus_metrics (final_confidence, stage_agreement)',
    'CREATE TABLE %.consensus_metrics (id TEXT PRIMARY KEY, final_confidence, stage_agreement) WITHOUT ROWID',
  ])(
    // prettier-ignore
    'is not asked of a table that has no id, or no rowid to tell what was set aside: %s',
    (sql) => {
      both((schema) => sql.replace('%', schema))
      expect(find(ask(), agreed)).toBeUndefined()
    },
  )

  it('is not asked where only one side has an id', () => {
    db.exec(metrics('old'))
    db.exec('CREATE TABLE main.consensus_metrics (final_confidence, stage_agreement)')
    expect(find(ask(), agreed)).toBeUndefined()
  })

  it('says that it was not asked where the old table lacks a column', () => {
    both((schema) => `CREATE TABLE ${schema}.consensus_metrics (id, final_confidence)`)
    expect(find(ask(), agreed)).toMatchObject({ passed: true, ms: 0, detail: expect.stringMatching(/^not asked: /) as string }) // prettier-ignore
  })

  it('that the old database cannot answer for another reason is no answer', () => {
    db.exec(metrics('main'))
    db.exec(`CREATE TABLE old.consensus_metrics (id, final_confidence);
      INSERT INTO old.consensus_metrics VALUES (1, -9223372036854775808);
      ALTER TABLE old.consensus_metrics ADD COLUMN stage_agreement AS (abs(final_confidence))`)
    expect(ask).toThrow('integer overflow')
  })

  it('that the new database cannot answer is no answer', () => {
    db.exec(metrics('old'))
    db.exec(`CREATE TABLE main.consensus_metrics (id, final_confidence)`)
    expect(ask).toThrow('no such column')
  })

  it('may be asked again on the same connection', () => {
    both(metrics)
    ask()
    db.exec(`ALTER TABLE main.consensus_metrics ADD COLUMN more; ALTER TABLE old.consensus_metrics ADD COLUMN more`)
    expect(ask().every(({ passed }) => passed)).toBe(true)
  })
})
