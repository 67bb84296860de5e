/** Fresh and staged migrations on the command line: what is asked of the engine, and what a person reads. */
import { describe, expect, it } from 'vitest'
import type { StageOutcome } from '../../../src-main/engine/model/index.js'
import { migrated, preview, run, type Answers } from './fakes.js'
import { answers, asked, lines, plain, usual } from './wizard-world.js'

const stage: StageOutcome = {
  ...{
    parts: ['settings', 'conversations'],
    since: '2024-01-01 00:00:00',
    until: '2025-01-01 00:00:00',
    undated: false,
  },
  conversations: { chosen: 1200, there: 30, left: 7, undated: 2 },
}
const staged: Answers = {
  preview: async () => ({ ...preview(), stage, tables: preview().tables.map((table) => ({ ...table, left: 200 })) }),
  migrate: async () => migrated({ stage }),
}
const words = '--migration-type staged --since 2024-01-01 --until 2025-01-01'.split(' ')

describe('quick and preview', () => {
  it('pass the stage on, and nothing where none was given', async () => {
    const ran = await run(['quick', '--yes', ...words, '--parts', 'conversations'], { answers: staged })
    expect(asked(ran, 'migrate')).toMatchObject({
      type: 'staged',
      stage: { since: '2024-01-01', until: '2025-01-01', parts: ['conversations'] },
    })
    const usualRun = await run(['quick', '--yes'], { answers: staged })
    expect(asked(usualRun, 'migrate')).not.toHaveProperty('stage')
  })

  it('say per table what is chosen and what is left, and what waits', async () => {
    const ran = await run(['preview', ...words], { answers: staged })
    expect(asked(ran, 'preview')).toMatchObject({ type: 'staged', stage: { since: '2024-01-01', until: '2025-01-01' } })
    expect(ran.stdout).toMatch(/Rows +Chosen +Left +Goes to/)
    expect(ran.stdout).toMatch(/messages +1,200 +1,000 +200 +messages/)
    expect(ran.stdout).toContain('begun from 2024-01-01 00:00:00 on and before 2025-01-01 00:00:00 (UTC)')
    expect(ran.stdout).toMatch(/Conversations +1,200 now, 30 there already/)
    expect(ran.stdout).toMatch(/Left for later +7; 2 of them without a readable date/)
    expect(ran.stdout).toContain(`hive-migrate quick ${words.join(' ')}`)
  })

  it('say where the history of a fresh one is', async () => {
    const fresh: StageOutcome = {
      ...{ parts: ['settings'], since: null, until: null, undated: false },
      conversations: { chosen: 0, there: 0, left: 1, undated: 0 },
    }
    const answered = { ...staged, migrate: async () => migrated({ stage: fresh }) }
    const ran = await run(['quick', '--yes', '--migration-type', 'fresh'], { answers: answered })
    expect(ran.stdout).toContain('1 conversation, archived whole in the backup at /s/backups/backup-1')
  })

  it('say that both stay after a parallel one', async () => {
    const ran = await run(['quick', '--yes', '--migration-type', 'parallel'], {
      answers: { migrate: async () => migrated() },
    })
    expect(ran.stdout).toMatch(/Both +the old Hive works as before/)
  })
})

describe('the wizard', () => {
  it('asks for parts and days, again where they mean nothing', async () => {
    const replies: [string, string][] = [
      ['Which way?', '3'],
      ['What shall move now?', '2'],
      ['From which day on?', '2024-02-30'],
      ['From which day on?', '2024-02-01'],
      ['Before which day?', '2024-01-01'],
      ['From which day on?', ' '],
      ['Before which day?', '2025-01-01'],
      ...lines(usual.slice(1)),
    ]
    const ran = await plain([], replies, { answers: answers(staged) })
    expect(ran).toMatchObject({ exit: 0, unasked: [] })
    expect(asked(ran, 'migrate')).toMatchObject({
      type: 'staged',
      stage: { parts: ['conversations'], until: '2025-01-01' },
    })
  })

  it('asks for no days of the settings, and nothing of a fresh one', async () => {
    const parts: [string, string][] = [['Which way?', '3'], ['What shall move now?', '3'], ...lines(usual.slice(1))]
    expect(asked(await plain([], parts, { answers: answers(staged) }), 'migrate')).toMatchObject({
      stage: { parts: ['settings'] },
    })
    const fresh = await plain([], [['Which way?', '4'], ...lines(usual.slice(1))], { answers: answers(staged) })
    expect(asked(fresh, 'migrate')).toMatchObject({ type: 'fresh' })
    expect(asked(fresh, 'migrate')).not.toHaveProperty('stage')
  })
})
