/** Whether what the old settings say beside their places is carried, under its file and pointer. */
import type { Connection } from '../sqlite/open.js'
import type { Expected, Placed } from './settings-expected.js'
import { yamlLines, type ReadFile, type SettingsFile } from './settings-files.js'

/** What is carried, each as `file`, `pointer` and `value` in one text. */
export type Carried = Set<string>

/** The files as a whole are compared elsewhere. */
export function carriedValues(db: Connection): Carried {
  const rows = db.prepare(`SELECT file, pointer, value FROM main.legacy_config WHERE pointer <> ''`).raw().all()
  return new Set((rows as string[][]).map((row) => row.join('\0')))
}

/** `json` is the value as `legacy_config` has it. */
export const carries = (carried: Carried, file: string, pointer: string, json: string): boolean =>
  carried.has([file, pointer, json].map((part) => Buffer.from(part).toString()).join('\0'))

export const isCarried = (carried: Carried, { file, pointer, value }: Placed): boolean =>
  carries(carried, file, pointer, JSON.stringify(value))

/** Values of the files that have no place and are not carried either. */
export function notKept(carried: Carried, expected: Expected, files: ReadFile[]): string[] {
  const lost = files.flatMap(({ origin, values }) => {
    const home = expected.home.get(origin)
    return values.flatMap(([pointer, value]) => {
      const kept = home?.has(pointer) === true || isCarried(carried, { file: origin, pointer, value })
      return kept ? [] : [`what stands at ${pointer} of ${origin}`]
    })
  })
  const also = expected.alsoCarried.filter((placed) => !isCarried(carried, placed))
  return [...lost, ...also.map(({ file, pointer }) => `what stands at ${pointer} of ${file}`)]
}

/** A line of a YAML file is a value under some pointer that ends in its key, unless the file is kept as a whole only. */
export function yamlNotKept(db: Connection, files: SettingsFile[]): string[] {
  const pointers = db.prepare(`SELECT pointer, value FROM main.legacy_config WHERE file = ? AND pointer <> ''`).raw()
  return files.flatMap((file) => {
    const rows = pointers.all(file.origin) as [string, string][]
    const lines = rows.length === 0 ? [] : yamlLines(file)
    const lost = lines.filter(([name, value]) => {
      return !rows.some(([pointer, kept]) => pointer.endsWith(`/${name}`) && kept === JSON.stringify(value))
    })
    return lost.map(([name]) => `what ${name} says in ${file.origin}`)
  })
}

export function defaultNotKept(carried: Carried, defaultProfile: string | null): string[] {
  if (defaultProfile === null) return []
  const said = { file: 'environment', pointer: '/HIVE_DEFAULT_PROFILE', value: defaultProfile }
  return isCarried(carried, said) ? [] : ['HIVE_DEFAULT_PROFILE']
}
