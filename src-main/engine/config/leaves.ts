import type { ConfigFile } from './read.js'
import { isSpeltNumber } from './spelt.js'

/** One value of a configuration file by its JSON pointer. Arrays and empty objects are values of their own. */
export type Leaf = { file: string; pointer: string; value: unknown }

/** Every value of a file, in the file's order: each of them appears in the plan. */
export function leaves(file: ConfigFile): Leaf[] {
  const found: Leaf[] = []
  const walk = (value: unknown, pointer: string) => {
    const isBranch =
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      !isSpeltNumber(value) &&
      Object.keys(value).length > 0
    if (!isBranch) {
      found.push({ file: file.path, pointer, value })
      return
    }
    for (const [key, inner] of Object.entries(value)) walk(inner, `${pointer}/${step(key)}`)
  }
  for (const [key, value] of Object.entries(file.value)) walk(value, `/${step(key)}`)
  return found
}

/** A key as a step of a JSON pointer. */
export const step = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1')

/** Whether a pointer, or one of those it lies below, is in a set. */
export function isBelow(pointer: string, set: Set<string>): boolean {
  if (set.size === 0) return false
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    if (set.has(at)) return true
    if (at === '') return false
  }
}
