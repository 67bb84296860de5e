/** The program's log: what is kept, what is hidden, what a reader gets; and that it never stands in anyone's way. */
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { audit } from '../../../../src-main/engine/journal/audit.js'
import { noteLog, readLog } from '../../../../src-main/engine/journal/log.js'
import { faultOf, withoutKeys } from '../../../../src-main/engine/journal/mask.js'
import { Run } from '../../../../src-main/engine/journal/run.js'
import type { StateHome } from '../../../../src-main/engine/journal/state-home.js'

const runId = '20261122-150000-a1b2c3'
let home: StateHome
beforeEach(() => {
  const root = mkdtempSync(join(tmpdir(), 'hive-log-'))
  const inRoot = (name: string) => join(root, name)
  home = { root, backups: inRoot('backups'), runs: inRoot('runs'), audit: inRoot('audit'), lock: inRoot('lock.db') }
  mkdirSync(home.runs)
})
afterEach(() => {
  rmSync(home.root, { recursive: true, force: true })
})

const note = (event: string, detail = '') => noteLog(home.root, { level: 'info', event, detail })
const file = () => join(home.root, 'log.ndjson')

describe('what is noted', () => {
  it('comes back in its order, with its run, and only for its owner to read', () => {
    note('app-started', 'version 1')
    noteLog(home.root, { level: 'error', event: 'migrate', detail: 'HM-INTERNAL', runId })
    expect(readLog(home)).toMatchObject([
      { from: 'log', level: 'info', event: 'app-started', detail: 'version 1', runId: null },
      { from: 'log', level: 'error', event: 'migrate', detail: 'HM-INTERNAL', runId },
    ])
    if (process.platform !== 'win32') expect(statSync(file()).mode & 0o777).toBe(0o600)
  })

  it('makes no state folder where there is none', () => {
    rmSync(home.root, { recursive: true })
    note('app-started')
    expect(existsSync(home.root)).toBe(false)
    expect(readLog(home)).toEqual([])
  })

  it('stands in nobody’s way where it cannot be written', () => {
    mkdirSync(file())
    expect(() => note('app-started')).not.toThrow()
  })

  it('is bounded: the file before the last one goes, and a reader gets the last 500 lines', () => {
    for (let index = 0; index < 700; index++) note(`event-${index}`, 'word '.repeat(800))
    const files = [file(), join(home.root, 'log.1.ndjson')]
    for (const each of files) expect(statSync(each).size).toBeLessThan(520 * 1024)
    const lines = readLog(home)
    expect(lines.length).toBeLessThanOrEqual(500)
    expect(lines.at(-1)?.event).toBe('event-699')
  })

  it('leaves out what is torn or no line of a log', () => {
    note('whole')
    appendFileSync(file(), '[]\n7\n{"at":1}\n{"at":"2026-11-22T15:00:00Z","event":"x"\n')
    expect(readLog(home).map(({ event }) => event)).toEqual(['whole'])
  })
})

describe('the log of one run', () => {
  it('has its journal and its line on the record, in the order in which they came about', () => {
    const run = Run.create(home, runId, { kind: 'migrate' })
    run.record('backed-up', { backup: '/backups/b1' })
    run.record('done', { rows: 7, report: { html: 'a' } })
    audit(home, { action: 'migrate', runId, outcome: 'done', detail: { migrated: 7, backup: null } })
    audit(home, { action: 'migrate', runId: 'another', outcome: 'done', detail: {} })
    note('of-no-run')
    const lines = readLog(home, runId)
    expect(lines.map(({ from, event, detail }) => `${from} ${event} ${detail}`).sort()).toEqual([
      'journal backed-up backup: /backups/b1',
      'journal done rows: 7, report: {"html":"a"}',
      'journal planned ',
      'record migrate outcome: done, migrated: 7',
    ])
    expect(lines.map(({ at }) => at)).toEqual(lines.map(({ at }) => at).sort())
  })

  it('says how the call ended after all that it did, even within one millisecond', () => {
    vi.useFakeTimers({ now: new Date('2026-11-22T15:00:00.000Z') })
    try {
      noteLog(home.root, { level: 'info', event: 'migrate', detail: 'ended after 1.00 s', runId })
      audit(home, { action: 'migrate', runId, outcome: 'done', detail: {} })
      Run.create(home, runId, { kind: 'migrate' }).record('done')
    } finally {
      vi.useRealTimers()
    }
    expect(readLog(home, runId).map(({ from }) => from)).toEqual(['journal', 'journal', 'record', 'log'])
  })

  it('is empty for what is no id of a run, wherever it leads', () => {
    expect(readLog(home, '../..')).toEqual([])
    expect(readLog(home, 'unknown')).toEqual([])
  })
})

describe('what might be a key', () => {
  const keys = [
    'sk-or-v1-0123456789abcdef',
    'sk-ant-x1',
    'xai-ab12',
    'HIVE-12AB-34CD-56EF-78AB',
    'hive_9f8e7d6c5b4a39281706',
    'AIzaSyA1b2C3d4E5f6',
    'AIzaabcdefghijkl',
    'SK-abcdef',
    'pk-abcdefgh',
    'hive_abcdefghijk',
  ]
  it.each(keys)('never gets into the file: %s', (key) => {
    noteLog(home.root, { level: 'error', event: 'migrate', detail: `could not read ${key}, "${key}", key=${key}.` })
    const kept = readFileSync(file(), 'utf8')
    for (let length = 6; length <= key.length; length++) expect(kept).not.toContain(key.slice(-length))
  })

  it('leaves ids, paths and words', () => {
    const text = `${runId} in /home/ada/.hive-ai/hive-ai-knowledge.db: incomprehensibilities at row 1234567890123456`
    expect(withoutKeys(text)).toBe(text)
  })

  it('is not quoted from what could not be read, and the place in the code is kept', () => {
    const error = Object.assign(new SyntaxError(`Unexpected token 'x', "{"apiKey":"sk-o" is not JSON`), { code: 'E_X' })
    const fault = faultOf(error)
    expect(fault).toMatch(/^SyntaxError E_X: Unexpected token/)
    expect(fault).not.toContain('sk-o')
    expect(fault).toMatch(/\n\s+at .*log\.test/)
    expect(faultOf('exit code 9')).toBe('exit code 9')
  })
})
