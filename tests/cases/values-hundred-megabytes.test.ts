/**
 * Values of 100 MB arrive byte for byte: as a text with a place, as what is made of one (a message, the search), as a BLOB
 * that is carried. Not under the runner of the folders: its oracle holds every value in memory many times over.
 */
import { createHash } from 'node:crypto'
import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MigrationResult } from '../../src-main/engine/model/index.js'
import { makeWorld, type World } from '../support/engine.js'
import { changeDatabase } from '../support/old-database.js'

const size = 100 * 1024 * 1024
const limit = { timeout: 600_000 }

/** A text of exactly that many bytes whose parts are all different, with characters of one to four bytes. */
function longText(bytes: number, seed: string): string {
  const parts: Buffer[] = []
  let length = 0
  for (let part = 0; length < bytes; part++) {
    const line = Buffer.from(`${seed} ${part} äöü – 🎉 ${'wort '.repeat(200)}\n`)
    parts.push(line)
    length += line.length
  }
  const text = Buffer.concat(parts).toString('utf8')
  const fits = Buffer.from(text)
    .subarray(0, bytes)
    .toString('utf8')
    .replace(/\uFFFD+$/, '')
  return fits + '.'.repeat(bytes - Buffer.byteLength(fits))
}

const [output, answer] = [longText(size, 'output'), longText(size, 'answer')]
const blob = Buffer.alloc(size)
for (let at = 0; at < size; at += 4) blob.writeUInt32LE((at * 2654435761) >>> 0, at)
const hash = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex')

let world: World
let result: MigrationResult
beforeAll(async () => {
  world = await makeWorld({ conversations: 2 })
  changeDatabase(world.source, (db) => {
    db.prepare('UPDATE stage_outputs SET full_output = ? WHERE rowid = 2').run(output)
    db.prepare('UPDATE conversations SET final_answer = ? WHERE rowid = 1').run(answer)
    db.exec('CREATE TABLE attachments (name TEXT, body BLOB)')
    db.prepare(`INSERT INTO attachments VALUES ('film', ?)`).run(blob)
  })
  result = await world.migrate()
}, limit.timeout)
afterAll(() => {
  world.remove()
})

/** The type and the hash of a value, read in the new database. */
function valueIn(path: string, sql: string): [type: unknown, hash: string] {
  const db = new Database(path, { readonly: true })
  try {
    const [type, bytes] = db.prepare(sql).raw().get() as [unknown, Buffer]
    return [type, hash(bytes)]
  } finally {
    db.close()
  }
}

const places: [what: string, sql: string, expected: [string, string | Buffer]][] = [
  ['a text in its place', `SELECT typeof(full_output), CAST(full_output AS BLOB) FROM stage_outputs WHERE rowid = 2`, ['text', output]], // prettier-ignore
  ['an answer', `SELECT typeof(final_answer), CAST(final_answer AS BLOB) FROM conversations WHERE length(final_answer) > 1e6`, ['text', answer]], // prettier-ignore
  ['the message that is made of it', `SELECT typeof(content), CAST(content AS BLOB) FROM messages WHERE length(content) > 1e6`, ['text', answer]], // prettier-ignore
  ['a BLOB that is carried', `SELECT typeof(body), body FROM legacy_attachments`, ['blob', blob]],
]

it('the migration says that every value is the same', () => {
  expect(result).toMatchObject({ status: 'migrated', totals: { same: true, quarantined: 0 } })
  expect(result.verification).toMatchObject({ passed: true, mismatches: 0 })
})

it.each(places)('%s', limit, (_, sql, [type, value]) => {
  expect(valueIn(world.target, sql)).toEqual([type, hash(value)])
})

it('a last byte that is another is found', limit, async () => {
  const changed = join(world.environment.tmpdir, 'changed.db')
  copyFileSync(world.target, changed)
  changeDatabase(changed, (db) =>
    db
      .prepare(`UPDATE stage_outputs SET full_output = ? WHERE rowid = 2`)
      .run(`${output.slice(0, -1)}${output.endsWith('!') ? '?' : '!'}`),
  )
  const found = await world.engine.validate({ source: world.source, target: changed, level: 'standard' })
  expect(found).toMatchObject({ passed: false })
  expect(found.tables.find(({ name }) => name === 'stage_outputs')).toMatchObject({ mismatched: 1 })
  rmSync(changed)
})
