import { isSpeltNumber, type ConfigFile } from './read.js'

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
    for (const [key, inner] of Object.entries(value)) walk(inner, `${pointer}/${escape(key)}`)
  }
  for (const [key, value] of Object.entries(file.value)) walk(value, `/${escape(key)}`)
  return found
}

function escape(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}
