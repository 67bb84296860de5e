/** The wizard where something was done before: interrupted, migrated already, and what comes after Done. */
import { describe, expect, it } from 'vitest'
import { HiveError } from '../../../src-main/engine/errors.js'
import type { BackupInfo } from '../../../src-main/engine/model/index.js'
import { event, migrated } from './fakes.js'
import {
  answers,
  asked,
  database,
  endOfInput,
  lines,
  methods,
  plain,
  status,
  summary,
  target,
  usual,
  whole,
} from './wizard-world.js'

describe('interrupted', () => {
  const interrupted = (change = {}) => {
    const run = summary(change)
    return { status: async () => status({ state: 'interrupted', lastRun: run, runs: [run] }) }
  }

  it('goes on: the migration at once, with the choices of then', async () => {
    const ran = await plain(
      [],
      [
        ['What shall be done?', '1'],
        ['faster', 'n'],
      ],
      {
        answers: answers(interrupted({ salvage: true })),
      },
    )
    expect(methods(ran)).toEqual(['status', 'migrate'])
    expect(asked(ran, 'migrate')).toMatchObject({ from: database, to: target, resume: true, salvage: true })
  })

  it('goes on with the stage that was chosen then', async () => {
    const chosen = { type: 'staged', stage: { parts: ['conversations'], until: '2024-01-01' }, validation: 'strict' }
    const ran = await plain([], [['What shall be done?', '1'], ['faster', 'n']], { answers: answers(interrupted({ asked: chosen })) }) // prettier-ignore
    expect(asked(ran, 'migrate')).toMatchObject({ ...chosen, resume: true })
  })

  it('begins anew', async () => {
    const ran = await plain([], [['What shall be done?', '2'], ...lines()], { answers: answers(interrupted()) })
    expect(methods(ran)).toEqual(whole)
    expect(asked(ran, 'migrate')).toMatchObject({ resume: false })
  })

  it('takes it back, and begins no other', async () => {
    const giveUp = async () => ({ undone: ['run-0'] })
    const ran = await plain([], [['What shall be done?', '3']], { answers: { ...interrupted(), giveUp } })
    expect(ran.exit).toBe(0)
    expect(methods(ran)).toEqual(['status', 'giveUp'])
    expect(asked(ran, 'giveUp')).toEqual({ to: target })
    expect(ran.stdout).toContain('everything is as it was before that migration')
  })

  it('taken back already, by somebody else: says that nothing was left', async () => {
    const giveUp = async () => ({ undone: [] })
    const ran = await plain([], [['What shall be done?', '3']], { answers: { ...interrupted(), giveUp } })
    expect(ran.exit).toBe(0)
    expect(ran.stdout).toContain('nothing left to take back')
  })

  it('leaves it', async () => {
    const ran = await plain([], [['What shall be done?', '4']], { answers: answers(interrupted()) })
    expect(ran.exit).toBe(6)
    expect(methods(ran)).toEqual(['status'])
  })

  it.each(['2', endOfInput])('leaves a half rollback (%j), and does not call that untouched', async (reply) => {
    const ran = await plain([], [['What shall be done?', reply]], { answers: interrupted({ kind: 'rollback' }) })
    expect(ran.exit).toBe(6)
    expect(methods(ran)).toEqual(['status'])
    expect(ran.stderr).toContain('some files are back, others are not yet')
    expect(ran.stderr).not.toContain('untouched and nothing was installed')
  })

  it('finishes a rollback', async () => {
    const rollback = async () => ({
      ...{ runId: 'r', backupId: 'backup-0', restored: [database], removed: [], kept: [] },
      ...{ keptBackupId: null, verified: true },
    })
    const ran = await plain([], [['What shall be done?', '1']], {
      answers: { ...interrupted({ kind: 'rollback' }), backups: async () => [], rollback },
    })
    expect(ran.exit).toBe(0)
    expect(asked(ran, 'rollback')).toMatchObject({ backup: 'backup-0' })
    expect(ran.stdout).toContain('Everything is back as it was.')
  })

  it('again: exit 6, and the way on is the wizard', async () => {
    const migrate = async () => {
      throw new HiveError('HM-CANCELLED', 'You cancelled the migration.')
    }
    const ran = await plain([], lines(usual.slice(0, 3)), { answers: answers({ migrate }) })
    expect(ran.exit).toBe(6)
    expect(ran.stderr).toContain('`hive-migrate wizard` again when you are ready')
    expect(ran.stderr.replaceAll(/\s+/g, ' ')).toContain('nothing is left of this run')
  })

  it.each([
    ['kept', async () => status({ runs: [summary({ runId: 'run-1' })] }), 'go on from there, or to take back'],
    ['of another run', async () => status({ runs: [summary({ runId: 'run-2' })] }), 'it begins anew'],
    ['not known', () => Promise.reject(new HiveError('HM-ENGINE-DIED', 'Closed.')), 'where there is something'],
  ])('stopped in mid-run: says what is left when it is %s', async (_, then, words) => {
    let calls = 0
    const migrate = async () => {
      throw new HiveError('HM-CANCELLED', 'You cancelled the migration.')
    }
    const ran = await plain([], lines(usual.slice(0, 3)), {
      answers: answers({ migrate, status: () => ((calls += 1) === 1 ? Promise.resolve(status()) : then()) }),
      events: [event()],
    })
    expect(ran.exit).toBe(6)
    expect(ran.stderr.replaceAll(/\s+/g, ' ')).toContain(words)
  })
})

