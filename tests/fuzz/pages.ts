/** What each page of a SQLite file is, so that damage can be aimed; from SQLite's own statistics. */
import { readFileSync } from 'node:fs'
import Database from 'better-sqlite3'

export const pageKinds = [
  ...([
    'header',
    'interior-table',
    'leaf-table',
    'interior-index',
    'leaf-index',
    'overflow',
    'freelist',
    'ptrmap',
  ] as const),
]
export type PageKind = (typeof pageKinds)[number]

export type Pages = { size: number; of: Record<PageKind, number[]> }

/** Sorts the pages (from 1) of a sound database without a `-wal` by kind. */
export function pagesOf(path: string): Pages {
  const db = new Database(path, { readonly: true })
  try {
    const size = Number(db.pragma('page_size', { simple: true }))
    const count = Number(db.pragma('page_count', { simple: true }))
    const bytes = readFileSync(path)
    const of = Object.fromEntries(pageKinds.map((kind) => [kind, [] as number[]])) as Pages['of']
    const used = db.prepare('SELECT pageno, pagetype FROM dbstat').raw().all() as [number, string][]
    const kinds = new Map(used)
    const isVacuumed = bytes.readUInt32BE(52) !== 0
    for (let page = 1; page <= count; page++)
      of[kindOf(page, kinds.get(page), bytes[(page - 1) * size]!, isVacuumed)].push(page)
    return { size, of }
  } finally {
    db.close()
  }
}

function kindOf(page: number, type: string | undefined, first: number, isVacuumed: boolean): PageKind {
  if (page === 1) return 'header'
  if (type === 'overflow') return 'overflow'
  // Page 2 is the first map of pointers where the file can shrink by itself.
  if (type === undefined) return isVacuumed && page === 2 ? 'ptrmap' : 'freelist'
  const table = first === 5 || first === 13
  if (type === 'internal') return table ? 'interior-table' : 'interior-index'
  return table ? 'leaf-table' : 'leaf-index'
}
