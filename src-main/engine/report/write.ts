import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { writeDurably } from '../files/durable.js'
import type { ReportData } from './data.js'
import { renderReport } from './page.js'

/**
 * Writes `report.json` and `report.html` into `directory`, with mode 0600: a report names the paths and tables of one
 * person. Each appears complete or not at all; a second call for the same run replaces both.
 * @param locale how the reader of the page writes; the JSON is the same in every language
 */
export async function writeReport(
  directory: string,
  data: ReportData,
  locale?: string,
): Promise<{ html: string; json: string }> {
  const files = { html: join(directory, 'report.html'), json: join(directory, 'report.json') }
  await mkdir(directory, { recursive: true })
  writeDurably(files.json, `${JSON.stringify(data, null, 2)}\n`)
  writeDurably(files.html, renderReport(data, locale))
  return files
}
