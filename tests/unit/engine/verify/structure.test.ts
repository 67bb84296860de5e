/** The checks of the new database's own structure, its configuration and its secrets: each finds what it is there for. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ValidationLevel, VerificationCheck } from '../../../../src-main/engine/model/index.js'
import { emptyAccount } from '../../../../src-main/engine/verify/account.js'
import { configurationChecks, laterConfigurationChecks } from '../../../../src-main/engine/verify/configuration.js'
import { nothingMore } from '../../../../src-main/engine/verify/nothing-more.js'
import { securityChecks } from '../../../../src-main/engine/verify/security.js'
import { structureChecks } from '../../../../src-main/engine/verify/structure.js'
import { newTarget } from '../../../support/target-database.js'

let db: Database.Database
let root: string
const at = (name: string) => join(root, name)
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hive-structure-'))
  db = newTarget().defaultSafeIntegers(true)
  db.pragma('foreign_keys = OFF')
  db.unsafeMode()
  db.exec(`INSERT INTO conversations (id, question, source_of_truth) VALUES ('a', 'Word', 't'), ('b', 'other', NULL);
    INSERT INTO curator_truths (conversation_id, curator_output, confidence_score, topic_summary) VALUES ('a', 'out', 1, 'sum')`)
})
afterEach(() => {
  db.close()
  rmSync(root, { recursive: true })
})

const failedOf = (checks: Iterable<VerificationCheck>) =>
  [...checks].filter(({ passed }) => !passed).map(({ name, detail }) => `${name}: ${detail}`)

/** Never longer than it took altogether; a measurement is rounded, so each may be one millisecond more. */
function timed<T extends Iterable<VerificationCheck>>(look: () => T): VerificationCheck[] {
  const started = performance.now()
  const checks = [...look()]
  const elapsed = performance.now() - started
  for (const { ms } of checks) {
    expect(ms).toBeGreaterThanOrEqual(0)
    expect(ms).toBeLessThanOrEqual(elapsed + 1)
  }
  return checks
}

describe('structure', () => {
  const names: Record<ValidationLevel, string[]> = {
    basic: ['foreign keys', 'file structure', 'tables, indexes and triggers'],
    standard: ['foreign keys', 'file structure', 'tables, indexes and triggers', 'search of conversations', 'search of curator truths'], // prettier-ignore
    strict: ['foreign keys', 'file structure and indexes', 'tables, indexes and triggers', 'search of conversations', 'search of curator truths'], // prettier-ignore
    paranoid: ['foreign keys', 'file structure and indexes', 'tables, indexes and triggers', 'search of conversations', 'search of curator truths'], // prettier-ignore
  }

  it.each(Object.keys(names) as ValidationLevel[])(
    '%s looks at what it promises, and a sound database passes',
    (level) => {
      const checks = timed(() => structureChecks(level).map(({ look }) => look(db)))
      expect(checks.map(({ name }) => name)).toEqual(names[level])
      expect(failedOf(checks)).toEqual([])
      expect(checks[0]?.detail).toBe('every reference points to a row')
    },
  )

  it.each<[string, string, string[]]>([
    ['an orphan', `INSERT INTO stage_evolution (id, conversation_id) VALUES ('e', 'gone')`, ['foreign keys: 1 references point to nothing']],
    ['a missing index and a missing trigger', `DROP INDEX idx_messages_timestamp; DROP TRIGGER conversations_fts_delete`, ['tables, indexes and triggers: missing: idx_messages_timestamp, conversations_fts_delete']],
    ['another case in the search', `UPDATE conversations_fts SET question = 'word' WHERE conversation_id = 'a'`, ['search of conversations: 1 documents differ from their row, 0 too many']],
    ['the other column in the search', `UPDATE conversations_fts SET source_of_truth = 'T' WHERE conversation_id = 'a'`, ['search of conversations: 1 documents differ from their row, 0 too many']],
    ['a document too few', `DELETE FROM conversations_fts WHERE conversation_id = 'b'`, ['search of conversations: 1 documents differ from their row, 0 too many']],
    ['a document too many', `INSERT INTO conversations_fts_docs (conversation_id) VALUES ('ghost')`, ['search of conversations: 0 documents differ from their row, 1 too many']],
    ['both at once', `DELETE FROM conversations_fts WHERE conversation_id = 'b'; DELETE FROM conversations_fts_docs WHERE conversation_id = 'b'; INSERT INTO conversations_fts_docs (conversation_id) VALUES ('ghost')`, ['search of conversations: 1 documents differ from their row, 0 too many']],
    ['another summary in the search of truths', `UPDATE curator_truths_fts SET topic_summary = 'x'`, ['search of curator truths: 1 documents differ from their row, 0 too many']],
  ])('%s', (_, sql, expected) => {
    db.exec(sql)
    expect(failedOf(structureChecks('standard').map(({ look }) => look(db)))).toEqual(expected)
  }) // prettier-ignore

  it('a row without an id is in no search, and is not missed there', () => {
    db.exec(`INSERT INTO conversations (id, question) VALUES (NULL, 'nobody')`)
    expect(failedOf(structureChecks('standard').map(({ look }) => look(db)))).toEqual([])
  })
})

