import { existsSync, statSync } from 'node:fs'
import { backupView } from '../backup/view.js'
import type { BackupFile, Manifest } from '../backup/manifest.js'
import { sha256 } from '../files/pieces.js'
import { isSideFile } from '../files/paths.js'
import type { OldHiveProof } from '../model/index.js'
import { countTable, openReadonly } from '../sqlite/open.js'

/**
 * Compares the old Hive's files with the hashes in a backup, reading every byte and writing none. Null where the backup
 * holds no old Hive (one that a rollback kept). Never fails: what cannot be read was not compared, and that is said.
 */
export async function proveOldHive(backup: string, manifest: Manifest, tmpdir: string): Promise<OldHiveProof | null> {
  // A `-shm` holds nothing that is not in the `-wal`, and changes whenever somebody reads.
  const files = manifest.files.filter(({ role, origin }) => role === 'source' && !origin.endsWith('-shm'))
  if (files.length === 0) return null
  const proof: OldHiveProof = { identical: 0, changed: [], notCompared: [], conversations: null }
  for (const file of files) {
    const found = await compare(file)
    if (found === 'identical') proof.identical += 1
    else if (found === 'changed') proof.changed.push(file.origin)
    else if (found === 'unknown') proof.notCompared.push(file.origin)
  }
  if (proof.changed.length === 0 && proof.notCompared.length === 0)
    proof.conversations = countConversations(backup, manifest, tmpdir)
  return proof
}

async function compare(file: BackupFile): Promise<'identical' | 'changed' | 'unknown' | 'nothing'> {
  // An empty side file says as little as none; the database itself must be there.
  const wasThere = file.state !== 'absent' && (file.bytes > 0 || !isSideFile(file.origin))
  try {
    const isThere = existsSync(file.origin) && (statSync(file.origin).size > 0 || !isSideFile(file.origin))
    if (!wasThere && !isThere) return 'nothing'
    // Copied by SQLite while it was in use: exact in content, and its own bytes were never hashed.
    if (file.state === 'online') return isThere ? 'unknown' : 'changed'
    if (wasThere !== isThere || statSync(file.origin).size !== file.bytes) return 'changed'
    return (await sha256(file.origin)) === file.sha256 ? 'identical' : 'changed'
  } catch {
    return 'unknown'
  }
}

/** Counted in the backup, whose bytes the old databases have; null where one of them cannot be counted. */
function countConversations(backup: string, manifest: Manifest, tmpdir: string): number | null {
  const sources = manifest.files.filter(({ role, state, origin }) => {
    return role === 'source' && state !== 'absent' && !isSideFile(origin)
  })
  let sum: number | null = null
  try {
    for (const { origin } of sources) {
      // What a crash left half written would be counted as it lies.
      if (manifest.files.some((file) => file.origin === `${origin}-journal` && file.bytes > 0)) return null
      const rows = countIn(backup, manifest, origin, tmpdir)
      if (rows !== null) sum = (sum ?? 0) + rows
    }
    return sum
  } catch {
    return null
  }
}

function countIn(backup: string, manifest: Manifest, origin: string, tmpdir: string): number | null {
  const view = backupView(backup, manifest, origin, tmpdir)
  if (!view) return null
  try {
    const db = openReadonly(view.path)
    try {
      const named = `SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND lower(name) = 'conversations'`
      if (db.prepare(named).get() === undefined) return null
      return countTable(db, 'main.conversations')
    } finally {
      db.close()
    }
  } finally {
    view.close()
  }
}
