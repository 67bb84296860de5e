import { existsSync, readFileSync, statSync } from 'node:fs'
import type { Connection } from '../sqlite/open.js'
import type { VerificationCheck } from '../model/index.js'

/** Files that must be readable by their owner only, and texts that must not hold a key. */
export type SecurityToCheck = { privateFiles: string[]; texts: string[] }

/** Checks permissions, and that no key of the target stands in a plan, journal or manifest. Never names a key. */
export function securityChecks(db: Connection, { privateFiles, texts }: SecurityToCheck): VerificationCheck[] {
  return [permissionCheck(privateFiles), keyCheck(db, texts)]
}

/** That others cannot read what only its owner should; on Windows the folder's own rules hold it. */
export function permissionCheck(privateFiles: string[]): VerificationCheck {
  const started = performance.now()
  const open =
    process.platform === 'win32'
      ? []
      : privateFiles.filter((path) => existsSync(path) && (statSync(path).mode & 0o077) !== 0)
  return {
    layer: 'security',
    name: 'permissions',
    passed: open.length === 0,
    detail:
      open.length === 0
        ? 'only you can read the new database and its configuration'
        : `others can read ${open.join(', ')}`,
    ms: Math.round(performance.now() - started),
  }
}

function keyCheck(db: Connection, texts: string[]): VerificationCheck {
  const started = performance.now()
  const secrets = db
    .prepare(
      `SELECT value FROM main.configurations WHERE key LIKE '%key%' AND length(value) >= 8
       UNION SELECT license_key FROM main.users WHERE length(license_key) >= 8`,
    )
    .pluck()
    .all()
  const leaks = texts.filter((path) => {
    if (!existsSync(path)) return false
    const text = readFileSync(path, 'utf8')
    return secrets.some((secret) => typeof secret === 'string' && text.includes(secret))
  })
  return {
    layer: 'security',
    name: 'keys',
    passed: leaks.length === 0,
    detail:
      leaks.length === 0
        ? 'no key stands outside the new database and the backup'
        : `a key stands in ${leaks.join(', ')}`,
    ms: Math.round(performance.now() - started),
  }
}
