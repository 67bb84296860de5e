/** The whole job on the command line: look, migrate, again, compare, take back. */
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type {
  Analysis,
  BackupInfo,
  MigrationResult,
  Preview,
  Status,
  Validation,
} from '../../src-main/engine/model/index.js'
import { hasPython, independentCheck } from '../support/independent-check.js'
import { makeSampleHome, type SampleHome } from '../support/sample-home.js'
import { makeStage, treeOf, type Stage } from './cli-command.js'

let sample: SampleHome
let stage: Stage
let before: Record<string, string>
let scratch: string

beforeAll(async () => {
  sample = await makeSampleHome({ conversations: 77, walConversations: 5 })
  stage = await makeStage(sample.home)
  before = treeOf(sample.home)
  scratch = mkdtempSync(join(tmpdir(), 'hive-cli-job-'))
})
afterAll(async () => {
  rmSync(scratch, { recursive: true, force: true })
  await stage.remove()
  await sample.remove()
})

const target = () => join(sample.home, '.hive', 'hive-ai.db')

describe('in this order, as a person would', () => {
  it('analyze says what is there and changes nothing', async () => {
    const ran = await stage.run('analyze', '--json')
    expect(ran).toMatchObject({ exit: 0, stderr: '' })
    const { installs } = ran.json<Analysis>()
    const databases = installs.flatMap((install) => install.databases)
    expect(databases.map((database) => database.shape)).toContain('S-B')
    expect(databases.flatMap(({ tables }) => tables)).toContainEqual(
      expect.objectContaining({ name: 'conversations', rows: 77 }),
    )
    expect(treeOf(sample.home)).toEqual(before)
  })

  it('preview says what will happen and changes nothing; quick --dry-run says the same', async () => {
    const file = join(scratch, 'plan.json')
    const ran = await stage.run('preview', sample.path, '--json', '--output', file)
    expect(ran).toMatchObject({ exit: 0, stderr: '' })
    const preview = ran.json<Preview>()
    expect(preview.tables.find((table) => table.name === 'conversations')).toMatchObject({ rows: 77 })
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(preview)
    const dry = await stage.run('quick', '--dry-run', '--json')
    expect(dry.exit).toBe(0)
    expect(dry.json<Preview>().tables.map(({ name, rows }) => [name, rows])).toEqual(preview.tables.map(({ name, rows }) => [name, rows])) // prettier-ignore
    expect(treeOf(sample.home)).toEqual(before)
  })

  it('quick migrates: books balanced, every row identical, the old data untouched', async () => {
    const old = join(scratch, 'old.db')
    for (const end of ['', '-wal'])
      if (existsSync(sample.database + end)) copyFileSync(sample.database + end, old + end)
    const ran = await stage.run('quick', '--yes', '--json', '--progress', 'json')
    expect(ran.stdout).not.toContain('"error"')
    expect(ran.exit).toBe(0)
    const result = ran.json<MigrationResult>()
    expect(result).toMatchObject({
      status: 'migrated',
      totals: { same: true },
      verification: { passed: true, mismatches: 0 },
    })
    expect(result.verification.rowsIdentical).toBe(result.verification.rowsCompared)
    for (const row of result.tables) expect(row.read).toBe(row.migrated + row.quarantined + row.carried + row.left)
    expect(result.target.path).toBe(target())
    const fractions = ran.stderr.trim().split('\n').map((line) => (JSON.parse(line) as { fraction: number }).fraction) // prettier-ignore
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
    const now = treeOf(sample.home)
    for (const path of Object.keys(before).filter((path) => path.startsWith('.hive-ai')))
      expect(now[path]).toBe(before[path])
    expect(
      Object.keys(now).filter((path) => /migrating|-wal$|-shm$|-journal$/.test(path) && !(path in before)),
    ).toEqual([])
    if (hasPython) expect(independentCheck(old, target())).toMatchObject({ passed: true, differenceCount: 0 })
    expect(readFileSync(result.report!.html, 'utf8')).toContain('rows identical')
  })

  it('a second quick finds nothing to do and changes no byte of the target', async () => {
    const bytes = readFileSync(target())
    const { mtimeMs } = statSync(target())
    const ran = await stage.run('quick', '--yes', '--json')
    expect(ran.exit).toBe(0)
    expect(ran.json()).toMatchObject({ status: 'nothing-to-do' })
    expect(readFileSync(target()).equals(bytes)).toBe(true)
    expect(statSync(target()).mtimeMs).toBe(mtimeMs)
  })

  it('validate passes on the pair', async () => {
    const ran = await stage.run('validate', '--source', sample.database, '--target', target(), '--json')
    expect(ran.json<Validation>()).toMatchObject({ passed: true, level: 'standard' })
    expect(ran.exit).toBe(0)
  })

  it('status says that it was migrated', async () => {
    const ran = await stage.run('status', '--health', '--json')
    const status = ran.json<Status>()
    expect(status).toMatchObject({ state: 'migrated', lastRun: { state: expect.any(String) as string } })
    expect(status.health.filter((check) => !check.ok)).toEqual([])
  })

  it('rollback brings back exactly the tree that was there, and keeps what it took out', async () => {
    const [backup] = (await stage.run('rollback', '--list', '--json')).json<{ backups: BackupInfo[] }>().backups
    expect(backup).toMatchObject({ verified: true })
    const ran = await stage.run('rollback', '--backup', backup!.id, '--confirm', '--json')
    expect(ran.exit).toBe(0)
    expect(ran.json()).toMatchObject({ verified: true })
    expect(treeOf(sample.home)).toEqual(before)
    const kept = (await stage.run('rollback', '--list', '--json')).json<{ backups: BackupInfo[] }>().backups
    expect(kept.map(({ kind }) => kind).toSorted()).toEqual(['migration', 'rollback'])
  })
})
