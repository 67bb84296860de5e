import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { faultPoint, fileFault } from '../faults.js'
import type { ReportData } from './data.js'
import { renderReport } from './page.js'

/**
 * Writes `report.json` and `report.html` into `directory`. Each appears complete or not at all; a second call for the
 * same run replaces both.
 */
export async function writeReport(directory: string, data: ReportData): Promise<{ html: string; json: string }> {
  const files = { html: join(directory, 'report.html'), json: join(directory, 'report.json') }
  await mkdir(directory, { recursive: true })
  await writeAtomically(files.json, `${JSON.stringify(data, null, 2)}\n`)
  await writeAtomically(files.html, renderReport(data))
  return files
}

/** Writes beside, flushes, renames. Mode 0600: a report names the paths and tables of one person. */
export async function writeAtomically(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomUUID().slice(0, 8)}.tmp`
  try {
    faultPoint('report:file-begun')
    fileFault('write', path)
    const file = await open(temporary, 'wx', 0o600)
    try {
      await file.writeFile(text)
      fileFault('fsync', path)
      await file.sync()
      faultPoint('report:file-flushed')
    } finally {
      await file.close()
    }
    fileFault('rename', path)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}
