/** Two stages by the built command, the second killed in the middle and resumed; then each taken back. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { BackupInfo, MigrationResult, Status, Validation } from '../../src-main/engine/model/index.js'
import { asNumberedBefore } from '../support/as-numbered-before.js'
import { hasPython, independentCheck } from '../support/independent-check.js'
import { makeSampleHome, type SampleHome } from '../support/sample-home.js'
import { makeStage, treeOf, type Stage } from './cli-command.js'

let sample: SampleHome
let stage: Stage
let scratch: string
beforeEach(async () => {
  sample = await makeSampleHome({ conversations: 500 })
  stage = await makeStage(sample.home)
  scratch = mkdtempSync(join(tmpdir(), 'hive-cli-stages-'))
})
afterEach(async () => {
  rmSync(scratch, { recursive: true, force: true })
  await stage.remove()
  await sample.remove()
})

/** Asks the old database, which nobody else opens. */
function ask<T>(sql: string, ...values: unknown[]): T {
  const db = new Database(sample.database, { readonly: true })
  try {
    return db
      .prepare(sql)
      .pluck()
      .get(...values) as T
  } finally {
    db.close()
  }
}

const staged = (...more: string[]) => ['quick', '--yes', '--json', '--migration-type', 'staged', ...more]

it.each(['copy', 'verify'])('killed in the %s of the second stage: complete after --resume', async (phase) => {
  const before = treeOf(sample.home)
  const day = ask<string>(
    'SELECT substr(created_at, 1, 10) FROM conversations ORDER BY created_at LIMIT 1 OFFSET (SELECT count(*) / 2 FROM conversations)',
  )
  const first = await stage.run(...staged('--until', day))
  expect(first.exit).toBe(0)
  const early = ask<number>('SELECT count(*) FROM conversations WHERE created_at < ?', day)
  expect(first.json<MigrationResult>()).toMatchObject({
    status: 'migrated',
    stage: { conversations: { chosen: early } },
    verification: { passed: true, mismatches: 0 },
  })
  const afterFirst = treeOf(sample.home)

  const { child, finished } = stage.start([...staged('--since', day), '--progress', 'json'])
  child.stderr?.on('data', (data: Buffer) => {
    if (data.toString().includes(`"phase":"${phase}"`)) child.kill('SIGKILL')
  })
  expect((await finished).exit).toBe(null)
  const { state, target } = (await stage.run('status', '--json')).json<Status>()
  expect(state).toBe('interrupted')
  // What the new Hive has is what the first stage gave it, until the second is whole.
  const now = treeOf(sample.home)
  expect(now[join('.hive', 'hive-ai.db')]).toBe(afterFirst[join('.hive', 'hive-ai.db')])

  const resumed = await stage.run(...staged('--since', day), '--resume')
  expect(resumed.exit).toBe(0)
  expect(resumed.json<MigrationResult>()).toMatchObject({ status: 'migrated', stage: { conversations: { left: 0 } } })
  expect((await stage.run('validate', '--json')).json<Validation>()).toMatchObject({ passed: true })
  if (hasPython) {
    copyFileSync(sample.database, join(scratch, 'old.db'))
    asNumberedBefore(target.path, join(scratch, 'new.db'))
    const checked = independentCheck(join(scratch, 'old.db'), join(scratch, 'new.db'))
    expect(checked).toMatchObject({ passed: true, differenceCount: 0 })
  }

  const { backups } = (await stage.run('rollback', '--list', '--json')).json<{ backups: BackupInfo[] }>()
  expect(backups).toHaveLength(2)
  for (const [backup, tree] of [
    [backups[0], afterFirst],
    [backups[1], before],
  ] as const) {
    const back = await stage.run('rollback', '--backup', backup!.id, '--confirm', '--json')
    expect(back.json()).toMatchObject({ verified: true })
    expect(treeOf(sample.home)).toEqual(tree)
  }
})
