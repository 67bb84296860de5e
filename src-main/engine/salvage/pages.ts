import { PageFile } from '../sqlite/page-file.js'
import { readHeader } from './header.js'
import { freePages } from './page-map.js'
import { readSchema, rebuildSchema, type SchemaRow } from './schema-rows.js'

/** The pages of a damaged database's copy: its list of tables as it lies there, and the pages that hold nothing any more. */
export type Pages = { file: PageFile; rows: SchemaRow[]; free: Set<number>; isMended: boolean }

/**
 * Reads the list of tables from its pages, and makes it anew in the copy where it is damaged. Null when the file has no
 * header that says how large its pages are.
 */
export function lookAtPages(path: string, lostFreeList: boolean): Pages | null {
  const { pageSize, firstFree } = readHeader(path)
  if (pageSize < 512 || (pageSize & (pageSize - 1)) !== 0) return null
  const file = new PageFile(path, pageSize)
  try {
    const free = freePages(file, lostFreeList ? null : firstFree)
    const { rows, isWhole } = readSchema(file, free)
    if (isWhole) return { file, rows, free, isMended: false }
    rebuildSchema(path, pageSize, rows)
    file.close()
    // It has new pages now.
    return { file: new PageFile(path, pageSize), rows, free, isMended: true }
  } catch (error) {
    file.close()
    throw error
  }
}
