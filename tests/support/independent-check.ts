import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export type IndependentResult = {
  passed: boolean
  valuesCompared: number
  differenceCount: number
  differences: { table: string; key: string; difference: string }[]
}

const script = fileURLToPath(new URL('independent_check.py', import.meta.url))
const python = ['python3', 'python'].find((name) => spawnSync(name, ['-c', 'import sqlite3']).status === 0)

/** False where this machine has no Python: tests that need it then skip. */
export const hasPython = python !== undefined

/**
 * Lets the independent program compare an old database with a migrated one.
 * @param source a private copy: it is opened in place, and a `-wal` beside it is read
 */
export function independentCheck(source: string, target: string): IndependentResult {
  const { status, stdout, stderr } = spawnSync(python ?? 'python3', [script, source, target], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (stdout === '') throw new Error(`independent_check.py failed: ${stderr}`)
  const result = JSON.parse(stdout) as IndependentResult
  if (result.passed !== (status === 0)) throw new Error(`independent_check.py says one thing and exits with ${status}`)
  return result
}