describe('nothing more', () => {
  const accounts = (placed = 0) => [
    emptyAccount('conversations', 'conversations'),
    emptyAccount('curator_truths', 'curator_truths'),
    { ...emptyAccount('knowledge_conversations', 'knowledge_conversations'), placed },
  ]
  const made = `INSERT INTO messages (id, conversation_id, role, content) VALUES ('1', 'a', 'user', 'x'), ('2', 'b', 'user', 'x');
    INSERT INTO conversation_usage (user_id, conversation_id) VALUES ('u', 'a'), ('u', 'b');
    INSERT INTO knowledge_conversations (id, conversation_id) VALUES ('kc_a', 'a'), ('kc_b', 'b'), ('own', 'c')`
  beforeEach(() => {
    db.exec(made)
  })

  it('is there when every row is the source’s, made for one, or of the configuration', () => {
    db.exec(`INSERT INTO users (id) VALUES ('default'); INSERT INTO migration_quarantine DEFAULT VALUES`)
    const [check] = timed(() => [nothingMore(db, accounts(1))])
    expect(check).toMatchObject({
      layer: 'data',
      name: 'nothing more',
      passed: true,
      detail: 'no row comes from nowhere',
    })
  })

  it.each([
    ['a message', `INSERT INTO messages (id, conversation_id, role, content) VALUES ('3', 'a', 'user', 'x')`, 'messages'],
    ['a message too few', `DELETE FROM messages WHERE id = '1'`, 'messages'],
    ['a use', `INSERT INTO conversation_usage (user_id, conversation_id) VALUES ('v', 'a')`, 'conversation_usage'],
    ['a keyword', `INSERT INTO conversation_keywords (conversation_id, keyword) VALUES ('a', 'k')`, 'conversation_keywords'],
    ['knowledge', `INSERT INTO knowledge_conversations (id, conversation_id) VALUES ('x', 'd')`, 'knowledge_conversations'],
    ['knowledge that only looks made', `UPDATE knowledge_conversations SET id = 'kc_x' WHERE id = 'kc_a'`, 'knowledge_conversations'],
  ])('%s from nowhere is named', (_, sql, table) => {
    db.exec(sql)
    expect(nothingMore(db, accounts(1))).toMatchObject({ passed: false, detail: `rows without a source in ${table}` })
  }) // prettier-ignore

  it('knowledge of which the source has none is counted from none', () => {
    const others = accounts().filter(({ target }) => target !== 'knowledge_conversations')
    expect(nothingMore(db, others).passed).toBe(false)
    db.exec(`DELETE FROM knowledge_conversations WHERE id = 'own'`)
    expect(nothingMore(db, others).passed).toBe(true)
  })
})

