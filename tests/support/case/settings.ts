/** What must come of configuration files, whatever shape they have. */
import { join } from 'node:path'
import { expect } from 'vitest'
import type { EngineApi } from '../../../src-main/engine/index.js'
import type { Run } from './define.js'

/** The files are carried as a whole, word for word, so that no key can be lost. */
export function expectWhole({ home, all }: Pick<Run, 'home' | 'all'>, ...files: string[]): void {
  const carried = all(`SELECT value FROM legacy_config WHERE pointer = ''`).map(([value]) => String(value))
  const missing = files.filter((file) => !carried.includes(home.read(file).toString('utf8')))
  expect(missing, 'files that are not carried whole').toEqual([])
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** JSON pointers of every leaf. */
function leaves(value: Json, pointer = ''): string[] {
  if (value === null || typeof value !== 'object') return [pointer]
  const inside = Object.entries(value).flatMap(([key, each]) =>
    leaves(each, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  )
  return inside.length > 0 ? inside : [pointer]
}

/** Every key of a JSON file stands in the plan with what becomes of it: itself, or something that it lies in. */
export async function expectPlanned(
  engine: EngineApi,
  home: { folder: string; read(file: string): Buffer },
  file: string,
) {
  const { config } = await engine.preview({})
  const path = join(home.folder, file)
  const planned = config
    .filter(({ from }) => from.startsWith(`${path}:`))
    .map(({ from }) => from.slice(path.length + 1))
  const covered = (pointer: string) => planned.some((each) => pointer === each || pointer.startsWith(`${each}/`))
  const missing = leaves(JSON.parse(home.read(file).toString('utf8')) as Json).filter((pointer) => !covered(pointer))
  expect(missing, `keys of ${file} that the plan does not name`).toEqual([])
}
