/** The audit trail and the lock: what another program, another hand or a death may have done to them. */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { audit, verifyAudit, type AuditAction } from '../../../../src-main/engine/journal/audit.js'
import { acquireLock } from '../../../../src-main/engine/journal/lock.js'
import type { StateHome } from '../../../../src-main/engine/journal/state-home.js'
import { failing } from '../../../support/failing.js'

let home: StateHome
beforeEach(() => {
  const root = mkdtempSync(join(tmpdir(), 'hive-trail-'))
  const inRoot = (name: string) => join(root, name)
  home = { root, backups: inRoot('backups'), runs: inRoot('runs'), audit: inRoot('audit'), lock: inRoot('lock.db') }
})
afterEach(() => {
  rmSync(home.root, { recursive: true })
})

const entry = (change: Partial<AuditAction> = {}): AuditAction => {
  return { action: 'migrate', runId: 'r1', outcome: 'done', detail: {}, ...change }
}
const lines = () => readFileSync(home.audit, 'utf8').split('\n').filter(Boolean)

describe('the audit trail', () => {
  it.each(['migrate', 'rollback', 'undo'] as const)('notes a %s once, however often it is told', (action) => {
    audit(home, entry({ action }))
    audit(home, entry({ action }))
    expect(lines()).toHaveLength(1)
  })

  it.each(['validate', 'cleanup'] as const)('notes a %s every time', (action) => {
    audit(home, entry({ action }))
    audit(home, entry({ action }))
    expect(lines()).toHaveLength(2)
  })

  it('tells apart what differs in any respect', () => {
    audit(home, entry())
    for (const change of [{ runId: 'r2' }, { outcome: 'failed' }, { action: 'undo' as const }])
      audit(home, entry(change))
    expect(lines()).toHaveLength(4)
    expect(verifyAudit(home)).toEqual({ entries: 4, brokenAt: null })
  })

  it('goes on after a line that is no entry, and says where the chain broke', () => {
    audit(home, entry())
    appendFileSync(home.audit, 'scribbled\n')
    audit(home, entry({ runId: 'r2' }))
    expect(lines()).toHaveLength(3)
    expect(verifyAudit(home)).toEqual({ entries: 3, brokenAt: 2 })
  })

  it('that begins with an entry of no chain is broken at its first line', () => {
    writeFileSync(home.audit, '{"action":"migrate"}\n')
    expect(verifyAudit(home)).toEqual({ entries: 1, brokenAt: 1 })
  })

  it('counts a last line whose end an editor took, and not one that a power cut tore', () => {
    audit(home, entry())
    audit(home, entry({ runId: 'r2' }))
    const whole = readFileSync(home.audit, 'utf8')
    writeFileSync(home.audit, whole.trimEnd())
    expect(verifyAudit(home)).toEqual({ entries: 2, brokenAt: null })
    // Noted already, though its line has no end: it is not noted again.
    audit(home, entry({ runId: 'r2' }))
    expect(lines()).toHaveLength(2)
    writeFileSync(home.audit, whole.slice(0, -5))
    expect(verifyAudit(home)).toEqual({ entries: 1, brokenAt: null })
  })
})

describe('the lock', () => {
  const holder = () => `${home.lock}.holder`

  it('names who holds it, in a file that only its owner reads, and is free afterwards', () => {
    const lock = acquireLock(home)
    expect(statSync(holder()).mode & 0o777).toBe(0o600)
    const { code, detail } = failing(() => acquireLock(home))
    expect(code).toBe('HM-LOCKED')
    expect(detail).toContain(`process ${process.pid}, since 20`)
    lock.release()
    expect(existsSync(holder())).toBe(false)
    acquireLock(home).release()
  })

  it('is held all the same while nobody says who holds it, and is released then', () => {
    const lock = acquireLock(home)
    rmSync(holder())
    expect(failing(() => acquireLock(home)).detail).toContain('another process')
    lock.release()
    acquireLock(home).release()
  })

  it('that could not be taken whole is not taken', () => {
    mkdirSync(holder())
    expect(() => acquireLock(home)).toThrow(/EISDIR/)
    rmSync(holder(), { recursive: true })
    acquireLock(home).release()
  })
})
