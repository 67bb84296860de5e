import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { stateHome } from '../../../src-main/engine/journal/state-home.js'
import { defaultTuning, readTuning, writeTuning } from '../../../src-main/engine/tuning.js'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'hive-tuning-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const home = () =>
  stateHome({ platform: 'linux', home: folder, homeGiven: true, env: {}, stateHome: folder, tmpdir: folder })

it('is the default where nothing was measured, and what was stored where it was', () => {
  expect(readTuning(home())).toEqual(defaultTuning)
  writeTuning(home(), { commitMs: 1000, secondThread: false }, { measuredAt: '2026-11-23' })
  expect(readTuning(home())).toEqual({ ...defaultTuning, commitMs: 1000, secondThread: false })
})

it.each([
  ['not JSON', '{'],
  ['no object', '3'],
  ['a text for a number', '{"settings":{"commitMs":"900"}}'],
  ['a cancel that is not heard', '{"settings":{"batchMs":60000}}'],
  ['memory without a bound', '{"settings":{"cacheKib":100000000}}'],
  ['a negative time', '{"settings":{"commitMs":-1}}'],
  ['NULL', '{"settings":null}'],
])('an alien or unsafe file (%s) changes nothing', (_, content) => {
  writeFileSync(join(folder, 'tuning.json'), content)
  expect(readTuning(home())).toEqual(defaultTuning)
})
