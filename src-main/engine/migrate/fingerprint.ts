import { createHash } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import type { Manifest } from '../backup/manifest.js'
import { sha256 } from '../files/pieces.js'

/** One hash for a database with its `-wal`: the same bytes on disk give the same one. */
function combine(main: string, wal: string): string {
  return createHash('sha256').update(`${main}\n${wal}`).digest('hex')
}

/** The fingerprint of a source as it was backed up. */
export function fingerprintOf(manifest: Manifest, source: string): string {
  const hash = (path: string) => {
    const file = manifest.files.find(({ origin }) => origin === path)
    return file && file.bytes > 0 ? file.sha256 : ''
  }
  return combine(hash(source), hash(`${source}-wal`))
}

/** The fingerprint of a source as it is now. Must not be called while this process has it open in SQLite (traps). */
export async function fingerprintNow(source: string, signal: AbortSignal): Promise<string> {
  const hash = async (path: string) => {
    return existsSync(path) && statSync(path).size > 0 ? await sha256(path, signal) : ''
  }
  return combine(await hash(source), await hash(`${source}-wal`))
}

/** The fingerprints of every source of a run, as the history keeps them: separated by spaces, in the run's order. */
export function fingerprintsOf(manifest: Manifest, sources: { realPath: string }[]): string {
  return sources.map(({ realPath }) => fingerprintOf(manifest, realPath)).join(' ')
}
