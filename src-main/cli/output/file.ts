/** `--output` and `--report`: the JSON in a file too, complete or not at all. */
import { randomUUID } from 'node:crypto'
import { open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { HiveError } from '../../engine/errors.js'
import { toJson } from './clean.js'

const sqliteHeader = 'SQLite format 3\0'

/**
 * Says before the work begins what would go wrong at its end: a folder that is not there, a path that is a folder, or
 * a database that would be overwritten by a slip of the hand.
 */
export async function checkOutput(path: string): Promise<void> {
  const folder = await stat(dirname(path)).catch(() => null)
  if (!folder?.isDirectory()) throw unusable(`The folder ${dirname(path)} does not exist.`)
  const existing = await stat(path).catch(() => null)
  if (existing?.isDirectory()) throw unusable(`${path} is a folder.`)
  if (existing?.isFile() && (await isDatabase(path))) throw unusable(`${path} is a database; it is not overwritten.`)
}

/** Writes the document beside its place, then renames it there. */
export async function writeOutput(path: string, document: unknown): Promise<void> {
  const temporary = `${path}.${randomUUID().slice(0, 8)}.tmp`
  try {
    const file = await open(temporary, 'wx', 0o600)
    try {
      await file.writeFile(`${toJson(document)}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw unusable(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}.`)
  }
}

async function isDatabase(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'r')
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(sqliteHeader.length), 0, sqliteHeader.length, 0)
      return buffer.toString('latin1', 0, bytesRead) === sqliteHeader
    } finally {
      await file.close()
    }
  } catch {
    // Not readable: the write will say so.
    return false
  }
}

function unusable(detail: string): HiveError {
  return new HiveError('HM-USAGE', detail, { fix: 'Name another file to write to.' })
}