describe('migrated already', () => {
  const backup: BackupInfo = {
    ...{ id: 'backup-1', createdAt: '2026-11-21T08:00:00.000Z', source: database, target, bytes: 9, verified: true },
    ...{ kind: 'migration', path: '/s/backups/backup-1' },
  }
  const other: BackupInfo = {
    ...backup,
    id: 'of-sample',
    target: '/sample/hive-ai.db',
    createdAt: '2026-11-22T08:00:00Z',
  }
  const done = {
    status: async () =>
      status({
        ...{ state: 'migrated', backups: [backup, other], runs: [summary({ state: 'done', rows: 1200 })] },
        target: { path: target, kind: 'ours', bytes: 9 },
      }),
    backups: async () => [backup, other],
  }

  it('leaves it as it is: exit 0', async () => {
    const ran = await plain([], [['What would you like', '1']], { answers: done })
    expect(ran.exit).toBe(0)
    expect(methods(ran)).toEqual(['status'])
    expect(ran.stdout).toContain('1,200 rows')
  })

  it('takes it back from its own backup, after a question', async () => {
    const rollback = async () => ({
      ...{ runId: 'r', backupId: 'backup-1', restored: [], removed: [target], kept: [] },
      ...{ keptBackupId: 'backup-2', verified: true },
    })
    const answersOf = { ...done, rollback }
    const yes = await plain(
      [],
      [
        ['What would you like', '5'],
        ['Take the migration back', 'y'],
      ],
      { answers: answersOf },
    )
    expect(yes.exit).toBe(0)
    expect(asked(yes, 'rollback')).toMatchObject({ backup: 'backup-1' })
    const no = await plain(
      [],
      [
        ['What would you like', '5'],
        ['Take the migration back', ' '],
      ],
      { answers: answersOf },
    )
    expect(no.exit).toBe(6)
    expect(methods(no)).not.toContain('rollback')
  })

  it('migrates what is new since, or what a stage left', async () => {
    const ran = await plain([], [['What would you like', '2'], ...lines()], { answers: { ...answers(), ...done } })
    expect(methods(ran)).toEqual(whole)
    expect(ran.exit).toBe(0)
    expect(ran.stdout).toContain('Your data has moved already.')

    const run = summary({ state: 'done', waiting: 40 })
    const staged = { ...answers(), status: async () => status({ state: 'migrated', lastRun: run, runs: [run] }) }
    const more = await plain([], [['What would you like', '2'], ...lines()], { answers: staged })
    expect(methods(more)).toEqual(whole)
    expect(more.stdout).toContain('A part of your data has moved already.')
    expect(more.stdout).toContain('40 conversations of the old Hive')
  })

  it('compares again', async () => {
    const validate = async () => ({
      ...{ passed: true, level: 'standard' as const, tables: [], checks: [], samples: [] },
    })
    const ran = await plain([], [['What would you like', '3']], { answers: { ...done, validate } })
    expect(ran.exit).toBe(0)
    expect(methods(ran)).toContain('validate')
  })
})

describe('done', () => {
  it('faster settings that fail do not make a failure of the migration', async () => {
    const optimize = async () => {
      throw new HiveError('HM-DISK-SPACE', 'No room for the copy.')
    }
    const ran = await plain([], [...lines(usual.slice(0, 3)), ['faster', 'y']], { answers: answers({ optimize }) })
    expect(ran.exit).toBe(0)
    expect(ran.stdout).toContain('No room for the copy.')
  })

  it('nothing to do says so and asks nothing', async () => {
    const migrate = async () => migrated({ status: 'nothing-to-do', backup: null, report: null })
    const ran = await plain([], lines(usual.slice(0, 3)), { answers: answers({ migrate }) })
    expect(ran).toMatchObject({ exit: 0, unasked: [] })
    expect(ran.stdout).toContain('Nothing to do')
  })
})
