/** What is written down while things happen: journal, audit trail, lock, books. A crash may cut off any line. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { toFailure } from '../../../src-main/engine/errors.js'
import { audit, verifyAudit } from '../../../src-main/engine/journal/audit.js'
import { acquireLock } from '../../../src-main/engine/journal/lock.js'
import { Run } from '../../../src-main/engine/journal/run.js'
import { makeStateHome, type StateHome } from '../../../src-main/engine/journal/state-home.js'
import { assertBalanced, totalsOf } from '../../../src-main/engine/migrate/books.js'
import type { TableBooks } from '../../../src-main/engine/model/index.js'
import { openElsewhere } from '../../support/other-program.js'

let home: StateHome
beforeEach(() => {
  const root = mkdtempSync(join(tmpdir(), 'hive-state-'))
  home = {
    root,
    backups: join(root, 'backups'),
    runs: join(root, 'runs'),
    audit: join(root, 'audit.ndjson'),
    lock: join(root, 'lock.db'),
  }
  makeStateHome(home)
})
afterEach(() => {
  rmSync(home.root, { recursive: true })
})

describe('a run’s journal', () => {
  const plan = { kind: 'migrate' as const }
  const file = () => join(home.runs, 'r1', 'journal.ndjson')

  it('is read back as it was written', () => {
    const run = Run.create(home, 'r1', plan)
    run.record('backed-up', { backup: 'b' })
    const again = Run.open(home, 'r1')
    expect(again).toMatchObject({ state: 'backed-up', isFinal: false })
    expect(again?.dataOf('backed-up')).toEqual({ backup: 'b' })
    expect(again?.reached('built')).toBe(false)
  })

  it('a line that a crash cut off never happened, and does not spoil the next one', () => {
    const run = Run.create(home, 'r1', plan)
    run.record('backed-up')
    run.record('built')
    truncateSync(file(), statSync(file()).size - 9)
    const again = Run.open(home, 'r1')
    expect(again?.state).toBe('backed-up')
    again?.record('cancelled')
    expect(Run.open(home, 'r1')?.state).toBe('cancelled')
  })

  it('a run that died before its plan was whole is none', () => {
    Run.create(home, 'r1', plan)
    rmSync(join(home.runs, 'r1', 'plan.json'))
    expect(Run.open(home, 'r1')).toBeNull()
    expect(Run.all(home)).toEqual([])
  })
})

describe('the audit trail', () => {
  const entry = (runId: string) => ({ action: 'migrate' as const, runId, outcome: 'done', detail: {} })
  const three = () => {
    for (const id of ['a', 'b', 'c']) audit(home, entry(id))
  }

  it('holds, each line with the hash of the one before', () => {
    expect(verifyAudit(home)).toEqual({ entries: 0, brokenAt: null })
    three()
    expect(verifyAudit(home)).toEqual({ entries: 3, brokenAt: null })
  })

  it.each([
    ['a changed line', (lines: string[]) => [lines[0]?.replace('"a"', '"x"'), lines[1], lines[2]], 2],
    ['a line taken out', (lines: string[]) => [lines[0], lines[2]], 2],
    ['the first line taken out', (lines: string[]) => lines.slice(1), 1],
    ['lines exchanged', (lines: string[]) => [lines[1], lines[0], lines[2]], 1],
    ['a line made up', (lines: string[]) => [...lines, '{"previous":"0"}'], 4],
  ])('%s is noticed', (_, change, at) => {
    three()
    const lines = readFileSync(home.audit, 'utf8').trim().split('\n')
    writeFileSync(home.audit, `${change(lines).join('\n')}\n`)
    expect(verifyAudit(home).brokenAt).toBe(at)
  })

  it('is for its owner only', () => {
    audit(home, entry('a'))
    expect(statSync(home.audit).mode & 0o077).toBe(0)
  })

  it('a line that a crash cut off is followed by a whole one', () => {
    audit(home, entry('a'))
    appendFileSync(home.audit, '{"at":"20')
    audit(home, entry('b'))
    expect(readFileSync(home.audit, 'utf8').trim().split('\n').at(-1)).toContain('"b"')
  })
})

describe('the lock', () => {
  it('is held by one process, says by whom, and is free again', async () => {
    const other = await openElsewhere(home.lock, ['BEGIN EXCLUSIVE'])
    let failure
    try {
      acquireLock(home)
    } catch (error) {
      failure = toFailure(error)
    }
    expect(failure).toMatchObject({ code: 'HM-LOCKED', exit: 7 })
    await other.end('kill')
    acquireLock(home).release()
    acquireLock(home).release()
  })
})

describe('the books', () => {
  const row = (part: Partial<TableBooks>): TableBooks => {
    return { database: 'd', name: 't', read: 0, migrated: 0, repaired: 0, quarantined: 0, carried: 0, left: 0, ...part }
  }

  it('balance when every row has one place; repaired is a part of migrated', () => {
    const tables = [row({ read: 10, migrated: 6, repaired: 6, quarantined: 1, carried: 2, left: 1 }), row({})]
    expect(totalsOf(tables)).toMatchObject({ read: 10, migrated: 6, repaired: 6, same: true })
    expect(() => assertBalanced(tables)).not.toThrow()
  })

  it.each([
    ['a row too few', row({ read: 10, migrated: 9 })],
    ['a row too many', row({ read: 10, migrated: 9, carried: 2 })],
  ])('%s in one table is not made up for by another', (_, wrong) => {
    const other = row({ name: 'u', read: 1, migrated: 20 - wrong.migrated - wrong.carried - 9 })
    expect(totalsOf([wrong, other]).same).toBe(false)
    expect(() => assertBalanced([wrong, other])).toThrow('t: 10 read')
  })
})
