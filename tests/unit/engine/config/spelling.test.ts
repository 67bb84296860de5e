/** Numbers of the old settings keep their spelling, whatever a JavaScript number would make of it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { planConfig } from '../../../../src-main/engine/config/map.js'
import { readConfigFile } from '../../../../src-main/engine/config/read.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hive-spelling-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

function planned(text: string) {
  const path = join(folder, 'config.json')
  writeFileSync(path, text)
  return planConfig([readConfigFile(path)])
}

const numbers = ['9007199254740993', '12345678901234567890123', '1.0', '1e3', '-0', '1E400', '0.10', '7', '0.7']

it.each(numbers)('%s stays %s, alone, in a list and where it has no place', (number) => {
  const plan = planned(
    `{"consensus": {"max_tokens": ${number}}, "user_preferences": {"list": [${number}, {"a": ${number}}]}, "odd": {"n": ${number}}}`,
  )
  expect(plan.settings.map(({ key, value }) => ({ key, value }))).toEqual([
    { key: 'consensus.max_tokens', value: number },
    { key: 'preferences.list', value: `[${number},{"a":${number}}]` },
  ])
  expect(plan.carried.find(({ pointer }) => pointer === '/odd/n')?.value).toBe(number)
})

it('every one of very many preferences has its way', () => {
  const many = Array.from({ length: 30_000 }, (_, index) => `"p${index}": ${index}`).join(', ')
  const plan = planned(`{"user_preferences": {${many}, "a/b": 1, "a": {"b": 2}}}`)
  expect(plan.settings).toHaveLength(30_002)
  expect(plan.keys).toHaveLength(30_002)
})
