import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { FlushAhead } from '../../../src-main/engine/files/flush-ahead.js'
import { onPlatform } from '../../support/machine.js'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hive-flush-'))
  file = join(folder, 'growing')
  writeFileSync(file, 'a')
})
afterEach(() => rmSync(folder, { recursive: true }))

it('lets its owner go on writing, and is over when it is closed', async () => {
  const flusher = new FlushAhead(file)
  for (let turn = 0; turn < 5; turn++) {
    flusher.nudge()
    appendFileSync(file, 'b')
  }
  await flusher.close()
  expect(readFileSync(file, 'utf8')).toBe('abbbbb')
})

it('opens nothing on Windows', async () => {
  await onPlatform('win32', async () => {
    const flusher = new FlushAhead(join(folder, 'not-there'))
    flusher.nudge()
    await flusher.close()
  })
})
