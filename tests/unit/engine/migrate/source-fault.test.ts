/** Whose fault it is when SQLite finds damage in mid-run: the old database's only when it is damaged. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { HiveError } from '../../../../src-main/engine/errors.js'
import { sourceFault } from '../../../../src-main/engine/migrate/source-fault.js'
import { systemError } from '../../../support/machine.js'

let folder: string
let folded: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hive-fault-'))
  folded = join(folder, 'folded.db')
  const db = new Database(folded)
  db.exec('CREATE TABLE t (a)')
  db.exec(
    `INSERT INTO t WITH RECURSIVE n (a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM n WHERE a < 3000) SELECT a FROM n`,
  )
  db.close()
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const spoils: [string, () => void, string | null][] = [
  ['sound', () => undefined, null],
  ['damaged', () => writeFileSync(folded, readFileSync(folded).fill(0x5a, 4096 * 2)), 'HM-SOURCE-CORRUPT'],
  ['no database any more', () => writeFileSync(folded, 'x'.repeat(9000)), 'HM-SOURCE-CORRUPT'],
  ['gone', () => rmSync(folded), 'HM-SOURCE-CORRUPT'],
]
it.each(spoils)('damage that was met while the copy of the old database is %s', (_, spoil, code) => {
  spoil()
  const error = systemError('SQLITE_CORRUPT')
  const fault = sourceFault(error, '/old.db', folded)
  if (code === null) expect(fault).toBe(error)
  else expect(fault).toMatchObject({ code, message: expect.stringContaining('/old.db') as string })
})

it.each([
  ['SQLITE_ERROR', 'HM-SOURCE-SCHEMA'],
  ['SQLITE_TOOBIG', 'HM-SOURCE-SCHEMA'],
])('%s is a schema that SQLite refuses', (code, expected) => {
  expect(sourceFault(systemError(code), '/old.db', folded)).toMatchObject({ code: expected })
})

it.each([new HiveError('HM-BOOKS', 'known'), systemError('SQLITE_FULL'), new Error('odd'), 'text'])(
  'anything else stays what it is (%s)',
  (error) => {
    expect(sourceFault(error, '/old.db', folded)).toBe(error)
  },
)
