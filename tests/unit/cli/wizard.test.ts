/** Every way through the wizard, on a made-up terminal with an engine that only answers. */
import { homedir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { HiveError } from '../../../src-main/engine/errors.js'
import { migrated, preview, run } from './fakes.js'
import {
  analysis,
  answers,
  asked,
  ctrlC,
  damaged,
  down,
  drawn,
  endOfInput,
  enter,
  keys,
  lines,
  methods,
  plain,
  refused,
  sound,
  target,
  usual,
  whole,
} from './wizard-world.js'

describe('from start to end', () => {
  it('in plain lines: every step, the result, the way back', async () => {
    const ran = await plain([], lines())
    expect(ran).toMatchObject({ exit: 0, unasked: [], stderr: '' })
    expect(methods(ran)).toEqual(whole)
    expect(asked(ran, 'migrate')).toMatchObject({ type: 'upgrade', validation: 'standard', resume: false })
    const steps = ['Find', 'Check', 'Plan', 'Migrate', 'Verify', 'Done']
    const headings = steps.map((step, index) => ran.stdout.indexOf(`Step ${index + 1} of 6: ${step}\n`))
    expect(headings).toEqual(headings.toSorted((a, b) => a - b))
    expect(headings).not.toContain(-1)
    for (const words of ['77 conversations', 'hive has it open.', 'Report    /s/runs/run-1/report.html'])
      expect(ran.stdout).toContain(words)
    expect(ran.stdout).toContain('hive-migrate rollback --backup backup-1')
    expect(ran.stdout).not.toContain('\u001b')
  })

  it('drawn, by Enter alone', async () => {
    const ran = await drawn([], keys())
    expect(ran).toMatchObject({ exit: 0, unasked: [], stderr: '' })
    expect(methods(ran)).toEqual(whole)
    // eslint-disable-next-line no-control-regex
    expect(ran.stdout).not.toMatch(/\u001b\[[0-9;]*3[0-7]m/)
  })

  it('drawn, with another choice at each question', async () => {
    const ran = await drawn(
      [],
      [
        ['Which way?', down + enter],
        ['How much shall be proved', down + down + enter],
        ['Is this right?', down + enter],
        ['Settings to be entered again', enter],
        ['Look for faster settings', enter],
      ],
    )
    expect(ran).toMatchObject({ exit: 0, unasked: [] })
    expect(asked(ran, 'migrate')).toMatchObject({ type: 'parallel', validation: 'paranoid' })
    // What was asked for in the plan.
    expect(ran.stdout).toContain('2 dates are repaired')
  })

  it('professional: one question before the migration, every table without asking', async () => {
    const ran = await plain(['--professional'], lines(usual.slice(2)))
    expect(ran).toMatchObject({ exit: 0, unasked: [] })
    expect(methods(ran)).toEqual(whole)
    expect(ran.stdout).toContain('2 dates are repaired')
    expect(ran.stdout).not.toContain('It only reads.')
  })

  it('professional: type and validation can still be chosen', async () => {
    const ran = await plain(
      ['--professional'],
      [
        ['Is this right?', '2'],
        ['Which way?', '1'],
        ['How much', '2'],
        ['strict validation', '1'],
        ['faster', 'n'],
      ],
    )
    expect(asked(ran, 'migrate')).toMatchObject({ validation: 'strict' })
  })

  it('--json: the conversation goes to stderr, one document to stdout', async () => {
    const ran = await plain(['--json'], lines())
    expect(JSON.parse(ran.stdout)).toMatchObject({ runId: 'run-1', status: 'migrated' })
    expect(ran.stderr).toContain('Step 6 of 6: Done')
  })

  it.each([40, 60, 200])('no line is wider than %i columns, where words allow it', async (columns) => {
    const ran = await drawn([], keys(), { columns })
    const wide = stripVTControlCharacters(ran.stdout)
      .split('\n')
      .filter((line) => line.length > Math.min(columns, 100) && line.replace(/^│\s*/, '').trim().includes(' '))
    expect(wide).toEqual([])
  })

  it('shows text from data as text', async () => {
    const evil = analysis()
    const [install] = evil.installs
    if (install) install.path = '/h/\u001b[2Jx'
    const ran = await plain([], [['Which way?', endOfInput]], { answers: answers({ analyze: async () => evil }) })
    expect(ran.stdout).toContain('/h/[2Jx')
    expect(ran.stdout).not.toContain('\u001b[2J')
  })
})

describe('where nobody can be asked', () => {
  it('says which command to use', async () => {
    const ran = await run(['wizard'])
    expect(ran).toMatchObject({ exit: 2, calls: [], stdout: '' })
    expect(ran.stderr).toContain('hive-migrate quick --yes --json')
  })

  it('takes --yes for a mistake', async () => {
    const ran = await run(['wizard', '--yes'], { tty: true })
    expect(ran).toMatchObject({ exit: 2, calls: [] })
    expect(ran.stderr).toContain('`hive-migrate quick --yes`')
  })
})

describe('leaving', () => {
  it.each(usual.slice(0, 3).map((_, at) => at))('by Ctrl-C at question %i: exit 6, nothing started', async (at) => {
    const ran = await drawn([], [...keys(usual.slice(0, at)), [usual[at]?.[0] ?? '', ctrlC]])
    expect(ran.exit).toBe(6)
    expect(methods(ran)).not.toContain('migrate')
    expect(ran.stderr).toContain('nothing was started')
    expect(ran.closed).toBe(true)
  })

  it('by the end of the input', async () => {
    const ran = await plain([], [['Which way?', endOfInput]])
    expect(ran.exit).toBe(6)
    expect(methods(ran)).not.toContain('migrate')
  })

  it('by choosing to stop', async () => {
    const ran = await plain([], [...lines(usual.slice(0, 2)), ['Is this right?', '4']])
    expect(ran.exit).toBe(6)
    expect(methods(ran)).not.toContain('migrate')
  })

  it('after the migration: exit 0', async () => {
    expect((await drawn([], [...keys(usual.slice(0, 3)), ['faster', ctrlC]])).exit).toBe(0)
    expect((await plain([], [...lines(usual.slice(0, 3)), ['faster', endOfInput]])).exit).toBe(0)
  })

  it('by a signal at a question', async () => {
    const ran = await run(['wizard'], {
      ...{ tty: true, answers: answers() },
      onCall: (interrupt) => setTimeout(interrupt, 300),
    })
    expect(ran.exit).toBe(6)
  })
})

describe('find', () => {
  const nothing = { analyze: async () => analysis({ installs: [] }) }

  it('nothing: says where it looked, and ends with exit 3', async () => {
    const ran = await plain([], [['Folder or database file', ' ']], { answers: answers(nothing) })
    expect(ran.exit).toBe(3)
    expect(ran.stdout).toContain('  /h/.hive-ai\n')
    expect(ran.stderr).toContain('hive-migrate wizard --sample')
  })

  it('elsewhere: takes a path, also after a wrong one', async () => {
    const analyze = async ({ path }: { path?: string }) => {
      if (path === '/wrong') throw new HiveError('HM-SOURCE-MISSING', 'There is no /wrong.')
      return path === undefined ? analysis({ installs: [] }) : analysis()
    }
    const replies: [string, string][] = [['Folder or', '/wrong'], ['Folder or', "'/a b/old.db'"], ...lines()]
    const ran = await plain([], replies, { answers: answers({ analyze }) })
    expect(ran.exit).toBe(0)
    expect(ran.stdout).toContain('There is no /wrong.')
    expect(asked(ran, 'migrate')).toMatchObject({ from: '/a b/old.db' })
  })

  it('--from goes to every call', async () => {
    const ran = await plain(['--from', '/x/old.db'], lines())
    expect(asked(ran, 'analyze')).toEqual({ path: '/x/old.db' })
    for (const method of ['preflight', 'preview', 'migrate'])
      expect(asked(ran, method)).toMatchObject({ from: '/x/old.db' })
  })
})

describe('check', () => {
  it('a refusal shows its fix; stopping exits with its status', async () => {
    const ran = await plain([], [['in the way; nothing', '3']], {
      answers: answers({ preflight: async () => refused }),
    })
    expect(ran.exit).toBe(4)
    expect(ran.stdout).toContain('To do: Free 4 MB there.')
    expect(ran.stderr).toContain('HM-DISK-SPACE')
  })

  it('checks again, and goes on when it is mended', async () => {
    const outcomes = [refused, sound]
    const preflight = async () => outcomes.shift() ?? sound
    const ran = await plain([], [['in the way', '1'], ...lines()], { answers: answers({ preflight }) })
    expect(ran.exit).toBe(0)
    expect(methods(ran).filter((method) => method === 'preflight')).toHaveLength(2)
  })

  it('another place for the new database', async () => {
    const preflight = async ({ to }: { to?: string }) => (to === undefined ? refused : sound)
    const replies: [string, string][] = [['in the way', '2'], ['Path of the new', '/n/new.db'], ...lines()]
    const ran = await plain([], replies, { answers: answers({ preflight }) })
    expect(asked(ran, 'migrate')).toMatchObject({ to: '/n/new.db' })
  })

  it.each(['~/n/new.db', '"~/n/new.db"'])('another place, typed as for a shell: %s', async (typed) => {
    const preflight = async ({ to }: { to?: string }) => (to === undefined ? refused : sound)
    const replies: [string, string][] = [['in the way', '2'], ['Path of the new', typed], ...lines()]
    const ran = await plain([], replies, { answers: answers({ preflight }) })
    expect(asked(ran, 'migrate')).toMatchObject({ to: join(homedir(), 'n', 'new.db') })
  })

  it('--skip-checks says what it leaves out, and asks', async () => {
    const ran = await plain(['--skip-checks'], [['Skip them', 'y'], ...lines()])
    expect(ran.exit).toBe(0)
    expect(methods(ran)).not.toContain('preflight')
    for (const words of ['Skipped: ', 'The risk: ', 'backup and its verification']) expect(ran.stdout).toContain(words)
  })

  it('--skip-checks, and second thoughts: the checks are made', async () => {
    const ran = await drawn(['--skip-checks'], [['Skip them', enter], ...keys()])
    expect(methods(ran)).toEqual(whole)
  })
})

describe('damage', () => {
  const preflight = async ({ salvage }: { salvage?: boolean }) => {
    if (!salvage) throw damaged()
    return sound
  }

  it('stops for a backup: exit 3', async () => {
    const ran = await plain([], [['What shall be done?', ' ']], { answers: answers({ preflight }) })
    expect(ran.exit).toBe(3)
    expect(ran.stderr).toContain('HM-SOURCE-CORRUPT')
    expect(methods(ran)).not.toContain('migrate')
  })

  it('recovers what can be read, when that is chosen', async () => {
    const ran = await plain([], [['What shall be done?', '2'], ...lines()], { answers: answers({ preflight }) })
    expect(ran.exit).toBe(0)
    for (const method of ['preflight', 'preview', 'migrate'])
      expect(asked(ran, method)).toMatchObject({ salvage: true })
  })

  it('found only by the migration: the same offer', async () => {
    const migrate = async ({ salvage }: { salvage?: boolean }) => {
      if (!salvage) throw damaged()
      return migrated()
    }
    const replies: [string, string][] = [...lines(usual.slice(0, 3)), ['What shall be done?', '2'], ...lines()]
    const ran = await plain([], replies, { answers: answers({ migrate }) })
    expect(ran).toMatchObject({ exit: 0, unasked: [] })
  })
})

describe('plan', () => {
  it('parallel onto the old database’s own place asks for another', async () => {
    const own = { ...preview(), target: { path: target, kind: 'source' } }
    const replies: [string, string][] = [
      ['Which way?', '2'],
      ['Path of the new', '/n/new.db'],
      ...lines(usual.slice(1)),
    ]
    const ran = await plain([], replies, { answers: answers({ preview: async () => own }) })
    expect(asked(ran, 'migrate')).toMatchObject({ type: 'parallel', to: '/n/new.db' })
  })
})
