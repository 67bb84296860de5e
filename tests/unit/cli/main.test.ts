import { execFileSync } from 'node:child_process'
import { lstatSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HiveError } from '../../../src-main/engine/errors.js'
import type { Analysis, BackupInfo, OldHiveProof, Validation } from '../../../src-main/engine/model/index.js'
import { event, migrated, preview, run } from './fakes.js'

const backup: BackupInfo = {
  id: 'backup-1',
  createdAt: '2026-11-20T10:00:00.000Z',
  source: '/h/.hive-ai/k.db',
  target: '/h/.hive/hive-ai.db',
  bytes: 1_000_000,
  verified: true,
  kind: 'migration',
  path: '/s/backups/backup-1',
}
const newer: BackupInfo = { ...backup, id: 'backup-2', createdAt: '2026-11-21T10:00:00.000Z' }
const takenOut: BackupInfo = { ...backup, id: 'backup-3', createdAt: '2026-11-22T10:00:00.000Z', kind: 'rollback' }
const nothing: Analysis = {
  installs: [],
  looked: ['/h/.hive-ai', '/h/\u001b[2J.hive'],
  target: { path: '/h/.hive/hive-ai.db', kind: 'absent', bytes: 0, migrated: null },
}
const validation: Validation = {
  passed: true,
  level: 'standard',
  tables: [{ name: 'messages', source: 12, target: 12, matching: 12, mismatched: 0, missing: 0, extra: 0 }],
  checks: [{ layer: 'data', name: 'Every value', passed: true, detail: '12 rows', ms: 3 }],
  samples: [],
}

describe('quick', () => {
  const answers = { migrate: () => Promise.resolve(migrated()), preview: () => Promise.resolve(preview()) }

  it('migrates with --yes and prints exactly the result as JSON', async () => {
    const ran = await run(['quick', '--yes', '--json', '--from', '/x'], { answers, events: [event()] })
    expect(ran).toMatchObject({ exit: 0, stderr: '', closed: true })
    expect(JSON.parse(ran.stdout)).toEqual(migrated())
    expect(ran.calls).toEqual([
      {
        method: 'migrate',
        request: { from: '/x', type: 'upgrade', validation: 'standard', resume: false, salvage: false },
      },
    ])
  })

  it('says to a person how many rows are identical, where things are and how to go back', async () => {
    const { stdout } = await run(['quick', '--yes'], { answers })
    expect(stdout).toContain('✓ 1,196 of 1,200 rows identical, 2 repaired, 2 in quarantine\n')
    expect(stdout).toContain('/s/runs/run-1/report.html')
    expect(stdout).toContain('Table        Read  Migrated  Repaired  Quarantined\n')
    expect(stdout).toContain('hive-migrate rollback --backup backup-1')
  })

  it('needs --yes where there is nobody to ask', async () => {
    const ran = await run(['quick', '--json'], { answers })
    expect(ran).toMatchObject({ exit: 2, calls: [] })
    expect(JSON.parse(ran.stdout)).toMatchObject({ error: { code: 'HM-USAGE' } })
  })

  it('shows the plan on a terminal, asks once, and takes no for an answer', async () => {
    const yes = await run(['quick'], { answers, tty: true, typed: 'y' })
    expect(yes.calls.map((call) => call.method)).toEqual(['preview', 'migrate'])
    expect(yes.stdout).toContain('messages  1,200  messages\n')
    expect(yes.stdout).toContain('[y/N]')
    const no = await run(['quick'], { answers, tty: true, typed: '' })
    expect(no.calls.map((call) => call.method)).toEqual(['preview'])
    expect(no).toMatchObject({ exit: 6, stderr: expect.stringContaining('Nothing was started.') as string })
  })

  it('answers --dry-run with the preview', async () => {
    const ran = await run(['quick', '--dry-run', '--json'], { answers })
    expect(JSON.parse(ran.stdout)).toEqual(preview())
    expect(ran.calls.map((call) => call.method)).toEqual(['preview'])
  })

  it.each([
    ['HM-SOURCE-CORRUPT', 3, 'failed'],
    ['HM-DISK-SPACE', 4, 'failed'],
    ['HM-VERIFY-FAILED', 5, 'failed'],
    ['HM-CANCELLED', 6, 'cancelled'],
    ['HM-DISK-FULL', 6, 'interrupted'],
    ['HM-ENGINE-DIED', 6, 'interrupted'],
    ['HM-LOCKED', 7, 'failed'],
    ['HM-USAGE', 2, 'failed'],
    ['HM-INTERNAL', 1, 'failed'],
  ] as const)('%s exits %d as %s, with the run it was', async (code, exit, status) => {
    const migrate = () => Promise.reject(new HiveError(code, 'Details.'))
    const ran = await run(['quick', '--yes', '--json'], { answers: { migrate }, events: [event()] })
    expect(ran.exit).toBe(exit)
    expect(JSON.parse(ran.stdout)).toEqual({
      runId: 'run-1',
      status,
      error: {
        code,
        detail: 'Details.',
        title: expect.any(String) as string,
        safe: expect.any(String) as string,
        fix: expect.any(String) as string,
      },
    })
  })

  it('prints progress as NDJSON on stderr, and then nothing else there', async () => {
    const ran = await run(['quick', '--yes', '--progress', 'json'], {
      answers: { migrate: () => Promise.reject(new HiveError('HM-BOOKS', 'One row.')) },
      events: [event(), event({ phase: 'verify' })],
    })
    expect(ran.stderr.trim().split('\n').map((line) => (JSON.parse(line) as { phase: string }).phase)).toEqual(['copy', 'verify']) // prettier-ignore
    expect(ran.stdout).toContain('HM-BOOKS')
  })
})

