import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { faultPoint } from '../faults.js'
import { appendDurably } from '../files/durable.js'
import type { StateHome } from './state-home.js'

export type AuditAction = {
  action: 'migrate' | 'rollback' | 'undo' | 'validate' | 'cleanup'
  runId: string
  outcome: string
  detail: Record<string, string | number | boolean | null>
}

const genesis = '0'.repeat(64)

/**
 * Adds one line to the audit trail; each line holds the hash of the line before (design 5). What stands there already is
 * not written again: a run notes what it did before its journal says that it is over, and may die between the two.
 */
export function audit(home: StateHome, entry: AuditAction): void {
  const all = lines(home)
  if (all.some((line) => isOf(line, entry))) return
  const previous = all.at(-1)
  const before = previous === undefined ? genesis : hashOf(previous)
  faultPoint('audit:before')
  appendDurably(home.audit, JSON.stringify({ at: new Date().toISOString(), ...entry, previous: before }))
  faultPoint('audit:written')
}

/** Checks the chain: answers how many lines hold, and the number (from 1) of the first that does not. */
export function verifyAudit(home: StateHome): { entries: number; brokenAt: number | null } {
  const all = lines(home)
  let expected = genesis
  for (const [index, line] of all.entries()) {
    if (previousOf(line) !== expected) return { entries: all.length, brokenAt: index + 1 }
    expected = hashOf(line)
  }
  return { entries: all.length, brokenAt: null }
}

/** The actions that are noted, oldest first; a line that is none is left out here, and counted by `verifyAudit`. */
export function auditLines(home: StateHome): (AuditAction & { at: string })[] {
  return lines(home).flatMap((line) => {
    try {
      const noted = JSON.parse(line) as AuditAction & { at: string }
      return typeof noted.at === 'string' && typeof noted.action === 'string' ? [noted] : []
    } catch {
      return []
    }
  })
}

function isOf(line: string, { action, runId, outcome }: AuditAction): boolean {
  if (action !== 'migrate' && action !== 'rollback' && action !== 'undo') return false
  try {
    const noted = JSON.parse(line) as Partial<AuditAction>
    return noted.action === action && noted.runId === runId && noted.outcome === outcome
  } catch {
    return false
  }
}

function previousOf(line: string): string | null {
  try {
    return (JSON.parse(line) as { previous?: string }).previous ?? null
  } catch {
    return null
  }
}

/** The whole lines. One that a power cut tore off at the end was never promised, and goes with the next (durable.ts). */
function lines(home: StateHome): string[] {
  if (!existsSync(home.audit)) return []
  const all = readFileSync(home.audit, 'utf8').split('\n')
  const tail = all.pop() ?? ''
  return [...all.filter(Boolean), ...(isWhole(tail) ? [tail] : [])]
}

function isWhole(line: string): boolean {
  try {
    JSON.parse(line)
    return true
  } catch {
    return false
  }
}

function hashOf(line: string): string {
  return createHash('sha256').update(line).digest('hex')
}