describe('secrets', () => {
  const key = 'sk-or-v1-not-a-real-key'
  beforeEach(() => {
    db.exec(`INSERT INTO configurations (key, value) VALUES ('openrouter_api_key', '${key}'), ('theme', 'dark-and-light'), ('short_key', 'light');
      INSERT INTO users (id, license_key) VALUES ('u', 'HIVE-1234-5678')`)
    writeFileSync(at('private'), '', { mode: 0o600 })
    writeFileSync(at('clean'), 'dark-and-light')
  })
  const look = (privateFiles: string[], texts: string[]) => timed(() => securityChecks(db, { privateFiles, texts }))

  it('are where they belong', () => {
    const [permissions, keys] = look([at('private'), at('absent')], [at('clean'), at('absent')])
    expect(permissions).toMatchObject({ layer: 'security', name: 'permissions', passed: true, detail: 'only you can read the new database and its configuration' }) // prettier-ignore
    expect(keys).toMatchObject({ layer: 'security', name: 'keys', passed: true, detail: 'no key stands outside the new database and the backup' }) // prettier-ignore
  })

  it.each([0o640, 0o604, 0o610])('a file that others may use is named: %o', (mode) => {
    chmodSync(at('private'), mode)
    const [permissions, keys] = look([at('clean'), at('private')], [])
    expect(permissions?.passed).toBe(false)
    expect(permissions?.detail).toContain(at('private'))
    expect(keys?.passed).toBe(true)
  })

  it.each([key, 'HIVE-1234-5678'])('a text that holds one is named, and the key is not', (secret) => {
    writeFileSync(at('leak'), `before ${secret} after`)
    const [, keys] = look([], [at('clean'), at('leak')])
    expect(keys).toMatchObject({ passed: false, detail: `a key stands in ${at('leak')}` })
  })
})

describe('the configuration', () => {
  const look = (files: { origin: string; copy: string }[], toml = at('config.toml')) =>
    timed(() => configurationChecks(db, { toml, home: root, database: at('new.db'), files }))
  const file = (name: string, content: string | Buffer, kept: string | Buffer = content) => {
    writeFileSync(at(name), content)
    db.prepare(`INSERT INTO legacy_config (file, pointer, value) VALUES (?, '', ?)`).run(`/old/${name}`, kept)
    return { origin: `/old/${name}`, copy: at(name) }
  }
  const kept = (files: { origin: string; copy: string }[]) => look(files)[2]

  it('that is missing, is no TOML or lacks a section is said', () => {
    expect(look([])[0]).toMatchObject({ passed: false, detail: `${at('config.toml')} is missing` })
    writeFileSync(at('config.toml'), '= no toml')
    expect(look([])[0]?.detail).toMatch(/^it is not valid TOML: ./)
    writeFileSync(at('config.toml'), '')
    expect(look([])[0]?.detail).toMatch(/^missing, or not what it must be: \w+/)
    expect(look([])[0]?.passed).toBe(false)
  })

  it('without its record is said', () => {
    db.exec('DROP TABLE IF EXISTS legacy_config')
    expect(kept([])).toMatchObject({ passed: false, detail: 'the record of the old configuration is missing' })
  })

  it('at a later time is looked at for what can still be known: that it loads, and how many files its record has', () => {
    const later = () => timed(() => laterConfigurationChecks(db, at('config.toml')))
    file('a.json', '{}')
    file('b', 'no json')
    db.exec(`INSERT INTO legacy_config (file, pointer, value) VALUES ('/old/a.json', '/key', 'x')`)
    writeFileSync(at('config.toml'), '')
    const [loads, record, ...more] = later()
    expect(loads).toMatchObject({ name: 'config.toml loads', passed: false })
    expect(record).toMatchObject({ passed: true, detail: '2 files are kept word for word' })
    expect(more).toEqual([])
    db.exec('DROP TABLE legacy_config')
    expect(later()[1]).toMatchObject({ passed: false, detail: 'the record of the old configuration is missing' })
  })

  it('is kept word for word, whatever it is', () => {
    const files = [file('a.json', '{"theme":"dark"}'), file('b', 'no json')]
    expect(kept(files)).toMatchObject({ passed: true, detail: '2 files are kept word for word' }) // prettier-ignore
    expect(kept(files.slice(0, 1))?.detail).toMatch(/^1 file is kept/)
    expect(kept([])?.passed).toBe(true)
    const changed = file('c.json', '{"theme":"dark"}', '{"theme":"Dark"}')
    expect(kept([...files, changed])).toMatchObject({
      passed: false,
      detail: '/old/c.json is not kept word for word',
    })
  })

  // Files that say nothing that a key is: that keys arrive is said by the check of every setting (cases/settings-bite).
  it.each([
    '{"license_key":""}',
    '{"license_key":5}',
    '{"license_key":null}',
    'null',
    '[]',
    '{}',
    '"text"',
    '\uFEFF{}',
  ])('of %s is kept like any other', (content) => {
    expect(kept([file('a.json', content)])?.passed).toBe(true)
  })
})