describe('Ctrl-C', () => {
  it('asks the engine to stop, says so, and ends as cancelled with the hint to resume', async () => {
    let stop = (_: HiveError) => {}
    const ran = await run(['quick', '--yes'], {
      answers: { migrate: () => new Promise((_, reject) => (stop = reject)) },
      onCall: (interrupt) => setImmediate(interrupt),
      cancel: () => {
        setImmediate(() => stop(new HiveError('HM-CANCELLED', 'Stopped.')))
        return true
      },
    })
    expect(ran.exit).toBe(6)
    expect(ran.stderr).toContain('Stopping at the next safe point. Press Ctrl-C again')
    expect(ran.stderr).toContain('--resume')
  })

  it('ends the engine when pressed twice', async () => {
    let stop = (_: HiveError) => {}
    const ran = await run(['quick', '--yes', '--json'], {
      answers: { migrate: () => new Promise((_, reject) => (stop = reject)) },
      onCall: (interrupt) => [1, 2].forEach(() => setImmediate(interrupt)),
      cancel: () => true,
      close: () => stop(new HiveError('HM-ENGINE-DIED', 'Ended.')),
    })
    expect(ran.exit).toBe(6)
    expect(JSON.parse(ran.stdout)).toMatchObject({ status: 'interrupted' })
  })

  it('does not promise a resume to a command that has none', async () => {
    const ran = await run(['analyze', '--json'], {
      answers: { analyze: () => Promise.reject(new HiveError('HM-CANCELLED', 'Stopped.')) },
    })
    expect(JSON.parse(ran.stdout)).toMatchObject({ error: { fix: 'Run `hive-migrate analyze` again.' } })
  })
})

