import { children, headerOffset, interiorTable, isTablePage, leafTable } from '../sqlite/page-format.js'
import type { PageFile } from '../sqlite/page-file.js'

/** Pages of rows that hang together and that no table reaches: `root` is the topmost, `leaves` hold the rows. */
export type Unit = { root: number; leaves: number[] }

/** Which leaf pages belong to which table, and which to none. */
export type PageMap = { leavesOf: Map<string, number[]>; units: Unit[] }

/**
 * Follows every table from its root, and finds the pages of rows that none of them reaches: their interior page may be
 * damaged, or the list of tables. Pages in `free` hold rows that somebody deleted.
 */
export function mapPages(file: PageFile, roots: { name: string; root: number }[], free: Set<number>): PageMap {
  const kinds = new Uint8Array(file.count + 1)
  file.each((page, bytes) => {
    kinds[page] = bytes[headerOffset(page)] ?? 0
  })
  const taken = new Set<number>([1])
  const collect = (root: number): number[] => {
    const leaves: number[] = []
    const open = [root]
    for (let page = open.pop(); page !== undefined; page = open.pop()) {
      if (taken.has(page) || page > file.count) continue
      taken.add(page)
      if (kinds[page] === leafTable) leaves.push(page)
      if (kinds[page] === interiorTable)
        open.push(...(children(file.read(page), headerOffset(page), file.size, file.count) ?? []).reverse())
    }
    return leaves
  }
  taken.delete(1)
  collect(1)
  const leavesOf = new Map(roots.map(({ name, root }) => [name, root > 1 ? collect(root) : []]))
  const isFree = (page: number) => taken.has(page) || free.has(page) || !isTablePage(kinds[page] ?? 0)
  const interiors: { page: number; below: number[] }[] = []
  for (let page = 2; page <= file.count; page++) {
    if (isFree(page) || kinds[page] !== interiorTable) continue
    const below = children(file.read(page), 0, file.size, file.count)
    if (below?.some((child) => !taken.has(child) && isTablePage(kinds[child] ?? 0))) interiors.push({ page, below })
  }
  const inner = new Set(interiors.flatMap(({ below }) => below))
  const tops = interiors.map(({ page }) => page).filter((page) => !inner.has(page))
  const units = tops.map((root): Unit => ({ root, leaves: collect(root) }))
  for (let page = 2; page <= file.count; page++) {
    if (!isFree(page) && kinds[page] === leafTable) units.push({ root: page, leaves: collect(page) })
  }
  // The larger a tree, the less it can be what an older time left behind.
  return { leavesOf, units: units.sort((a, b) => b.leaves.length - a.leaves.length || a.root - b.root) }
}

/**
 * The pages of the list of free pages, whose rows were deleted on purpose. Where the header that names its beginning is
 * damaged (`first` is null then), its trunks are known by their form: page numbers of this file and nothing else.
 */
export function freePages(file: PageFile, first: number | null): Set<number> {
  const free = new Set<number>()
  const follow = (start: number) => {
    for (let page = start; page >= 2 && page <= file.count && !free.has(page);) {
      const trunk = trunkOf(file.read(page), file)
      if (!trunk) return
      free.add(page)
      for (const leaf of trunk.leaves) free.add(leaf)
      page = trunk.next
    }
  }
  if (first !== null) follow(first)
  else {
    const trunks: number[] = []
    file.each((page, bytes) => {
      const trunk = page > 1 && bytes[0] === 0 ? trunkOf(bytes, file) : null
      if (trunk && trunk.leaves.length > 0) trunks.push(page)
    })
    for (const page of trunks) follow(page)
  }
  return free
}

function trunkOf(bytes: Buffer, file: PageFile): { next: number; leaves: number[] } | null {
  const [next, count] = [bytes.readUInt32BE(0), bytes.readUInt32BE(4)]
  if (next > file.count || next === 1 || count > file.size / 4 - 2) return null
  const leaves = Array.from({ length: count }, (_, index) => bytes.readUInt32BE(8 + 4 * index))
  const isRight = leaves.every((page) => page >= 2 && page <= file.count) && new Set(leaves).size === count
  return isRight ? { next, leaves } : null
}
