/** `--output` and `--report`: the JSON in a file too, complete or not at all. */
import { randomUUID } from 'node:crypto'
import { open, realpath, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { HiveError } from '../../engine/errors.js'
import { toJson } from './clean.js'

const sqliteHeader = 'SQLite format 3\0'

/**
 * Says before the work begins what would go wrong at its end: a folder that is not there or takes no file, a path that is
 * a folder or a device, or a database that would be overwritten by a slip of the hand.
 */
export async function checkOutput(path: string): Promise<void> {
  const folder = await stat(dirname(path)).catch(() => null)
  if (!folder?.isDirectory()) throw unusable(`The folder ${dirname(path)} does not exist.`)
  const existing = await stat(path).catch(() => null)
  if (existing?.isDirectory()) throw unusable(`${path} is a folder.`)
  // The rename at the end would put a file in the place of a device: for root, in that of /dev/null.
  if (existing && !existing.isFile()) throw unusable(`${path} is no file.`)
  if (existing && (await isDatabase(path))) throw unusable(`${path} is a database; it is not overwritten.`)
  await writeBeside(path, null)
}

/** Writes the document beside its place, then renames it there; a link stays, and what it points to is written. */
export async function writeOutput(path: string, document: unknown): Promise<void> {
  await writeBeside(await realpath(path).catch(() => path), `${toJson(document)}\n`)
}

/** Makes a new file beside `path`: with a text, to take its place; without one, only to see that it can be made. */
async function writeBeside(path: string, text: string | null): Promise<void> {
  const temporary = `${path}.${randomUUID().slice(0, 8)}.tmp`
  try {
    const file = await open(temporary, 'wx', 0o600)
    try {
      if (text !== null) {
        await file.writeFile(text)
        await file.sync()
      }
      // Windows renames no file that is open.
      await file.close()
      if (text !== null) await rename(temporary, path)
    } finally {
      await file.close()
      await rm(temporary, { force: true })
    }
  } catch (error) {
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