describe('rollback', () => {
  const done = {
    runId: 'run-2',
    backupId: 'backup-2',
    restored: ['/h/.hive/hive-ai.db'],
    removed: ['/h/.hive/config.toml'],
    kept: [],
    keptBackupId: 'backup-4',
    verified: true,
  }
  const answers = { backups: () => Promise.resolve([backup, takenOut, newer]), rollback: () => Promise.resolve(done) }

  it('needs --confirm where there is nobody to ask; --yes is not enough', async () => {
    expect(await run(['rollback', '--json', '--yes'], { answers })).toMatchObject({ exit: 2, calls: [] })
  })

  it('takes the latest migration back with --confirm', async () => {
    const ran = await run(['rollback', '--confirm', '--json'], { answers })
    expect(JSON.parse(ran.stdout)).toEqual(done)
    expect(ran.calls.at(-1)).toEqual({ method: 'rollback', request: { backup: 'backup-2', preserveNewData: false } })
  })

  it('says of the old Hive what was compared, and no more', async () => {
    const told = async (old: OldHiveProof) => {
      const rollback = () => Promise.resolve({ ...done, old })
      return (await run(['rollback', '--confirm'], { answers: { ...answers, rollback } })).stdout
    }
    const proved = { identical: 1, changed: [], notCompared: [], conversations: 800 }
    expect(await told(proved)).toContain('every byte is the same, 800 conversations.')
    expect(await told({ ...proved, conversations: null })).toContain('every byte is the same.')
    expect(await told({ ...proved, changed: ['/h/.hive-ai/k.db'] })).toContain('was written to since')
    expect(await told({ ...proved, notCompared: ['/h/.hive-ai/k.db'] })).not.toContain('every byte')
  })

  it('asks on a terminal, naming what comes back and what is taken out', async () => {
    const ran = await run(['rollback', '--backup', 'backup-1'], { answers, tty: true, typed: 'yes' })
    expect(ran.stdout).toContain('Brings back')
    expect(ran.stdout).toContain('Everything is back as it was.')
    expect(ran.stdout).not.toContain('The old Hive')
    const no = await run(['rollback'], { answers, tty: true, typed: 'n' })
    expect(no.calls.map((call) => call.method)).toEqual(['backups'])
    expect(no.exit).toBe(6)
  })

  it('lists backups, newest first', async () => {
    const ran = await run(['rollback', '--list', '--json'], { answers })
    expect((JSON.parse(ran.stdout) as { backups: BackupInfo[] }).backups.map(({ id }) => id)).toEqual(['backup-3', 'backup-2', 'backup-1']) // prettier-ignore
  })

  it('says that there is no backup yet', async () => {
    const ran = await run(['rollback', '--confirm', '--json'], { answers: { backups: () => Promise.resolve([]) } })
    expect(ran.exit).toBe(3)
    expect(JSON.parse(ran.stdout)).toMatchObject({ error: { code: 'HM-BACKUP-UNKNOWN' } })
  })
})

describe('validate', () => {
  it('passes and exits 0', async () => {
    const ran = await run(['validate', '--sample', '50'], { answers: { validate: () => Promise.resolve(validation) } })
    expect(ran.exit).toBe(0)
    expect(ran.stdout).toContain('✓ 12 of 12 rows are the same')
    expect(ran.calls[0]).toMatchObject({ request: { level: 'standard', samplePercent: 50 } })
  })

  it('exits 5 on a difference, with the whole comparison and an error', async () => {
    const failed = {
      ...validation,
      passed: false,
      checks: [{ ...validation.checks[0]!, passed: false }],
      samples: [{ table: 'messages', key: '7', column: 'content', source: "'a '", target: "'a'" }],
    }
    const answers = { validate: () => Promise.resolve(failed) }
    const json = await run(['validate', '--json'], { answers })
    expect(json.exit).toBe(5)
    expect(JSON.parse(json.stdout)).toMatchObject({ ...failed, error: { code: 'HM-VERIFY-FAILED' } })
    const human = await run(['validate'], { answers })
    expect(human.stdout).toContain("messages.content  7\n      old  'a '\n      new  'a'")
    expect(human.stderr).toContain('this command only compares')
  })
})

describe('analyze, preview and status', () => {
  it('says where it looked when nothing is there, without obeying a folder’s name', async () => {
    const ran = await run(['analyze'], { answers: { analyze: () => Promise.resolve(nothing) } })
    expect(ran.stdout).toContain('No old Hive was found.')
    expect(ran.stdout).toContain('/h/[2J.hive')
    expect(ran.stdout).not.toContain('\u001b')
  })

  it('shows only the parts of the preview that were asked for', async () => {
    const answers = { preview: () => Promise.resolve(preview()) }
    const config = (await run(['preview', '--config'], { answers })).stdout
    expect(config).toContain('to be entered again\n      encrypted\n')
    expect(config).not.toContain('2 dates are repaired')
    const all = (await run(['preview'], { answers })).stdout
    expect(all).toContain('      2 dates are repaired')
    expect(all).toContain('2-4 s')
    expect(all).toContain('and 1 empty table')
  })

  it('shows health only when asked', async () => {
    const status = {
      state: 'interrupted' as const,
      lastRun: null,
      runs: [],
      target: { path: '/t', kind: 'absent', bytes: 0 },
      backups: [backup],
      health: [{ name: 'Audit trail', ok: false, detail: 'broken at line 3' }],
      metrics: { rows: 1200 },
    }
    const answers = { status: () => Promise.resolve(status) }
    expect((await run(['status'], { answers })).stdout).toContain('hive-migrate quick --resume')
    expect((await run(['status', '--health', '--metrics'], { answers })).stdout).toMatch(
      /✗ {2}Audit trail {2}broken at line 3[^]*rows {2}1,200/,
    )
    expect(JSON.parse((await run(['status', '--json'], { answers })).stdout)).toEqual(status)
  })
})

describe('files to write', () => {
  let folder: string
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'hive-cli-'))))
  afterEach(() => rmSync(folder, { recursive: true }))
  const answers = { preview: () => Promise.resolve(preview()) }

  it('writes the JSON there too, and nothing beside it', async () => {
    const file = join(folder, 'plan.json')
    const ran = await run(['preview', '--output', file], { answers })
    expect(ran.stdout).toContain(`Written to ${file}`)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(preview())
    expect(readdirSync(folder)).toEqual(['plan.json'])
  })

  it.each<[string, (at: string) => string, string]>([
    ['a folder that is missing', (at: string) => join(at, 'none', 'x.json'), 'does not exist'],
    ['a folder', (at: string) => at, 'is a folder'],
    ['a database', (at: string) => join(at, 'k.db'), 'is a database'],
    ['a place that takes no file', (at: string) => join(at, 'x'.repeat(300)), 'cannot be written'],
  ])('refuses %s before any work', async (_, place, words) => {
    writeFileSync(join(folder, 'k.db'), 'SQLite format 3\0 and so on')
    const ran = await run(['preview', '--json', '--output', place(folder)], { answers })
    expect(ran).toMatchObject({ exit: 2, calls: [] })
    expect(ran.stdout).toContain(words)
    expect(readdirSync(folder)).toEqual(['k.db'])
  })

  it.skipIf(process.platform === 'win32')('refuses what is no file, such as a pipe or a device', async () => {
    const pipe = join(folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    expect(await run(['preview', '--output', pipe], { answers })).toMatchObject({ exit: 2, calls: [] })
    expect(lstatSync(pipe).isFIFO()).toBe(true)
  })

  it.skipIf(process.platform === 'win32')('writes what a link points to, and leaves the link', async () => {
    const [file, link] = [join(folder, 'plan.json'), join(folder, 'link.json')]
    writeFileSync(file, 'of before')
    symlinkSync(file, link)
    await run(['preview', '--output', link], { answers })
    expect(lstatSync(link).isSymbolicLink()).toBe(true)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(preview())
  })
})

describe('mistakes', () => {
  it('answers a wrong option in the form that was asked for', async () => {
    const json = await run(['quick', '--nope', '--json'])
    expect(json).toMatchObject({ exit: 2, stderr: '' })
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { code: 'HM-USAGE' } })
    for (const args of [['quick', '--nope'], ['json']]) expect(await run(args)).toMatchObject({ exit: 2, stdout: '' })
  })

  it('keeps to one JSON document even for --help and --version', async () => {
    expect(JSON.parse((await run(['--help', '--json'])).stdout)).toHaveProperty('help')
    expect(JSON.parse((await run(['--version', '--json'])).stdout)).toEqual({ version: '1.2.3' })
  })

  it('shows the commands, as a mistake, when there is none', async () => {
    expect(await run([])).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringContaining('Commands:') as string })
  })

  it('turns whatever is thrown into a failure', async () => {
    const answers = { status: () => Promise.reject(new Error('boom')) }
    const ran = await run(['status', '--json'], { answers })
    expect(ran).toMatchObject({ exit: 1, closed: true })
    expect(JSON.parse(ran.stdout)).toMatchObject({ error: { code: 'HM-INTERNAL', detail: 'boom' } })
  })

  it('says where the log is that tells more of what nobody foresaw, and of nothing else', async () => {
    const stateHome = mkdtempSync(join(tmpdir(), 'hive-cli-log-'))
    const failing = (error: Error) => ({ stateHome, answers: { status: () => Promise.reject(error) } })
    const foreseen = await run(['status'], failing(new HiveError('HM-LOCKED', 'By another one.')))
    expect(foreseen.stderr).not.toContain('Log')
    expect(readdirSync(stateHome)).toEqual([])
    const ran = await run(['status'], failing(new Error('boom')))
    expect(ran.stderr).toContain(`Log    ${join(stateHome, 'log.ndjson')}`)
    const [line] = readFileSync(join(stateHome, 'log.ndjson'), 'utf8').split('\n')
    expect(JSON.parse(line ?? '')).toMatchObject({
      level: 'error',
      event: 'command-line',
      detail: expect.stringMatching(/^Error: boom\n\s+at /) as string,
    })
    rmSync(stateHome, { recursive: true })
  })
})
